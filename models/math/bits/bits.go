// Package bits models the counting and moving of bits.
//
//chancheck:rest
package bits

const UintSize = 64

func Len64(x uint64) int {
	n := 0
	for ; x != 0; x >>= 1 {
		n++
	}
	return n
}

func Len(x uint) int { return Len64(uint64(x)) }

func Len8(x uint8) int { return Len64(uint64(x)) }

func Len16(x uint16) int { return Len64(uint64(x)) }

func Len32(x uint32) int { return Len64(uint64(x)) }

func LeadingZeros(x uint) int { return 64 - Len(x) }

func LeadingZeros32(x uint32) int { return 32 - Len32(x) }

func LeadingZeros64(x uint64) int { return 64 - Len64(x) }

func trailing(x uint64, size int) int {
	if x == 0 {
		return size
	}
	return Len64(x&-x) - 1
}

func TrailingZeros(x uint) int { return trailing(uint64(x), 64) }

func TrailingZeros32(x uint32) int { return trailing(uint64(x), 32) }

func TrailingZeros64(x uint64) int { return trailing(x, 64) }

func OnesCount64(x uint64) int {
	n := 0
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

func OnesCount(x uint) int { return OnesCount64(uint64(x)) }

func OnesCount8(x uint8) int { return OnesCount64(uint64(x)) }

func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

func RotateLeft64(x uint64, k int) uint64 {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

func RotateLeft(x uint, k int) uint { return uint(RotateLeft64(uint64(x), k)) }

func RotateLeft32(x uint32, k int) uint32 {
	s := uint(k) & 31
	return x<<s | x>>(32-s)
}

func RotateLeft8(x uint8, k int) uint8 {
	s := uint(k) & 7
	return x<<s | x>>(8-s)
}

func RotateLeft16(x uint16, k int) uint16 {
	s := uint(k) & 15
	return x<<s | x>>(16-s)
}

func LeadingZeros8(x uint8) int { return 8 - Len8(x) }

func LeadingZeros16(x uint16) int { return 16 - Len16(x) }

func TrailingZeros8(x uint8) int { return trailing(uint64(x), 8) }

func TrailingZeros16(x uint16) int { return trailing(uint64(x), 16) }

func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }

// reversed takes the lowest size pieces of so many bits each from one end to the other.
func reversed(x uint64, bits uint, size int) uint64 {
	var r uint64
	for ; size > 0; size-- {
		r = r<<bits | x&(1<<bits-1)
		x >>= bits
	}
	return r
}

func Reverse(x uint) uint { return uint(reversed(uint64(x), 1, 64)) }

func Reverse8(x uint8) uint8 { return uint8(reversed(uint64(x), 1, 8)) }

func Reverse16(x uint16) uint16 { return uint16(reversed(uint64(x), 1, 16)) }

func Reverse32(x uint32) uint32 { return uint32(reversed(uint64(x), 1, 32)) }

func Reverse64(x uint64) uint64 { return reversed(x, 1, 64) }

func ReverseBytes(x uint) uint { return uint(reversed(uint64(x), 8, 8)) }

func ReverseBytes16(x uint16) uint16 { return uint16(reversed(uint64(x), 8, 2)) }

func ReverseBytes32(x uint32) uint32 { return uint32(reversed(uint64(x), 8, 4)) }

func ReverseBytes64(x uint64) uint64 { return reversed(x, 8, 8) }

func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	return sum, ((x & y) | ((x | y) &^ sum)) >> 63
}

func Mul64(x, y uint64) (hi, lo uint64) {
	const half = 1<<32 - 1
	a, b := (x&half)*(y&half), (x>>32)*(y&half)
	b += a >> 32
	c := (x&half)*(y>>32) + b&half
	return (x>>32)*(y>>32) + b>>32 + c>>32, x * y
}
