package main

import (
	"errors"
	"fmt"
	"runtime"
)

func named() (x int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("wrapped: %v", r)
			x *= 2
		}
	}()
	x = 21
	panic("p")
}

func nested() {
	defer func() {
		fmt.Println("outer", recover())
	}()
	defer func() {
		defer func() {
			fmt.Println("inner", recover())
		}()
		panic("second")
	}()
	panic("first")
}

func helper() any { return recover() }

func notDirect() (r any) {
	defer func() { r = recover() }()
	defer func() { fmt.Println("helper", helper()) }()
	panic("x")
}
func direct() (r any) {
	defer helper()
	panic("gone")
}
func replaced() {
	defer func() { fmt.Println(recover()) }()
	defer panic("three")
	defer func() { panic("two") }()
	panic("one")
}
func loop() {
	for i := 0; i < 3; i++ {
		defer func(n int) { fmt.Print(n, i, " ") }(i * 10)
	}
}
func retval() (r int) {
	defer func() { r++ }()
	return r + 5
}
func shadow() (r int) {
	{
		r := 3
		_ = r
	}
	defer func(p *int) { *p += 100 }(&r)
	r = 1
	return 2
}
func again() (s string) {
	defer func() {
		s += fmt.Sprint(recover())
		defer func() { s += fmt.Sprint(recover()) }()
		panic("b")
	}()
	panic("a")
}
func goexit() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("goexit recover", recover()) }()
		runtime.Goexit()
	}()
	<-done
	done = make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("r2", recover()) }()
		defer runtime.Goexit()
		panic("swallowed?")
	}()
	<-done
}

type E struct{ s string }

func (e E) Error() string { return "E:" + e.s }

type St struct{ a int }

func (s St) String() string { return "stringer" }

func deep(n int) {
	if n == 0 {
		panic(fmt.Sprint("deep"))
	}
	defer func() { fmt.Print(n, " ") }()
	deep(n - 1)
}
func swap() (a, b int) {
	defer func() { a, b = b, a }()
	return 1, 2
}
func recoverValue() {
	defer func() {
		r := recover()
		err, ok := r.(error)
		var re runtime.Error
		fmt.Println(ok, errors.As(err, &re), err)
	}()
	var a []int
	n := len(a) + 4
	_ = a[n]
}
func reorder() {
	x := 1
	defer fmt.Println("arg", x)
	x = 2
	f := func() { fmt.Println("f1") }
	defer f()
	f = func() { fmt.Println("f2") }
}

type M struct{ n int }

func (m M) V()  { fmt.Println("V", m.n) }
func (m *M) P() { fmt.Println("P", m.n) }
func methods() {
	m := M{1}
	defer m.V()
	defer m.P()
	m.n = 2
}
func main() {
	fmt.Println(named())
	nested()
	fmt.Println(notDirect())
	fmt.Println(direct())
	replaced()
	loop()
	fmt.Println(retval(), shadow(), again())
	goexit()
	func() {
		defer func() { fmt.Println(recover()) }()
		deep(3)
	}()
	fmt.Println(swap())
	recoverValue()
	reorder()
	methods()
	func() {
		defer func() {
			defer func() { fmt.Println("x", recover()) }()
			fmt.Println("y", recover())
			panic(fmt.Sprintf("%v", recover()))
		}()
		panic(St{1})
	}()
	defer func() {
		defer func() { recover() }()
		panic("inner, recovered")
	}()
	panic(E{"last"})
}
