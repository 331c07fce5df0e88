// Package alias compares places of memory without their numbers.
//
//chancheck:rest
package alias

// AnyOverlap reports whether one slice begins within the other.
func AnyOverlap(x, y []byte) bool { return begins(x, y) || begins(y, x) }

func begins(x, y []byte) bool {
	if len(x) == 0 {
		return false
	}
	for i := range y {
		if &y[i] == &x[0] {
			return true
		}
	}
	return false
}
