// Package chance counts what was read from the machine's source of chance.
//
//chancheck:runtime
package chance

var readings uint64

// Next is a number that no reading had before. To read it orders nothing.
func Next() uint64 {
	readings++
	return readings
}
