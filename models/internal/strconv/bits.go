// Package strconv sees no memory as another type.
//
//chancheck:rest
package strconv

import "math"

//chancheck:instead
func float64frombits(b uint64) float64 { return math.Float64frombits(b) }

//chancheck:instead
func float32frombits(b uint32) float32 { return math.Float32frombits(b) }

//chancheck:instead
func float64bits(f float64) uint64 { return math.Float64bits(f) }

//chancheck:instead
func float32bits(f float32) uint32 { return math.Float32bits(f) }
