package main

import "fmt"

type B byte
type S string

const (
	a = iota + 1.5
	b
	_
	c, d = iota, -iota
	e, f
)
const (
	big = 1 << 100
	q   = big >> 98
	r   = 'a' + 1
	s   = 'a' + 1.0
	t   = "x" + "y"
	u   = 5 / 2
	v   = 5 / 2.0
	w   = 7.0 / 2 * 2
	x   = -7 % 3
	y   = ^1
	z   = 1i * 1i
)
const (
	k0 = iota
	k1 = "s"
	k2
	k3 = iota
)
const (
	KB = 1 << (10 * (iota + 1))
	MB
)

type W int

const (
	mon W = iota
	tue
)

func (w W) String() string { return [...]string{"mon", "tue"}[w] }

const huge float32 = 1e38
const l1 = len([10]float64{2})
const l2 = len("foo")
const cap1 = cap([3]int{})

var arr = [...]string{5: "five", "six", 1: "one", "two"}
var arr2 = [...]int{'a': 1, 'b': 2}

func main() {
	fmt.Println(a, b, c, d, e, f)
	fmt.Printf("%T %v %T %v %T %v %T %v %v %T\n", q, q, r, r, s, s, u, u, v, v)
	fmt.Println(t, w, x, y, z, real(z))
	fmt.Println(k0, k1, k2, k3, KB, MB, mon, tue, tue+0)
	fmt.Println(huge, l1, l2, cap1, len(arr), len(arr2), arr)
	const m = -1 << 3
	var i8 int8 = -128
	fmt.Println(m, -i8, i8/-1, i8*i8, i8-1, uint8(i8), uint16(i8), uint32(uint8(i8)))
	var sh uint = 70
	fmt.Println(1<<sh == 0, int8(-1)>>sh, uint8(200)>>sh, -5>>1, -5/2)
	var f32 float32 = 16777216.0
	fmt.Println(f32 == f32+1, float32(0.1), float64(float32(0.1)), 0.1+0.2, float32(0.1)+0.2)
	fmt.Println(0x1p-2, 0x.8p0, 0b101, 0o17, 017, 1_000, '\x41', '\u00e9', "\u00e9" == "é", '\'', "\"")
	fmt.Println(`a\n
b`, len("日本語"), "日本語"[3], []byte("é"), []rune("é\xff"), string(rune(0x65e5)), string([]rune{-1, 0xd800}))
	var bs = []B("hi")
	fmt.Println(bs, S(bs), string(S("x")), []B(S("y")))
	fmt.Println(math(3), 3.0 == 3, 'a' == 97, 10 == 1e1)
	var sf = 1.0 << 3
	var si = 1 << 3.0
	var uu uint = 3
	var ff int64 = 1.0 << uu
	fmt.Println(sf, si, ff)
	fmt.Printf("%T %T\n", sf, 2<<uu == 16)
	var arr3 [1 << 2]int
	fmt.Println(len(arr3), cap(arr3[1:2]), len(arr3[1:2:3]))
	var cc complex64 = complex(1, 2)
	fmt.Println(cc*cc, real(cc), imag(cc), cc == 1+2i, -cc)
	var idx interface{} = 1 << 3
	fmt.Printf("%T\n", idx)
	var by = byte('a') + 100
	fmt.Println(by)
}
func math(x float64) float64 { return x / 2 }
