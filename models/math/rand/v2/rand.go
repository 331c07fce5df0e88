// Package rand models chance: small numbers are any number, each explored; large ones are 0 or the largest. The numbers of
// sources, and what is made of them, are Go's own where the seed is known.
package rand

import (
	"internal/text"
	"math/bits"
)

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

// A PCG computes its numbers (M. O'Neill, PCG, DXSM output), unless nothing is known of its seed: then it is chance.
type PCG struct {
	hi, lo  uint64
	unknown bool
}

func NewPCG(seed1, seed2 uint64) *PCG {
	p := &PCG{}
	p.Seed(seed1, seed2)
	return p
}

func (p *PCG) Seed(seed1, seed2 uint64) {
	p.hi, p.lo = seed1, seed2
	p.unknown = text.IsUnknownInt(int64(seed1)) || text.IsUnknownInt(int64(seed2))
	if p.unknown {
		p.hi, p.lo = 0, 0
	}
}

func (p *PCG) Uint64() uint64 {
	if p.unknown {
		p.lo = 0
		return uint64(some())
	}
	const mulHi, mulLo, addHi, addLo = 2549297995355413924, 4865540595714422341, 6364136223846793005, 1442695040888963407
	hi, lo := bits.Mul64(p.lo, mulLo)
	hi += p.hi*mulLo + p.lo*mulHi
	lo, carry := bits.Add64(lo, addLo, 0)
	hi, _ = bits.Add64(hi, addHi, carry)
	p.hi, p.lo = hi, lo
	hi ^= hi >> 32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return hi * (lo | 1)
}

// A Rand makes numbers of those of its source.
type Rand struct {
	src Source
}

func New(src Source) *Rand { return &Rand{src} }

// chance tells whether the source is one of chance, and draws from it: goroutines must not share it unless it is locked.
func (r *Rand) chance() bool {
	p, ok := r.src.(*PCG)
	if !ok || !p.unknown {
		return false
	}
	p.lo = 0
	return true
}

// below is a number that is less than n.
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.src.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.src.Uint64(), n)
	for least := -n % n; lo < least; {
		hi, lo = bits.Mul64(r.src.Uint64(), n)
	}
	return hi
}

func IntN(n int) int { return int(below(int64(n), "IntN")) }

func (r *Rand) IntN(n int) int {
	if r.chance() {
		return IntN(n)
	}
	if n <= 0 {
		panic("invalid argument to IntN")
	}
	return int(r.below(uint64(n)))
}

func Int32N(n int32) int32 { return int32(below(int64(n), "Int32N")) }

func (r *Rand) Int32N(n int32) int32 {
	if r.chance() {
		return Int32N(n)
	}
	if n <= 0 {
		panic("invalid argument to Int32N")
	}
	return int32(r.below(uint64(n)))
}

func Int64N(n int64) int64 { return int64(below(n, "Int64N")) }

func (r *Rand) Int64N(n int64) int64 {
	if r.chance() {
		return Int64N(n)
	}
	if n <= 0 {
		panic("invalid argument to Int64N")
	}
	return int64(r.below(uint64(n)))
}

func Int() int { return int(some()) }

func (r *Rand) Int() int {
	if r.chance() {
		return Int()
	}
	return int(uint(r.src.Uint64()) << 1 >> 1)
}

func Int32() int32 { return int32(some() >> 32) }

func (r *Rand) Int32() int32 {
	if r.chance() {
		return Int32()
	}
	return int32(r.src.Uint64() >> 33)
}

func Int64() int64 { return int64(some()) }

func (r *Rand) Int64() int64 {
	if r.chance() {
		return Int64()
	}
	return int64(r.src.Uint64() &^ (1 << 63))
}

func Uint32() uint32 { return uint32(some() >> 31) }

func (r *Rand) Uint32() uint32 {
	if r.chance() {
		return Uint32()
	}
	return uint32(r.src.Uint64() >> 32)
}

func Uint64() uint64 { return uint64(some()) }

func (r *Rand) Uint64() uint64 {
	if r.chance() {
		return Uint64()
	}
	return r.src.Uint64()
}

func N[Int interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}](n Int) Int {
	return Int(below(int64(n), "N"))
}

func UintN(n uint) uint { return uint(below(int64(n), "UintN")) }

func (r *Rand) UintN(n uint) uint {
	if r.chance() {
		return UintN(n)
	}
	if n == 0 {
		panic("invalid argument to UintN")
	}
	return uint(r.below(uint64(n)))
}

func Uint32N(n uint32) uint32 { return uint32(below(int64(n), "Uint32N")) }

func (r *Rand) Uint32N(n uint32) uint32 {
	if r.chance() {
		return Uint32N(n)
	}
	if n == 0 {
		panic("invalid argument to Uint32N")
	}
	return uint32(r.below(uint64(n)))
}

func Uint64N(n uint64) uint64 { return uint64(below(int64(n), "Uint64N")) }

func (r *Rand) Uint64N(n uint64) uint64 {
	if r.chance() {
		return Uint64N(n)
	}
	if n == 0 {
		panic("invalid argument to Uint64N")
	}
	return uint64(r.below(uint64(n)))
}

func Float64() float64 { return text.Fraction() }

func (r *Rand) Float64() float64 {
	if r.chance() {
		return Float64()
	}
	return float64(r.src.Uint64()<<11>>11) / (1 << 53)
}

// Float32 is less than 1 when the nearest number of its type is not.
func Float32() float32 {
	if x := float32(text.Fraction()); x < 1 {
		return x
	}
	return 1 - 1.0/(1<<24)
}

func (r *Rand) Float32() float32 {
	if r.chance() {
		return Float32()
	}
	return float32(r.Uint32()<<8>>8) / (1 << 24)
}

func ExpFloat64() float64 {
	x := text.Fraction()
	return x / (1 - x)
}

func (r *Rand) ExpFloat64() float64 {
	r.src.Uint64()
	return ExpFloat64()
}

func NormFloat64() float64 {
	if text.Choose(2) == 1 {
		return -ExpFloat64()
	}
	return ExpFloat64()
}

func (r *Rand) NormFloat64() float64 {
	r.src.Uint64()
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
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
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
	if r.chance() {
		Shuffle(n, swap)
		return
	}
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}
