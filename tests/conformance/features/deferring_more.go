package main

import (
	"fmt"
	"os"
	"runtime"
)

type T struct{ s string }

func (t T) M()   { fmt.Print("M", t.s, " ") }
func (t *T) P()  { fmt.Print("P", t.s, " ") }
func a() (n int) { defer func() { n++ }(); return 5 }
func b() (n int) { defer func() { recover(); n = 9 }(); panic(1) }
func c() int     { n := 1; defer func() { n = 100 }(); return n }
func nest() {
	defer func() { defer func() { fmt.Println("inner", recover()) }(); panic("second") }()
	defer func() { fmt.Println("outer", recover()) }()
	panic("first")
}
func rethrow() {
	defer func() { fmt.Println("final", recover()) }()
	defer func() { r := recover(); panic(fmt.Sprint("re-", r)) }()
	panic("x")
}
func norec() {
	defer func() { func() { fmt.Println("nested call", recover()) }() }()
	defer fmt.Println("args", recover())
}
func loop() {
	for i := 0; i < 3; i++ {
		defer fmt.Print(i, " ")
	}
}
func goexit() {
	done := make(chan bool)
	go func() { defer close(done); defer fmt.Println("deferred"); runtime.Goexit(); fmt.Println("never") }()
	<-done
}
func main() {
	fmt.Println(a(), b(), c())
	nest()
	rethrow()
	norec()
	loop()
	fmt.Println()
	func() {
		t := T{"1"}
		defer t.M()
		defer t.P()
		p := &t
		defer p.M()
		t.s = "2"
	}()
	fmt.Println()
	goexit()
	func() {
		defer func() { e := recover().(error); fmt.Println(e.Error()); _, ok := e.(runtime.Error); fmt.Println(ok) }()
		var m map[string]int
		m["a"] = 1
	}()
	func() { defer func() { fmt.Printf("%T %v\n", recover(), 1) }(); panic(nil) }()
	func() {
		defer func() { r := recover(); fmt.Println(r); fmt.Println(recover()) }()
		panic(fmt.Errorf("wrapped: %w", os.ErrNotExist))
	}()
	var f func()
	func() { defer func() { fmt.Println("nil func:", recover()) }(); defer f() }()
	defer fmt.Println("main deferred")
	defer func() { panic("last") }()
	panic("first")
}
