package main

import (
	"fmt"
	"math"
)

func counter() (func() int, func()) { n := 0; return func() int { n++; return n }, func() { n = 0 } }
func fib() func() int               { a, b := 0, 1; return func() int { defer func() { a, b = b, a+b }(); return a } }

type Op func(float64, float64) float64

func (o Op) Do(a, b float64) float64        { return o(a, b) }
func variadic(pre string, xs ...any) string { return pre + fmt.Sprint(len(xs), xs == nil) }
func multi() (a, b int, s string)           { a, b, s = 1, 2, "x"; return }
func main() {
	inc, reset := counter()
	inc()
	inc()
	fmt.Print(inc(), " ")
	reset()
	fmt.Println(inc())
	f := fib()
	for range 8 {
		fmt.Print(f(), " ")
	}
	fmt.Println(Op(math.Pow).Do(2, 3), Op(func(a, b float64) float64 { return a - b }).Do(1, 2))
	fmt.Println(variadic("a"), variadic("b", 1, nil), variadic("c", nil), variadic("d", []any{1, 2}...), variadic("e", []int{1}))
	a, _, s := multi()
	fmt.Println(a, s)
	fs := map[string]func(int) int{"dbl": func(i int) int { return i * 2 }}
	fmt.Println(fs["dbl"](4), fs["x"] == nil)
	func(x ...int) { fmt.Println(len(x)) }(1, 2, 3)
	var rec func(int) int
	rec = func(n int) int {
		if n <= 1 {
			return 1
		}
		return n * rec(n-1)
	}
	fmt.Println(rec(10))
	arr := [...]string{2: "c", 0: "a", 5: "f"}
	fmt.Println(len(arr), arr)
	sl := []int{5: 1, 2, 1: 7}
	fmt.Println(sl, len(sl))
	mm := map[[2]int][]string{{1, 2}: {"a"}, {3, 4}: {"b", "c"}}
	fmt.Println(mm, len(mm))
	pp := []*struct{ A int }{{1}, {2}}
	fmt.Println(*pp[1])
	x := [2][2]int{{1, 2}, {3, 4}}
	y := x
	y[0][0] = 9
	fmt.Println(x, y, x == y, x == [2][2]int{{1, 2}, {3, 4}})
}
