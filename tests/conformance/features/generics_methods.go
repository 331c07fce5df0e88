package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

type Shape interface{ Area() float64 }
type Sq struct{ s float64 }

func (s Sq) Area() float64 { return s.s * s.s }
func Largest[T Shape](xs ...T) (best T) {
	for i, x := range xs {
		if i == 0 || x.Area() > best.Area() {
			best = x
		}
	}
	return
}
func Switch[T any](x T) string {
	switch any(x).(type) {
	case int:
		return "int"
	case string:
		return "string"
	case []T:
		return "slice of T"
	case fmt.Stringer:
		return "stringer"
	}
	return fmt.Sprintf("other %T", x)
}

type Opt[T any] func(*T)

func Apply[T any](t *T, os ...Opt[T]) {
	for _, o := range os {
		o(t)
	}
}

type Conf struct {
	A int
	B string
}
type Num interface{ int | float64 }

func Abs[T Num](x T) T {
	if x < 0 {
		return -x
	}
	return x
}
func Conv[To, From Num](x From) To { return To(x) }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) *Stack[T] { s.items = append(s.items, x); return s }
func (s *Stack[T]) Pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	n := len(s.items) - 1
	x, s.items = s.items[n], s.items[:n]
	return x, true
}

type Inner[T any] struct{ V T }
type Outer[T any] struct {
	Inner[T]
	N int
}

func (i Inner[T]) Get() T { return i.V }

type Func[A, B any] func(A) B

func (f Func[A, B]) Then(g Func[B, B]) Func[A, B] { return func(a A) B { return g(f(a)) } }
func Ptr[T any](v T) *T                           { return &v }
func Len[T ~string | ~[]byte](x T) int            { return len(x) }
func Idx[T ~string | ~[]byte](x T, i int) byte    { return x[i] }
func Count[T comparable](xs []T, y T) (n int) {
	for _, x := range xs {
		if x == y {
			n++
		}
	}
	return
}
func Chan[T any](xs ...T) <-chan T {
	c := make(chan T, len(xs))
	for _, x := range xs {
		c <- x
	}
	close(c)
	return c
}
func main() {
	fmt.Println(Largest(Sq{1}, Sq{3}, Sq{2}), Switch(1), Switch("a"), Switch([]int{}), Switch(time.Second), Switch(1.5))
	c := Conf{}
	Apply(&c, func(c *Conf) { c.A = 1 }, func(c *Conf) { c.B = "b" })
	fmt.Println(c, Abs(-3), Abs(-2.5), Conv[int](3.9), Conv[float64](2))
	s := (&Stack[string]{}).Push("a").Push("b")
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	o := Outer[string]{Inner[string]{"v"}, 2}
	fmt.Println(o.Get(), o.V, o)
	fmt.Printf("%+v %T\n", o, o)
	f := Func[int, string](func(i int) string { return strconv.Itoa(i) })
	fmt.Println(f.Then(strings.ToUpper).Then(func(s string) string { return s + "!" })(42))
	fmt.Println(*Ptr(3), Len("abc"), Len([]byte{1}), Idx("abc", 1), Count([]any{1, "a", 1}, any(1)))
	for v := range Chan(1, 2, 3) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	type Local[T any] struct{ X T }
	fmt.Printf("%T %v\n", Local[int]{1}, Local[string]{"q"})
}
