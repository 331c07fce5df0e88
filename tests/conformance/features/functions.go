package main

import "fmt"

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

func variadic(prefix string, xs ...any) string { return fmt.Sprint(prefix, len(xs), xs == nil) }

func multi() (int, string, error)          { return 1, "x", nil }
func take(n int, s string, e error) string { return fmt.Sprint(n, s, e) }

func named(x int) (r int, err error) {
	defer func() { r *= 2 }()
	if x > 1 {
		return x, nil
	}
	r = 7
	return
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func trace(s string) string { fmt.Println("enter", s); return s }
func leave(s string)        { fmt.Println("leave", s) }

func order() {
	defer leave(trace("a"))
	defer func() { leave(trace("b")) }()
	fmt.Println("body")
}

func get(i int, s string) int { fmt.Print(s, " "); return i }

type T struct{ v int }

func (t T) Val() int { return t.v }
func (t *T) Inc() *T { t.v++; return t }

func main() {
	next, reset := counter()
	fmt.Println(next(), next())
	reset()
	fmt.Println(next())
	fmt.Println(variadic("a"), variadic("b", 1, "x"), variadic("c", []any{1, 2}...), variadic("d", nil), take(multi()))
	fmt.Println(named(3))
	fmt.Println(named(1))
	fmt.Println(fib(12))
	order()
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	arr := [3]int{}
	i := 0
	i, arr[i] = 1, 5
	fmt.Println(i, arr)
	arr[get(0, "x")], arr[get(1, "y")] = get(7, "z"), get(8, "w")
	fmt.Println(arr, map[int]int{get(1, "k"): get(2, "v")}, get(1, "p")+get(2, "q")*get(3, "r"))
	t := T{1}
	f := t.Val
	g := t.Inc
	t.v = 50
	fmt.Println(f(), g().Inc() == &t)
	fmt.Println(t.v, T.Val(t))
	fmt.Println((*T).Inc(&t).v)
	for i := range 3 {
		defer func(n int) { fmt.Print("d", n, i, " ") }(i * 2)
	}
	x := 1
	{
		x := x + 1
		x++
		_ = x
	}
	if x := 5; x > 3 {
		fmt.Println(x)
	} else if y := x * 2; y > 0 {
		fmt.Println(y)
	}
	func() {
		defer fmt.Println("deferred", x)
		x = 9
	}()
	var rec func(int) string
	rec = func(n int) string {
		if n == 0 {
			return "."
		}
		return fmt.Sprint(n) + rec(n-1)
	}
	fmt.Println(rec(3), x, func() int { return 3 }()+1)
	var nilf func()
	defer func() { fmt.Println(recover()) }()
	nilf()
}
