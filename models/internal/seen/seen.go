// Package seen is for models of the runtime that write to the program's own memory: it is no runtime package, so that a
// write of it can race.
package seen

func Store[T any](to *T, value T) { *to = value }
