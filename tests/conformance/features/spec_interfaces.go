package main

import (
	"errors"
	"fmt"
)

type I interface{ M() string }
type J interface {
	I
	N()
}
type A struct{ n int }

func (a A) M() string { return fmt.Sprint("A", a.n) }

type P struct{ n int }

func (p *P) M() string {
	if p == nil {
		return "nilP"
	}
	return fmt.Sprint("P", p.n)
}
func (p *P) N() { p.n++ }

type E struct {
	A
	*P
	x int
}

func (E) M() string { return "E" }

type F struct {
	I
	K int
}
type MyErr struct{}

func (*MyErr) Error() string { return "myerr" }
func ret() error             { var e *MyErr; return e }

type Fn func() string

func (f Fn) M() string { return f() }

type Int int

func (i *Int) Inc() { *i++ }

type Rec struct {
	next *Rec
	v    any
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(error)
			fmt.Println(name, ok, r)
			if ok {
				var te interface{ RuntimeError() }
				fmt.Println(errors.As(e, &te))
			}
		}
	}()
	f()
}

func main() {
	var i I
	try("nil call", func() { i.M() })
	i = A{1}
	fmt.Println(i.M(), i == A{1}, i != A{2}, i == I(A{1}))
	_, ok := i.(J)
	fmt.Println(ok)
	try("assert", func() { _ = i.(J) })
	try("assert2", func() { _ = i.(*P) })
	var j J
	try("assert nil", func() { _ = i.(interface{ X() }) })
	i = j
	fmt.Println(i == nil, i)
	try("assert nil i", func() { _ = i.(J) })
	var p *P
	i = p
	fmt.Println(i == nil, i.M(), i.(*P) == nil, ret() == nil, ret())
	e := E{A{1}, &P{2}, 3}
	fmt.Println(e.M(), e.A.M(), e.P.M(), e.x)
	e.N()
	fmt.Println(e.P.n)
	j = e
	j.N()
	fmt.Println(e.P.n)
	f := F{}
	try("nil embedded", func() { f.M() })
	f.I = Fn(func() string { return "fn" })
	fmt.Println(f.M())
	try("cmp func", func() { fmt.Println(f.I == f.I) })
	try("cmp slice", func() { var a, b any = []int{1}, []int{1}; fmt.Println(a == b) })
	try("cmp diff", func() { var a, b any = []int{1}, 1; fmt.Println(a == b) })
	try("cmp struct", func() { var a, b any = struct{ x any }{[]int{}}, struct{ x any }{[]int{}}; fmt.Println(a == b) })
	try("cmp struct early", func() {
		type s struct {
			a int
			x any
		}
		fmt.Println(s{1, []int{}} == s{2, []int{}})
	})
	try("map key", func() { m := map[any]int{}; m[func() {}] = 1 })
	try("map key arr", func() { m := map[any]int{}; fmt.Println(m[[2]any{1, map[int]int{}}]) })
	try("delete", func() { var m map[any]int; delete(m, []int{}) })
	fm := A.M
	fp := (*P).M
	fa := (*A).M
	fi := I.M
	a := A{7}
	fmt.Println(fm(a), fp(&P{8}), fa(&a), fi(a), fp(nil))
	bound := a.M
	a.n = 9
	fmt.Println(bound(), a.M())
	var x Int
	inc := x.Inc
	inc()
	inc()
	fmt.Println(x)
	try("bind nil iface", func() { var i I; f := i.M; fmt.Println("bound"); f() })
	try("bind nil ptr val", func() { var p *A; f := p.M; fmt.Println("bound"); f() })
	var any1 any = x
	switch v := any1.(type) {
	case int:
		fmt.Println("int", v)
	case Int, string:
		fmt.Printf("%T\n", v)
	}
	switch v := any(nil).(type) {
	case nil:
		fmt.Println("nil", v)
	default:
		fmt.Println("def")
	}
	switch any(ret()).(type) {
	case I:
		fmt.Println("I")
	case error:
		fmt.Println("error")
	}
	fmt.Println(any(1) == any(1.0), any(int8(1)) == any(1), any("a") == any("a"), any(struct{}{}) == any(struct{}{}), any([2]int{1, 2}) == any([2]int{1, 2}))
	var ip, iq any = &x, &x
	fmt.Println(ip == iq)
	c := make(chan int)
	var rc <-chan int = c
	fmt.Println(any(c) == any(rc), c == rc)
	try("div", func() { z := 0; fmt.Println(1 / z) })
	try("conv", func() { s := []int{1}; fmt.Println([2]int(s)) })
	try("conv ptr", func() { var s []int; fmt.Println((*[0]int)(s) == nil, (*[0]int)([]int{}) == nil) })
	try("slice", func() { s := []int{1}; n := 3; fmt.Println(s[n:]) })
	try("slice2", func() { s := []int{1}; n := 3; fmt.Println(s[:n]) })
	try("slice3", func() { s := []int{1}; n, k := 1, 0; fmt.Println(s[n:k]) })
	try("slice4", func() { s := []int{1}; n := 5; fmt.Println(s[0:1:n]) })
	try("str", func() { s := "abc"; n := 5; fmt.Println(s[n]) })
	try("str2", func() { s := "abc"; n := 5; fmt.Println(s[n:]) })
	try("neg", func() { s := "abc"; n := -1; fmt.Println(s[n]) })
	try("make", func() { n := -1; _ = make([]int, n) })
	try("make cap", func() { n := 1; _ = make([]int, 2, n) })
	try("chan", func() { n := -1; _ = make(chan int, n) })
	try("shift", func() { n := -1; fmt.Println(1 << n) })
	try("close nil", func() { var c chan int; close(c) })
	try("close closed", func() { c := make(chan int); close(c); close(c) })
	try("panic nil", func() { panic(nil) })
	try("panic err", func() { panic(fmt.Errorf("e: %w", &MyErr{})) })
	try("arr idx", func() { var a [3]int; n := 3; a[n] = 1 })
	try("nil deref", func() { var r *Rec; fmt.Println(r.v) })
	try("nil deref2", func() { var r = &Rec{}; fmt.Println(r.next.next) })
}
