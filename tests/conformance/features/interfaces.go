package main

import (
	"errors"
	"fmt"
	"io"
)

type Shape interface{ Area() float64 }
type Named interface{ Name() string }
type Both interface {
	Shape
	Named
}
type Sq struct{ s float64 }
type Circle struct{ r float64 }
type MyErr struct{ code int }

func (s Sq) Area() float64      { return s.s * s.s }
func (s Sq) Name() string       { return "sq" }
func (c *Circle) Area() float64 { return 3 * c.r * c.r }
func (e MyErr) Error() string   { return fmt.Sprint("my ", e.code) }
func (e MyErr) Is(t error) bool { return t == io.EOF }

type Temp float64
type Fn func() string

func (f Fn) Name() string { return f() }

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int8:
		return fmt.Sprintf("int-ish %v", v)
	case string:
		return "string " + v
	case error:
		return "error " + v.Error()
	case Both:
		return "both " + v.Name()
	case Shape:
		return fmt.Sprint("shape ", v.Area())
	case []int:
		return fmt.Sprint("slice ", len(v))
	case func() int:
		return fmt.Sprint("func ", v())
	case map[string]int, chan int:
		return fmt.Sprintf("%T", v)
	case *int:
		return fmt.Sprint("ptr ", *v)
	}
	return fmt.Sprintf("other %T", x)
}

func try(name string, f func()) {
	defer func() {
		r := recover()
		_, isErr := r.(error)
		fmt.Println(name, isErr, r)
	}()
	f()
}

func main() {
	n := 4
	for _, x := range []any{nil, 1, int8(2), int16(3), "s", errors.New("e"), Sq{2}, &Circle{1}, Circle{1}, []int{1}, func() int { return 7 }, map[string]int{}, &n, Temp(1), [2]int{}, struct{}{}} {
		fmt.Println(kind(x))
	}
	var s Shape
	var c *Circle
	fmt.Println(s == nil, c == nil)
	s = c
	fmt.Println(s == nil, s != Shape(nil))
	var a, b any = Sq{1}, Sq{1}
	fmt.Println(a == b, a != any(1), any(1) == any(1.0), any(int8(1)) == any(1), any(&n) == any(&n))
	_, ok := a.(Named)
	_, ok2 := a.(io.Reader)
	fmt.Println(ok, ok2)
	try("assert", func() { _ = a.(string) })
	try("assert nil", func() { var x any; _ = x.(int) })
	try("missing", func() { _ = a.(io.Reader) })
	try("iface nil", func() { var x any; _ = x.(Named) })
	try("ptr method", func() { var x any = Circle{}; _ = x.(Shape) })
	try("nil call", func() { var x Shape; x.Area() })
	try("nil ptr", func() { s.Area() })
	try("compare", func() { var x, y any = []int{1}, []int{1}; fmt.Println(x == y) })
	try("compare struct", func() {
		type t struct{ f any }
		var x, y any = t{map[int]int{}}, t{map[int]int{}}
		fmt.Println(x == y)
	})
	try("compare different", func() { var x, y any = []int{1}, 1; fmt.Println(x == y) })
	wrapped := fmt.Errorf("outer: %w", MyErr{3})
	var me MyErr
	fmt.Println(errors.As(wrapped, &me), me.code, errors.Is(wrapped, io.EOF), errors.Unwrap(wrapped) == MyErr{3}, wrapped)
	joined := errors.Join(errors.New("x"), nil, wrapped)
	fmt.Println(joined, errors.Is(joined, MyErr{3}), errors.Join(nil, nil) == nil)
	two := fmt.Errorf("%w and %w", io.EOF, errors.New("q"))
	fmt.Println(two, errors.Is(two, io.EOF), Fn(func() string { return "fn" }).Name())
}
