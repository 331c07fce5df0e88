package main

import (
	"fmt"
	"math"
	"time"
)

type Weekday uint

const (
	Sunday Weekday = iota
	Monday
	_
	Wednesday
)

const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
)

const (
	a, b = iota, iota * 10
	c, d
	_, _
	e, f
)

const big = 1 << 100
const huge = big * big
const third = 1.0 / 3
const mixed = 'a' + 1.0
const text = "con" + "cat"
const long = len(text)
const shifted = 1.0 << 3

func (w Weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed"}[w] }

func main() {
	fmt.Println(Sunday, Monday, Wednesday, uint(Wednesday), KB, MB, a, b, c, d, e, f)
	fmt.Println(big>>98, huge/big/big, third == 1.0/3.0, mixed, text, long, shifted)
	fmt.Printf("%T %T %T %T %T\n", mixed, third, 'x', 1<<3, text)
	var x float64 = 3
	var i8 int8 = -1 << 7
	var u8 = uint8(math.MaxUint8)
	fmt.Println(x/2, i8, u8, math.MaxInt64, uint64(math.MaxUint64), -7/2, -7%2, 7&^5, ^3)
	const d2 = 2 * time.Second
	fmt.Println(d2, d2/3, time.Duration(1500)*time.Microsecond, time.Duration(0), -time.Minute, 36*time.Hour+time.Nanosecond)
	var r rune = 'é'
	fmt.Println(r, string(r), 5.0 == 5, 'a' < 'b', 0x1p-2, 1e3, 0b101, 0o17, 1_000)
	var y = 10
	fmt.Println(y<<1.0, 1<<y, uint8(1)<<7, 07)
}
