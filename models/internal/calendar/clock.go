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

// Nothing is read before its first use, so nothing has to be done once: the texts of panics, and with them every step of
// a program, would depend on it.
//
//chancheck:instead
func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	return l
}

// FixedZone makes a new zone each time: package time compares zones of its own.
func FixedZone(name string, offset int) *Location { return fixedZone(name, offset) }
