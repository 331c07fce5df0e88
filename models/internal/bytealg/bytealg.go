// Package bytealg models what Go writes in assembly or asks the runtime for.
//
//chancheck:rest
package bytealg

func MakeNoZero(n int) []byte { return make([]byte, n) }

func Equal(a, b []byte) bool { return string(a) == string(b) }
