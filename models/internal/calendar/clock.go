//chancheck:rest
package calendar

// Nothing here asks for the present: package time does.
func runtimeNow() (sec int64, nsec int32, mono int64) { return 0, 0, 0 }

func runtimeNano() int64 { return 0 }

func runtimeIsBubbled() bool { return false }

// The clock of the machine shows UTC, and package time names its zone.
//
//chancheck:instead
func initLocal() {}
