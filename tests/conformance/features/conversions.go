package main

import (
	"fmt"
	"math"
)

type B []byte
type R []rune
type S string

func main() {
	fmt.Println(string(rune(65)), string(rune(-1)), string(rune(0x10FFFF+1)), []byte("é"), []rune("é日"), string([]byte{0xe6, 0x97, 0xa5}), string([]rune{0x65e5, 66}))
	fmt.Println(S("x")+"y", string(B("abc")), R("hé"), []byte(S("q")))
	f := 3.99
	g := -3.99
	one, m2 := int8(-1), int32(-2)
	u32 := uint32(math.MaxUint32)
	fmt.Println(int(f), int(g), uint8(int(f)), int8(int(g)), int64(float32(16777217)), float32(0.1), float64(float32(0.1)))
	i := 300
	fmt.Println(int8(i), uint8(i), uint16(one), uint32(m2), int32(u32), uint64(one))
	var u8 uint8 = 200
	fmt.Println(u8+100, u8*2, -u8, ^u8, u8<<1, u8>>1, int8(u8))
	var i8 int8 = 127
	i8++
	fmt.Println(i8, -i8, i8-1, i8/-1)
	var i64 int64 = math.MinInt64
	fmt.Println(-i64, i64-1, i64/-1, i64%-1, uint64(i64))
	fmt.Println(-7/2, -7%2, 7/-2, 7%-2, -7>>1, uint32(1)<<31, 1<<3|1, 6&^2, 5^1, ^5)
	var sh uint = 70
	mo := int64(-1)
	ff := uint8(255)
	fmt.Println(1<<sh, mo>>sh, ff>>sh, int32(1)<<(sh-39))
	a := [3]int([]int{1, 2, 3})
	p := (*[2]int)([]int{4, 5, 6})
	p[0] = 9
	fmt.Println(a, *p)
	type P struct{ X, Y int }
	type Q struct {
		X int
		Y int `json:"y"`
	}
	fmt.Println(Q(P{1, 2}))
	var e any = 5
	n, ok := e.(int64)
	fmt.Println(n, ok)
	fmt.Println(math.Float32bits(1.5), math.Float64bits(-0.0), uint64(1<<63), float64(uint64(math.MaxUint64)), float32(1e10), int64(1e18))
}
