package main

import (
	"cmp"
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Num interface {
	~int | ~int8 | ~float64
}
type Str interface {
	~string
	Len() int
}
type MyS string

func (s MyS) Len() int { return len(s) }
func Sum[T Num](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}
func Map[T, U any](xs []T, f func(T) U) []U {
	r := make([]U, 0, len(xs))
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type List[T any] struct {
	head *node[T]
	n    int
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Push(v T) *List[T] { l.head = &node[T]{v, l.head}; l.n++; return l }
func (l *List[T]) Each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.v)
	}
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(v T) bool { _, ok := s[v]; s[v] = struct{}{}; return !ok }
func kind[T any](x T) string {
	switch any(x).(type) {
	case int:
		return "int"
	case []T:
		return "slice of T"
	case fmt.Stringer:
		return "stringer"
	case string:
		return "string"
	}
	return fmt.Sprintf("%T", x)
}
func zero[T any]() T    { var z T; return z }
func ptr[T any](v T) *T { return &v }

type Opt[T any] func(*T)

func apply[T any](t *T, o ...Opt[T]) {
	for _, f := range o {
		f(t)
	}
}

type Cfg struct{ a, b int }
type Setter[T any] interface {
	*T
	Set(string)
}
type Box struct{ s string }

func (b *Box) Set(s string) { b.s = s }
func fromStrings[T any, PT Setter[T]](ss []string) []T {
	r := make([]T, len(ss))
	for i, s := range ss {
		p := PT(&r[i])
		p.Set(s)
	}
	return r
}
func index[S ~[]E, E comparable](s S, e E) int {
	for i := range s {
		if s[i] == e {
			return i
		}
	}
	return -1
}
func bytesOf[T ~string | ~[]byte](x T) (n int) {
	for i := 0; i < len(x); i++ {
		n += int(x[i])
	}
	return n + len(x[1:])
}
func keys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	r := []K{}
	for k := range m {
		r = append(r, k)
	}
	sort.Slice(r, func(i, j int) bool { return r[i] < r[j] })
	return r
}
func conv[T, U ~int | ~float64 | ~int8](x T) U { return U(x) }
func eq[T comparable](a, b T) (r bool, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = x.(error)
		}
	}()
	return a == b, nil
}

type Tree[T any] struct {
	Left, Right *Tree[T]
	Val         T
	cmp         func(a, b T) int
}

func (t *Tree[T]) Insert(v T) *Tree[T] {
	if t == nil {
		return &Tree[T]{Val: v}
	}
	return t
}

type Inner[T any] struct{ v T }

func (i Inner[T]) Get() T { return i.v }

type Outer[T any] struct {
	Inner[T]
	*List[T]
}
type Al[T any] = map[string]T
type Rec[T any] struct{ r []Rec[T] }
type Fun[A, B any] func(A) B

func (f Fun[A, B]) Then(g Fun[B, B]) Fun[A, B] { return func(a A) B { return g(f(a)) } }

type errT[T any] struct{ v T }

func (e errT[T]) Error() string { return fmt.Sprint("errT ", e.v) }
func reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}
func main() {
	type loc int8
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[loc](100, 100), Sum[int]())
	fmt.Println(Map([]int{1, 2}, func(i int) string { return strings.Repeat("x", i) }), Map([]string{"a"}, strings.ToUpper))
	p := Pair[string, int]{"a", 1}
	fmt.Printf("%v %s\n", p, &p)
	l := (&List[any]{}).Push(1).Push("b")
	l.Each(func(v any) { fmt.Print(v, " ") })
	s := Set[any]{}
	fmt.Println(s.Add(1), s.Add(1), s.Add(1.0), len(s))
	fmt.Println(kind(1), kind([]int{}), kind("s"), kind(2.5), kind[any](3), kind[error](nil), kind([][]int{}))
	fmt.Println(zero[int](), zero[*int]() == nil, zero[[2]string](), *ptr(5), zero[error]() == nil)
	c := Cfg{}
	apply(&c, func(c *Cfg) { c.a = 1 }, func(c *Cfg) { c.b = c.a + 1 })
	fmt.Println(c, fromStrings[Box]([]string{"x", "y"}), index([]string{"a", "b"}, "b"), bytesOf("ab"), bytesOf([]byte{1, 2}))
	fmt.Println(keys(map[string]int{"b": 1, "a": 2}), conv[float64, int](3.9), conv[int, int8](300), conv[int, float64](1)/2)
	fmt.Println(eq(1, 2))
	fmt.Println(eq[any]([]int{}, []int{}))
	var t *Tree[int]
	t = t.Insert(5)
	fmt.Println(t.Val, t.Left.Insert(3).Val)
	o := Outer[int]{Inner[int]{4}, &List[int]{}}
	o.Push(3)
	fmt.Println(o.Get(), o.n, o.head.v)
	var al Al[int] = map[string]int{"q": 1}
	fmt.Printf("%T %v\n", al, al)
	var r Rec[int]
	r.r = append(r.r, Rec[int]{})
	fmt.Println(len(r.r))
	f := Fun[string, int](func(s string) int { return len(s) }).Then(func(i int) int { return i * 2 })
	fmt.Println(f("abc"))
	var e error = fmt.Errorf("w: %w", errT[int]{3})
	var et errT[int]
	var es errT[string]
	fmt.Println(errors.As(e, &et), et.v, errors.As(e, &es), e)
	fmt.Println(reduce([]int{1, 2, 3}, "", func(a string, x int) string { return a + fmt.Sprint(x) }))
	g := Sum[float64]
	fmt.Printf("%T %v\n", g, g(1, 2))
	var ms MyS = "abc"
	h := func() int { return lens(ms) }
	fmt.Println(h(), MyS.Len(ms))
}
func lens[T Str](t T) int { return t.Len() + len(t) + len(string(t)) }
