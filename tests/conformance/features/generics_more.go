package main

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
)

type Number interface{ ~int | ~int64 | ~float64 }

func Map[T, U any](s []T, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, x := range s {
		r = append(r, f(x))
	}
	return r
}
func Sum[S ~[]E, E Number](s S) E {
	var t E
	for _, x := range s {
		t += x
	}
	return t
}

type List[T any] struct {
	head *node[T]
	n    int
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Push(v T) { l.head = &node[T]{v, l.head}; l.n++ }
func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.v) {
				return
			}
			i++
		}
	}
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type MyInt int
type Ints []MyInt
type Set[T comparable] = map[T]struct{}
type Vec[T any] = []T

func Keys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	r := make([]K, 0)
	for k := range m {
		r = append(r, k)
	}
	slices.Sort(r)
	return r
}

type Tree[T interface{ Less(T) bool }] struct {
	l, r *Tree[T]
	v    T
}

func (t *Tree[T]) Ins(v T) *Tree[T] {
	if t == nil {
		return &Tree[T]{v: v}
	}
	if v.Less(t.v) {
		t.l = t.l.Ins(v)
	} else {
		t.r = t.r.Ins(v)
	}
	return t
}
func (t *Tree[T]) Walk(f func(T)) {
	if t != nil {
		t.l.Walk(f)
		f(t.v)
		t.r.Walk(f)
	}
}
func (m MyInt) Less(o MyInt) bool { return m < o }

type Ptr[T any] interface {
	*T
	Set(string)
}
type S struct{ s string }

func (s *S) Set(x string) { s.s = x }
func FromStrings[T any, PT Ptr[T]](ss []string) []T {
	r := make([]T, len(ss))
	for i, s := range ss {
		PT(&r[i]).Set(s)
	}
	return r
}
func Zero[T any]() T { var z T; return z }
func main() {
	fmt.Println(Map([]int{1, 2, 3}, func(i int) string { return strconv.Itoa(i * i) }))
	fmt.Println(Sum(Ints{1, 2, 3}), Sum([]float64{1.5, 2}))
	var l List[string]
	l.Push("a")
	l.Push("b")
	for i, v := range l.All() {
		fmt.Print(i, v, " ")
	}
	fmt.Println(l.n)
	fmt.Println(Pair[string, int]{"x", 1}, &Pair[int, bool]{1, true})
	s := Set[int]{1: {}, 2: {}}
	fmt.Println(len(s), Keys(map[string]int{"b": 1, "a": 2}), Vec[int]{1})
	var t *Tree[MyInt]
	for _, v := range []MyInt{5, 2, 8, 1} {
		t = t.Ins(v)
	}
	t.Walk(func(m MyInt) { fmt.Print(m, " ") })
	fmt.Println(FromStrings[S]([]string{"p", "q"}))
	fmt.Println(Zero[int](), Zero[string]() == "", Zero[*int]() == nil, Zero[[2]int](), Zero[any]())
	f := Map[int, int]
	fmt.Println(f([]int{1}, func(i int) int { return -i }))
}
