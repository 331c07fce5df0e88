// Package rand models chance: small numbers are any number, each explored; large ones are 0 or the largest. Sources with a
// seed that is known are Go's own, and so is what is made of the numbers of a source.
//
//chancheck:rest
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
	Int63() int64
	Seed(seed int64)
}

type source struct{ drawn bool }

func (s *source) Int63() int64 {
	s.drawn = true
	return some()
}

func (s *source) Seed(seed int64) { s.drawn = true }

// NewSource is a source of chance if nothing is known of the seed.
func NewSource(seed int64) Source {
	if text.IsUnknownInt(seed) {
		return &source{}
	}
	return newSource(seed)
}

func Seed(seed int64) {}

type Source64 interface {
	Source
	Uint64() uint64
}

// A Rand makes numbers of those of its source.
type Rand struct {
	src Source
	s64 Source64

	begun int64 // a number that Read has begun with
	left  int   // so many of its bytes are left
}

func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// chance tells whether the source is one of chance, and draws from it: goroutines must not share it unless it is locked.
func (r *Rand) chance() bool {
	s, ok := r.src.(*source)
	if ok {
		s.drawn = true
	}
	return ok
}

func Intn(n int) int { return int(below(int64(n), "Intn")) }

func (r *Rand) Intn(n int) int {
	if r.chance() {
		return Intn(n)
	}
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

func Int31n(n int32) int32 { return int32(below(int64(n), "Int31n")) }

func (r *Rand) Int31n(n int32) int32 {
	if r.chance() {
		return Int31n(n)
	}
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	most := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > most {
		v = r.Int31()
	}
	return v % n
}

func Int63n(n int64) int64 { return int64(below(n, "Int63n")) }

func (r *Rand) Int63n(n int64) int64 {
	if r.chance() {
		return Int63n(n)
	}
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	most := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > most {
		v = r.Int63()
	}
	return v % n
}

func Int() int { return int(some()) }

func (r *Rand) Int() int {
	if r.chance() {
		return Int()
	}
	return int(r.src.Int63())
}

func Int31() int32 { return int32(some() >> 32) }

func (r *Rand) Int31() int32 {
	if r.chance() {
		return Int31()
	}
	return int32(r.src.Int63() >> 32)
}

func Int63() int64 { return int64(some()) }

func (r *Rand) Int63() int64 {
	if r.chance() {
		return Int63()
	}
	return r.src.Int63()
}

func Uint32() uint32 { return uint32(some() >> 31) }

func (r *Rand) Uint32() uint32 {
	if r.chance() {
		return Uint32()
	}
	return uint32(r.src.Int63() >> 31)
}

func Uint64() uint64 { return uint64(some()) }

func (r *Rand) Uint64() uint64 {
	if r.chance() {
		return Uint64()
	}
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.src.Int63())>>31 | uint64(r.src.Int63())<<32
}

func Float64() float64 { return text.Fraction() }

func (r *Rand) Float64() float64 {
	if r.chance() {
		return Float64()
	}
	x := float64(r.src.Int63()) / (1 << 63)
	for x == 1 {
		x = float64(r.src.Int63()) / (1 << 63)
	}
	return x
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
	x := float32(r.Float64())
	for x == 1 {
		x = float32(r.Float64())
	}
	return x
}

func ExpFloat64() float64 {
	x := text.Fraction()
	return x / (1 - x)
}

func (r *Rand) ExpFloat64() float64 {
	r.Int63()
	return ExpFloat64()
}

func NormFloat64() float64 {
	if text.Choose(2) == 1 {
		return -ExpFloat64()
	}
	return ExpFloat64()
}

func (r *Rand) NormFloat64() float64 {
	r.Int63()
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
	if r.chance() {
		return Perm(n)
	}
	p := make([]int, n)
	for i := range p {
		j := r.Intn(i + 1)
		p[i] = p[j]
		p[j] = i
	}
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

// below is the number that Shuffle swaps with.
func (r *Rand) below(n uint32) uint32 {
	product := uint64(r.Uint32()) * uint64(n)
	for least := -n % n; uint32(product) < least; {
		product = uint64(r.Uint32()) * uint64(n)
	}
	return uint32(product >> 32)
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
		swap(i, int(r.below(uint32(i+1))))
	}
}

func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.left = 0
}

// Read takes seven bytes of each number of the source.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.left == 0 {
			r.begun, r.left = r.src.Int63(), 7
		}
		p[i] = byte(r.begun)
		r.begun >>= 8
		r.left--
	}
	return len(p), nil
}
