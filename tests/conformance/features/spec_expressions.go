package main

import (
	"fmt"
	"strings"
)

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
}

type point struct{ x, y int }

func (p point) sum() int       { return p.x + p.y }
func (p *point) move(by int)   { p.x += by }
func (p point) String() string { return fmt.Sprintf("<%d %d>", p.x, p.y) }

type named struct {
	*point
	name string
}

type shouter interface{ Shout(string) string }

type loud int

func (l loud) Shout(s string) string { return strings.Repeat(s, int(l)) }

func composites() {
	a := [...]string{2: "c", 0: "a", 1: "b"}
	s := []int{5: 1, 2, 1: 7}
	m := map[point][]string{{1, 2}: {"x"}, {3, 4}: nil}
	ps := []*point{{1, 2}, {y: 3}}
	fmt.Println(len(a), a, s, len(m), m[point{1, 2}], *ps[1], [2][2]int{{1}, {0, 2}}, &point{1, 1})
}

func selectors() {
	n := named{&point{1, 2}, "n"}
	n.move(4)
	fmt.Println(n.x, n.point.y, n.sum(), n)
	f, g, h := n.sum, point.sum, (*point).move
	n.move(1)
	h(n.point, 10)
	fmt.Println(f(), g(*n.point), (*point).sum(n.point), shouter.Shout(loud(2), "ho"))
	var none *point
	try("method value", func() { _ = none.sum })
	try("promoted", func() { fmt.Println(named{}.x) })
	var nobody shouter
	try("interface method value", func() { _ = nobody.Shout })
}

func slicing() {
	a := [5]int{1, 2, 3, 4, 5}
	s := a[1:3]
	t := a[1:3:3]
	t = append(t, 9)
	s = append(s, 8)
	p := &a
	fmt.Println(a, s, t, len(p[2:]), cap(a[:2:4]), "héllo"[1:3] == "é", p[4], len(p))
	i := 6
	try("slice", func() { _ = s[:i] })
	try("three", func() { _ = a[1:2:i] })
	try("string", func() { _ = "abc"[i:] })
	try("array", func() { _ = (*[3]int)(a[:2]) })
	fmt.Println([3]int(a[:4]), len((*[0]int)(s)))
}

func assertions() {
	var v any = loud(2)
	s, ok := v.(shouter)
	_, not := v.(fmt.Stringer)
	n, no := v.(int)
	fmt.Println(s.Shout("x"), ok, not, n, no, v.(loud))
	try("assertion", func() { _ = v.(string) })
	try("assertion to interface", func() { _ = v.(fmt.Stringer) })
	var empty any
	try("assertion of nil", func() { _ = empty.(int) })
}

func conversions() {
	f, n := -3.99, 300
	fmt.Println(int(f), uint8(n), int8(n), uint32(1<<32-1), float32(0.1) == 0.1, string(rune(0x4e16)), string(rune(-1)))
	fmt.Println([]byte("é"), []rune("é世"), string([]byte{104, 105}), string([]rune{104, 0x10ffff + 1}))
	type a struct {
		X int `tag:"1"`
	}
	type b struct{ X int }
	fmt.Println(b(a{1}), (<-chan int)(nil) == nil, (func())(nil) == nil)
}

func comparisons() {
	var e1, e2 any = point{1, 2}, point{1, 2}
	p, q := &point{}, &point{}
	var s shouter = loud(1)
	fmt.Println(e1 == e2, p == q, *p == *q, s == loud(1), [2]string{"a"} == [2]string{"a", ""}, "a" < "b", "Z" < "a")
	try("compare", func() { fmt.Println(any([]int{}) == any([]int{})) })
	try("map key", func() { _ = map[any]int{func() {}: 1} })
	c := make(chan int)
	d := c
	fmt.Println(c == d, any(1) == any(1.0), any(nil) == nil, error(nil) == nil)
}

func integers() {
	x, y := -7, 3
	var u8 uint8 = 200
	var i8 int8 = -128
	zero := 0
	fmt.Println(x/y, x%y, x>>1, uint32(x)>>28, u8+100, i8-1, -i8, i8/-1, x&^y, ^y, 1<<y, u8<<7)
	try("divide", func() { _ = x / zero })
	try("shift", func() { _ = 1 << x })
	var s uint = 70
	fmt.Println(1<<s == 0, int32(1)<<s, -1>>s)
}

func constants() {
	const big = 1 << 62
	var f float32 = big
	const h = 15 / 4 * 1.0
	const i = 15 / 4.0
	fmt.Println(f, h, i, 'a'+1.0, "x"+"y", 5.0/2, 5/2, 1<<3.0, len([3]int{}), len("const"), -5%3, big*4/8)
}

func calls() {
	f := func(xs ...int) int { return len(xs) }
	two := func() (int, int) { return 1, 2 }
	fmt.Println(f(), f(1, 2), f([]int{1, 2, 3}...), f(two()), f(nil...))
	xs := []int{1}
	func(ys ...int) { ys[0] = 5 }(xs...)
	var nothing func()
	try("call", func() { nothing() })
	fmt.Println(xs, func(a, b int) int { return a * b }(two()))
}

func main() {
	composites()
	selectors()
	slicing()
	assertions()
	conversions()
	comparisons()
	integers()
	constants()
	calls()
}
