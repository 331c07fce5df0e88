package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
)

type S struct {
	f *S
	n int
}

func try(name string, f func()) {
	defer func() {
		r := recover()
		var re runtime.Error
		err, _ := r.(error)
		fmt.Println(name, "|", r, "|", err != nil && errors.As(err, &re))
	}()
	f()
}

var sink any

func main() {
	xs, i, neg, m := []int{1, 2, 3}, 5, -1, map[string]int(nil)
	arr := [3]int{}
	s := "abc"
	try("index", func() { sink = xs[i] })
	try("index neg", func() { sink = xs[neg] })
	try("array", func() { arr[i] = 1 })
	try("string", func() { sink = s[i] })
	try("slice hi", func() { sink = xs[:i] })
	try("slice lo hi", func() { sink = xs[2 : i-4] })
	try("slice lo", func() { sink = xs[i:] })
	try("slice neg", func() { sink = xs[neg:] })
	try("slice3", func() { sink = xs[0:2:i] })
	try("slice3 b", func() { sink = xs[0 : i-1 : 3] })
	try("slice3 c", func() { sink = xs[i-2 : i-3 : 3] })
	try("str slice", func() { sink = s[2:i] })
	try("str slice 2", func() { sink = s[i:] })
	try("str slice 3", func() { sink = s[3 : i-4] })
	try("arr slice", func() { sink = arr[i:] })
	try("nil map", func() { m["x"] = 1 })
	try("nil deref", func() { var p *S; sink = p.n })
	try("nil deref 2", func() { p := &S{}; p.f.f = p })
	try("div", func() { sink = 1 / (i - 5) })
	try("mod", func() { sink = 1 % (i - 5) })
	try("shift", func() { sink = 1 << neg })
	try("make", func() { sink = make([]int, neg) })
	try("make cap", func() { sink = make([]int, 5, i-2) })
	try("make chan", func() { sink = make(chan int, neg) })
	try("close nil", func() { var c chan int; close(c) })
	try("close closed", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("select send closed", func() {
		c := make(chan int)
		close(c)
		select {
		case c <- 1:
		default:
		}
	})
	try("custom", func() { panic(errors.New("custom")) })
	try("value", func() { panic(S{n: 3}.n) })
	try("nil panic", func() { panic(nil) })
	try("array conv", func() { sink = [4]int(xs) })
	try("array ptr", func() { sink = (*[4]int)(xs) })
	try("nil func", func() { var f func(); f() })
	try("repeat", func() { sink = strings.Repeat("x", neg) })
	try("goexit none", func() {})
	try("once", func() {
		var o sync.Once
		defer func() { o.Do(func() { fmt.Println("not again") }) }()
		o.Do(func() { panic("in once") })
	})
	try("nested", func() {
		defer func() { panic(fmt.Sprint("second after ", recover())) }()
		panic("first")
	})
	try("replaced", func() {
		defer func() { panic("second") }()
		panic("first")
	})
	func() {
		defer fmt.Println("kept 1")
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("in deferred")
		}()
		defer fmt.Println("kept 2")
	}()
	fmt.Fprintln(os.Stderr, "bye")
	defer fmt.Println("not run by Exit")
	os.Exit(7)
}
