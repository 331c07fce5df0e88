package main

import (
	"fmt"
	"runtime"
	"strings"
)

type E struct{ c int }

func (e E) Error() string { return fmt.Sprint("E", e.c) }
func try(name string, f func()) {
	defer func() {
		r := recover()
		fmt.Printf("%s: %v (%T)\n", name, r, r)
		if e, ok := r.(runtime.Error); ok {
			fmt.Println(e.Error())
		}
	}()
	f()
}

type I interface{ M() }
type A struct{}

func (A) M() {}
func main() {
	zero := 0
	var s []int
	var m map[string]int
	var p *E
	var i I
	var a any = "str"
	arr := [3]int{}
	idx := 5
	neg := -1
	try("div", func() { fmt.Println(1 / zero) })
	try("mod", func() { fmt.Println(1 % zero) })
	try("index", func() { fmt.Println(s[idx]) })
	try("neg", func() { fmt.Println(arr[neg]) })
	try("arr", func() { fmt.Println(arr[idx]) })
	try("slice", func() { fmt.Println(arr[idx:]) })
	try("slice2", func() { fmt.Println(s[1:zero]) })
	try("slice3", func() { x := 1; fmt.Println(arr[2:x:idx]) })
	try("slice4", func() { x := 2; fmt.Println(arr[x:1]) })
	try("str", func() { fmt.Println("abc"[idx]) })
	try("strs", func() { fmt.Println("abc"[idx:]) })
	try("map", func() { m["a"] = 1 })
	try("nilp", func() { fmt.Println(p.c) })
	try("nili", func() { i.M() })
	try("ta", func() { fmt.Println(a.(int)) })
	try("ta2", func() { fmt.Println(a.(I)) })
	try("ta3", func() { fmt.Println(any(nil).(int)) })
	try("ta4", func() { var e error = E{1}; fmt.Println(e.(I)) })
	try("make", func() { _ = make([]int, neg) })
	try("makecap", func() { n := 1; _ = make([]int, 2, n) })
	try("chan", func() { _ = make(chan int, neg) })
	try("close", func() { var c chan int; close(c) })
	try("close2", func() { c := make(chan int); close(c); close(c) })
	try("send", func() { c := make(chan int); close(c); c <- 1 })
	try("cmp", func() { x, y := any([]int{}), any([]int{}); fmt.Println(x == y) })
	try("key", func() { mm := map[any]int{}; mm[[]int{}] = 1 })
	try("key2", func() { mm := map[any]int{}; mm[func() {}] = 1 })
	try("arrptr", func() { _ = [4]int(s) })
	try("shift", func() { fmt.Println(1 << neg) })
	try("custom", func() { panic(E{3}) })
	try("nilpanic", func() { panic(nil) })
	try("conv", func() { var arr2 = (*[2]int)([]int{1}); fmt.Println(arr2) })
	try("struct cmp", func() { type T struct{ a any }; x, y := T{[]int{}}, T{[]int{}}; fmt.Println(x == y) })
	try("repeat", func() { strings.Repeat("x", neg) })
}
