// Package math has the constants of Go's package math and the functions whose results are exact.
//
//chancheck:runtime
//chancheck:rest
package math

const (
	MaxInt    = 1<<63 - 1
	MinInt    = -1 << 63
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxInt16  = 1<<15 - 1
	MinInt16  = -1 << 15
	MaxInt32  = 1<<31 - 1
	MinInt32  = -1 << 31
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint   = 1<<64 - 1
	MaxUint8  = 1<<8 - 1
	MaxUint16 = 1<<16 - 1
	MaxUint32 = 1<<32 - 1
	MaxUint64 = 1<<64 - 1
)

const (
	E   = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi  = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi = 1.61803398874989484820458683436563811772030917980576286213544862

	Sqrt2 = 1.41421356237309504880168872420969807856967187537694807317667974
	Ln2   = 0.693147180559945309417232121458176568075500134360255254120680009
	Ln10  = 2.30258509299404568401799145468436420760110148862877297603332790

	MaxFloat32             = 3.40282346638528859811704183484516925440e+38
	MaxFloat64             = 1.79769313486231570814527423731704356798070e+308
	SmallestNonzeroFloat64 = 4.9406564584124654417656879286822137236505980e-324
)

// Float64bits is the IEEE 754 representation of f.
func Float64bits(f float64) uint64

// Float32bits is the IEEE 754 representation of f; a cell holds that of the float64.
func Float32bits(f float32) uint32 {
	bits := Float64bits(float64(f))
	sign, exp, fraction := uint32(bits>>63)<<31, int(bits>>52&0x7FF), bits&(1<<52-1)
	switch {
	case exp == 0x7FF:
		return sign | 0xFF<<23 | uint32(fraction>>29)
	case exp == 0:
		return sign
	case exp <= 1023-127:
		return sign | uint32((fraction|1<<52)>>uint(29+1+1023-127-exp))
	}
	return sign | uint32(exp-1023+127)<<23 | uint32(fraction>>29)
}

// Float32frombits is the inverse of Float32bits.
func Float32frombits(b uint32) float32 {
	sign, exp, fraction := uint64(b>>31)<<63, uint64(b>>23&0xFF), uint64(b&(1<<23-1))
	switch exp {
	case 0xFF:
		return float32(Float64frombits(sign | 0x7FF<<52 | fraction<<29))
	case 0:
		f := float32(fraction) / (1 << 126) / (1 << 23)
		if sign != 0 {
			return -f
		}
		return f
	}
	return float32(Float64frombits(sign | (exp-127+1023)<<52 | fraction<<29))
}

// Float64frombits is the inverse of Float64bits.
func Float64frombits(b uint64) float64

// Sqrt is the square root, rounded to the nearest number.
func Sqrt(x float64) float64

func NaN() float64 { return Float64frombits(0x7FF8000000000001) }

func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF0000000000000)
	}
	return Float64frombits(0xFFF0000000000000)
}

func IsNaN(f float64) (is bool) { return f != f }

func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

func Signbit(x float64) bool { return Float64bits(x)>>63 != 0 }

func Abs(x float64) float64 { return Float64frombits(Float64bits(x) << 1 >> 1) }

func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)<<1>>1 | Float64bits(sign)>>63<<63)
}

func Trunc(x float64) float64 {
	if Abs(x) >= 1<<52 || x != x {
		return x
	}
	return Copysign(float64(int64(x)), x)
}

func Floor(x float64) float64 {
	if t := Trunc(x); t <= x || x != x {
		return t
	}
	return Trunc(x) - 1
}

func Ceil(x float64) float64 { return -Floor(-x) }

func Round(x float64) float64 {
	t := Trunc(x)
	if Abs(x-t) >= 0.5 {
		return t + Copysign(1, x)
	}
	return t
}

func Modf(f float64) (int float64, frac float64) {
	int = Trunc(f)
	if IsInf(f, 0) {
		return int, NaN()
	}
	return int, Copysign(f-int, f)
}

func Max(x, y float64) float64 {
	switch {
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	case x != x || y != y:
		return NaN()
	case x == 0 && x == y:
		if Signbit(x) {
			return y
		}
		return x
	case x > y:
		return x
	}
	return y
}

func Min(x, y float64) float64 {
	if IsInf(x, -1) || IsInf(y, -1) {
		return Inf(-1)
	}
	return -Max(-x, -y)
}

func Dim(x, y float64) float64 {
	if d := x - y; d > 0 || d != d {
		return d
	}
	return 0
}

func RoundToEven(x float64) float64 {
	if Abs(x) >= 1<<52 || x != x {
		return x
	}
	const exact = 1 << 52 // adding it leaves no room for a fraction, and rounds to even
	if Signbit(x) {
		return Copysign(x-exact+exact, x)
	}
	return x + exact - exact
}

// Mod is exact: what is taken away each time is y times a power of two, and nothing is rounded.
func Mod(x, y float64) float64 {
	if y == 0 || IsInf(x, 0) || x != x || y != y {
		return NaN()
	}
	rest, by := Abs(x), Abs(y)
	for rest >= by {
		part := by
		for part <= rest/2 {
			part *= 2
		}
		rest -= part
	}
	return Copysign(rest, x)
}
