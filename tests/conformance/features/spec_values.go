package main

import (
	"fmt"
	"math"
	"strings"
)

type MyB []byte
type P struct{ X, Y int }
type N struct {
	P
	m map[string]int
	s []P
	p *P
	e error
	f func()
	i any
	_ int
}

func main() {
	for i, r := range "a\xffé\xed\xa0\x80z" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	s := "hello"
	b := []byte(s)
	b[0] = 'j'
	fmt.Println(s, string(b), string(MyB("x")), s[1:3], s > "help", s+"" == s, len(s[:0]))
	a := []int{1, 2, 3, 4, 5}
	fmt.Println(copy(a[1:], a), a, copy(b, "xyz"), string(b), copy(b, b[2:]))
	x := a[:2]
	y := append(x, 9)
	fmt.Println(a, y, len(x), cap(x), cap(a[1:3:4]))
	z := append(a[:1:1], 7)
	z[0] = 100
	fmt.Println(a, z)
	var nilS []int
	fmt.Println(append(nilS, nilS...) == nil, append([]int{}, nilS...) == nil, append([]byte("a"), "bc"...), nilS[:0] == nil, nilS[0:0:0] == nil)
	nan := math.NaN()
	m := map[float64]int{nan: 1, nan: 2, 0: 3}
	m[nan] = 4
	_, ok := m[nan]
	fmt.Println(len(m), ok, m[math.Copysign(0, -1)])
	delete(m, nan)
	fmt.Println(len(m))
	clear(m)
	fmt.Println(len(m), m)
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		if i == 2 {
			fmt.Println("arr", v)
		}
	}
	for i, v := range &arr {
		arr[2] = 20
		if i == 2 {
			fmt.Println("parr", v)
		}
	}
	sl := arr[:]
	for i, v := range sl {
		sl[2] = 30
		if i == 0 {
			sl = nil
		}
		fmt.Print(v, " ")
	}
	fmt.Println(arr)
	arr2 := arr
	arr2[0] = 99
	pa := &arr
	pa[1] = 5
	fmt.Println(arr, arr2, arr == arr2, arr == [3]int{1, 5, 30}, len(pa), *pa)
	n := N{P: P{1, 2}, m: map[string]int{"b": 1, "a": 2}, s: []P{{3, 4}}, p: &P{5, 6}}
	fmt.Printf("%v\n%+v\n", n.P, n.s)
	fmt.Printf("%v %+v %#v %T\n", n.p, n.p, n.m, n)
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%q|%U\n", 42, 42, 42, 42, 42, 255, 255, 8, 5, 'x', 'y', 0x1F600)
	fmt.Printf("%f|%.2f|%8.3f|%e|%g|%G|%6.1f|%v\n", 3.14159, 2.5, 1.5, 12345.678, 1e21, 1e-7, 2.25, 1e20)
	fmt.Printf("%s|%q|%x|% x|%10s|%-10s|%.2s|%v\n", "hi", "q\n", "hex", "hex", "r", "l", "trunc", []string{"a", "b"})
	fmt.Printf("%t|%v|%p|%v|%d|%!|%z|%d\n", true, nil, nil, struct{}{}, "str", 1, 2)
	fmt.Printf("%[2]d %[1]d %*d|%-*d|\n", 1, 2, 5, 3, 4, 6)
	fmt.Printf("%v %v %v %v\n", math.Inf(1), math.Inf(-1), nan, math.Copysign(0, -1))
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.MaxFloat32, math.SmallestNonzeroFloat64, float32(1)/3, 1.0/3)
	fmt.Println(strings.Fields(" a  b "), strings.Split("a,b,,c", ","), strings.Repeat("ab", 3), strings.Title("foo bar"), strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"))
	fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a"), max(nan, 1), min(math.Inf(-1), nan))
	var f32 float32 = 1 << 24
	fmt.Println(f32+1, int(3.99*float64(len(s))), int(-3.99*float64(len(s)-4)), uint8(int(300)&0xff), int8(len(s)*50))
	var big = 1e19
	_ = big
	fmt.Println(uint64(big), int32(int64(len(s))<<33+5), float32(16777217), int64(float32(16777217)))
	fmt.Println(-7/2, -7%2, 7/-2, 7%-2, -7>>1, 7&^5, 6^3, ^0, 1<<3|1, 5&3 == 1)
	c1, c2 := complex(1, 2), complex(0, 0)
	fmt.Println(c1/c2, c1*c1, c1 == complex(1, 2), complex64(c1))
	fmt.Printf("%v %.1f %T\n", c1, c1, complex64(c1))
	type T1 struct {
		A int `json:"a"`
	}
	type T2 struct{ A int }
	t2 := T2(T1{5})
	fmt.Println(t2, struct{ A int }(t2) == t2, any(t2) == any(struct{ A int }{5}))
	fmt.Println([]any{1, "a", nil, 2.5, []int{1}, map[int]bool{1: true}, &P{1, 2}, P{}, struct{}{}, 'x', byte(1), error(nil)})
	fmt.Printf("%v %d %s %x %q\n", []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"))
	fmt.Printf("%#v %#v %#v %#v %#v %#v %#v\n", []byte("hi"), "s", 1.0, P{1, 2}, []P{{}}, [2]bool{true}, struct{ a any }{nil})
	fmt.Printf("%6.2f%% %+.1e %08.3f %x %X %+q %#x %#o %#q % d\n", 99.5, 12345.678, -3.14159, 3.5, "hi", "é", 255, 8, "bq", 5)
}
