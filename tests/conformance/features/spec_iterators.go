package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func seq(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("[end]")
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Print("[stop]")
				return
			}
		}
	}
}
func seq0(yield func() bool) { _ = yield() && yield() }

func find(n int) (r int, s string) {
	defer func() { s += "!" }()
	for i := range seq(10) {
		defer func() { s += fmt.Sprint(i) }()
		if i == n {
			return i * 10, "found"
		}
	}
	return -1, "none"
}
func lab() {
outer:
	for i := range seq(3) {
		for j := range seq(3) {
			switch {
			case j == 1 && i == 0:
				continue outer
			case i == 1:
				break outer
			}
			fmt.Print("(", i, j, ")")
		}
	}
	fmt.Println()
}
func gt() {
	for i := range seq(5) {
		if i == 2 {
			goto done
		}
	}
	fmt.Println("never")
done:
	fmt.Println("done")
}
func bad(yield func(int) bool) {
	yield(1)
	yield(2)
}
func swallow(yield func(int) bool) {
	defer func() { fmt.Println("seq recovered", recover()) }()
	yield(1)
}
func tryf(f func()) {
	defer func() { fmt.Println("rec:", recover()) }()
	f()
}

type Tree[T any] struct {
	l, r *Tree[T]
	v    T
}

func (t *Tree[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) { t.push(yield) }
}
func (t *Tree[T]) push(yield func(T) bool) bool {
	return t == nil || t.l.push(yield) && yield(t.v) && t.r.push(yield)
}

func main() {
	for range seq0 {
		fmt.Print(".")
	}
	fmt.Println()
	fmt.Println(find(2))
	fmt.Println(find(20))
	lab()
	gt()
	tryf(func() {
		for x := range bad {
			fmt.Print(x)
			break
		}
	})
	tryf(func() {
		for x := range swallow {
			panic(x)
		}
		fmt.Println("after swallow")
	})
	tryf(func() {
		for x := range seq(3) {
			if x == 1 {
				panic("in body")
			}
		}
	})
	var saved func(int) bool
	tryf(func() {
		for x := range func(y func(int) bool) { saved = y; y(1) } {
			fmt.Print(x)
		}
		saved(2)
	})
	next, stop := iter.Pull(seq(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	t := &Tree[string]{&Tree[string]{nil, nil, "a"}, &Tree[string]{nil, nil, "c"}, "b"}
	fmt.Println(slices.Collect(t.All()))
	for v := range t.All() {
		if v == "b" {
			break
		}
		fmt.Print(v)
	}
	m := map[string]int{"x": 1, "y": 2, "z": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)))
	for i, v := range slices.Backward([]int{1, 2, 3}) {
		fmt.Print(i, v, ";")
	}
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c)
	}
	fmt.Println()
	var fs []func() int
	for i := range seq(3) {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	n := 5
	for n = range seq(3) {
	}
	fmt.Println(n)
	for i := range 3 {
		i *= 2
		fmt.Print(i)
	}
	const c = 2
	for i := range c {
		fmt.Printf("%T", i)
	}
	var u8 uint8 = 3
	for i := range u8 {
		fmt.Printf("%T%v", i, i)
	}
	for range -1 {
		fmt.Print("no")
	}
	fmt.Println()
}
