package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var _, _, _ = errors.New, slices.Sort[[]int], strings.Join

type Small int8

func (s Small) String() string { return "S" + strings.Repeat("!", int(s&3)) }

type Pair struct {
	A int8
	B string
	C [2]int
}

func (p Pair) Sum() int    { return int(p.A) + p.C[0] + len(p.B) }
func (p *Pair) Grow(n int) { p.C[1] += n; p.A++ }

type Outer struct {
	Pair
	*Inner
	N uint16
}

type Inner struct{ Deep []int }

func (i *Inner) Len() int { return len(i.Deep) }

type Summer interface{ Sum() int }

type Square struct{ S int32 }

func (s Square) Sum() int { return int(s.S * s.S) }

type Fault struct{ Code int }

func (f *Fault) Error() string { return fmt.Sprintf("fault %d", f.Code) }

type Number interface {
	~int | ~int8 | ~int32 | ~uint8 | ~uint64 | ~int64
}

func Total[T Number](xs ...T) T {
	var t T
	for _, x := range xs {
		t += x
	}
	return t
}

func Apply[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() T {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}

const (
	K0 = iota * 3
	K1
	_
	K3 uint8 = 1 << iota
	K4
)

func Upto(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
}

func sorted(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			if err, ok := r.(error); ok {
				fmt.Println(name, "error:", err.Error())
			} else {
				fmt.Println(name, "panic:", r)
			}
		}
	}()
	f()
}