// Package constanttime models what the compiler puts in.
//
//chancheck:rest
package constanttime

//chancheck:instead
func boolToUint8(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
