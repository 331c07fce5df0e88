package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
)

type closer struct{ name string }

func (c closer) Close()     { fmt.Println("close", c.name) }
func (c *closer) PClose()   { fmt.Println("pclose", c.name) }
func arg(s string) string   { fmt.Println("arg", s); return s }
func f(s string) func()     { fmt.Println("made", s); return func() { fmt.Println("called", s) } }

func methods() {
	c := closer{"one"}
	defer c.Close()
	defer c.PClose()
	defer f(arg("x"))()
	c.name = "two"
	fmt.Println("end")
}

func depth(n int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%d: %v", n, r)
			if n < 2 {
				panic(err)
			}
		}
	}()
	if n == 0 {
		panic("bottom")
	}
	return depth(n - 1)
}

func noRecover() (s string) {
	defer func() { s += fmt.Sprint(" outer ", recover()) }()
	defer func() {
		func() { s += fmt.Sprint("nested ", recover()) }()
	}()
	panic("kept")
}

func direct() {
	defer fmt.Println("printed")
	defer recover()
	defer fmt.Println("before")
	panic("swallowed?")
}

func twice() (n int) {
	defer func() { recover(); n++ }()
	defer func() { recover(); n += 10; panic("again") }()
	panic("once")
}

func inLoop() {
	for i := range 3 {
		defer func() {
			if r := recover(); r != nil {
				fmt.Println("recovered", r, "at", i)
				if i > 0 {
					panic(i)
				}
			}
		}()
	}
	panic("start")
}

func locked(m *sync.Mutex) (err error) {
	m.Lock()
	defer m.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("in lock")
		}
	}()
	var p *closer
	p.name = "x"
	return nil
}

func exits() {
	done := make(chan string, 3)
	go func() {
		defer close(done)
		defer func() { done <- fmt.Sprint("recover ", recover()) }()
		defer func() { done <- "deferred" }()
		runtime.Goexit()
		done <- "never"
	}()
	for s := range done {
		fmt.Println(s)
	}
	gone := make(chan bool)
	go func() {
		defer close(gone)
		defer func() { recover() }()
		defer func() { panic("during Goexit") }()
		runtime.Goexit()
	}()
	<-gone
}

func result() (x int) {
	defer func() { x = x*10 + 3 }()
	x = 1
	return x + 1
}

func unnamed() int {
	x := 1
	defer func() { x = 100 }()
	return x
}

func try(name string, g func()) {
	defer func() { fmt.Println(name, "->", recover()) }()
	g()
}

func main() {
	methods()
	fmt.Println(depth(4))
	fmt.Println(noRecover())
	try("direct", direct)
	fmt.Println(twice())
	try("loop", inLoop)
	var m sync.Mutex
	fmt.Println(locked(&m), m.TryLock())
	exits()
	fmt.Println(result(), unnamed())
	try("nil func", func() { var g func(); defer g(); fmt.Println("runs first") })
	try("chain", func() {
		defer func() { panic(fmt.Sprintf("third after %v", recover())) }()
		defer func() { panic(fmt.Sprintf("second after %v", recover())) }()
		panic("first")
	})
	defer func() {
		fmt.Println("last", recover())
		defer os.Exit(3)
		panic("lost")
	}()
	panic(fmt.Errorf("wrapped: %w", os.ErrNotExist))
}
