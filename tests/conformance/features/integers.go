package main

import (
	"fmt"
	"math"
	"math/bits"
)

func main() {
	var i8 int8 = math.MaxInt8
	var i16 int16 = math.MaxInt16
	var i32 int32 = math.MaxInt32
	var i64 int64 = math.MaxInt64
	var u8 uint8
	var u16 uint16
	var u32 uint32
	var u64 uint64
	i8++
	i16++
	i32++
	i64++
	u8--
	u16--
	u32--
	u64--
	fmt.Println(i8, i16, i32, i64, u8, u16, u32, u64)
	fmt.Println(-i8, -i16, -i32, -i64, i8/-1, i8*i8, i64*i64, u64*u64, u64/3, u64%10, i64/-1, i64%-1)
	n, m := 70, uint(3)
	fmt.Println(1<<n, -1>>n, u8>>1, u8<<m, i8>>m, int8(u8), uint16(i8), int32(u64>>1), uint64(i8), -5>>1, -5/2, -5%3, 5%-3)
	fmt.Println(u64 > 1<<63, u64>>63, int64(u64), uint32(i64>>3), ^u8, ^i8, u8&^0x0f, 6|9, 6^3)
	f := 3.99
	fmt.Println(int(f), int(-f), uint8(f), float32(0.1), float64(float32(0.1)), math.Floor(-1.5), math.Trunc(-1.5), math.Inf(1), -math.Inf(1), math.NaN())
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.TrailingZeros(8), bits.Len(1023), bits.Reverse8(3), bits.RotateLeft8(0x81, 1), bits.Reverse32(5), bits.ReverseBytes16(0x1234), bits.Reverse64(1))
	var z int
	fmt.Println(func() (r any) { defer func() { r = recover() }(); return 1 / z }())
	s := -1
	fmt.Println(func() (r any) { defer func() { r = recover() }(); return 1 << s }())
	fmt.Println(uint8(200)+uint8(n), int8(100)+int8(n), 'a'+rune(n), min(3, 1, 2), max(2.5, 1), min("b", "a"))
	var p uintptr = 5
	p -= 6
	fmt.Println(p == math.MaxUint64, math.MinInt64, math.Abs(-2.5), math.Max(1, 2), math.Sqrt(16))
}
