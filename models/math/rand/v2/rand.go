// Package rand models chance: small numbers are any number, each explored; large ones are 0 or the largest.
package rand

import "internal/text"

// below is a number in 0..n-1.
func below(n int64, function string) int64 {
	if n <= 0 {
		panic("invalid argument to " + function)
	}
	if n > most {
		return int64(text.Choose(2)) * (n - 1)
	}
	return int64(text.Choose(int(n)))
}

// most is the largest range that is explored in full.
const most = 1 << 16

// some is a number of 63 bits.
func some() int64 { return int64(text.Choose(2)) * (1<<63 - 1) }

// A Source of chance has nothing to remember: every number can come.
type Source interface {
	Uint64() uint64
}

// A PCG is a source of chance.
type PCG struct{ drawn bool }

func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{} }

func (p *PCG) Seed(seed1, seed2 uint64) { p.drawn = true }

func (p *PCG) Uint64() uint64 {
	p.drawn = true
	return uint64(some())
}

// A Rand does what the functions of this package do.
type Rand struct {
	src Source
}

func New(src Source) *Rand { return &Rand{src} }

// draw is what a method does to its source, which goroutines must not share unless it is locked.
func (r *Rand) draw() {
	if s, ok := r.src.(*PCG); ok {
		s.drawn = true
	} else {
		r.src.Uint64()
	}
}

func IntN(n int) int { return int(below(int64(n), "IntN")) }

func (r *Rand) IntN(n int) int {
	r.draw()
	return IntN(n)
}

func Int32N(n int32) int32 { return int32(below(int64(n), "Int32N")) }

func (r *Rand) Int32N(n int32) int32 {
	r.draw()
	return Int32N(n)
}

func Int64N(n int64) int64 { return int64(below(n, "Int64N")) }

func (r *Rand) Int64N(n int64) int64 {
	r.draw()
	return Int64N(n)
}

func Int() int { return int(some()) }

func (r *Rand) Int() int {
	r.draw()
	return Int()
}

func Int32() int32 { return int32(some() >> 32) }

func (r *Rand) Int32() int32 {
	r.draw()
	return Int32()
}

func Int64() int64 { return int64(some()) }

func (r *Rand) Int64() int64 {
	r.draw()
	return Int64()
}

func Uint32() uint32 { return uint32(some() >> 31) }

func (r *Rand) Uint32() uint32 {
	r.draw()
	return Uint32()
}

func Uint64() uint64 { return uint64(some()) }

func (r *Rand) Uint64() uint64 {
	r.draw()
	return Uint64()
}

func N[Int interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}](n Int) Int {
	return Int(below(int64(n), "N"))
}

func UintN(n uint) uint { return uint(below(int64(n), "UintN")) }

func (r *Rand) UintN(n uint) uint {
	r.draw()
	return UintN(n)
}

func Uint32N(n uint32) uint32 { return uint32(below(int64(n), "Uint32N")) }

func (r *Rand) Uint32N(n uint32) uint32 {
	r.draw()
	return Uint32N(n)
}

func Uint64N(n uint64) uint64 { return uint64(below(int64(n), "Uint64N")) }

func (r *Rand) Uint64N(n uint64) uint64 {
	r.draw()
	return Uint64N(n)
}

func Float64() float64 { return text.Fraction() }

func (r *Rand) Float64() float64 {
	r.draw()
	return Float64()
}

// Float32 is less than 1 when the nearest number of its type is not.
func Float32() float32 {
	if x := float32(text.Fraction()); x < 1 {
		return x
	}
	return 1 - 1.0/(1<<24)
}

func (r *Rand) Float32() float32 {
	r.draw()
	return Float32()
}

func ExpFloat64() float64 {
	x := text.Fraction()
	return x / (1 - x)
}

func (r *Rand) ExpFloat64() float64 {
	r.draw()
	return ExpFloat64()
}

func NormFloat64() float64 {
	if text.Choose(2) == 1 {
		return -ExpFloat64()
	}
	return ExpFloat64()
}

func (r *Rand) NormFloat64() float64 {
	r.draw()
	return NormFloat64()
}

func Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

func (r *Rand) Perm(n int) []int {
	r.draw()
	return Perm(n)
}

func Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, text.Choose(i+1))
	}
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	r.draw()
	Shuffle(n, swap)
}
