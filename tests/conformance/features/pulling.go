package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("end")
		for i := range n {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(count(2))
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	stop()
	next, stop = iter.Pull(count(5))
	fmt.Println(next())
	stop()
	stop()
	fmt.Println(next())
	next, stop = iter.Pull(count(5))
	stop()
	fmt.Println(next())
	for x, y := range zip(count(3), slices.Values([]string{"a", "b"})) {
		fmt.Println(x, y)
	}
	n2, s2 := iter.Pull2(maps.All(map[string]int{"k": 7}))
	fmt.Println(n2())
	fmt.Println(n2())
	s2()
	bad := func(yield func(int) bool) { yield(1); panic("bad") }
	next, stop = iter.Pull(bad)
	fmt.Println(next())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		next()
	}()
	fmt.Println(next())
	stop()
	next, stop = iter.Pull(bad)
	next()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		stop()
	}()
	next, _ = iter.Pull(count(9))
	fmt.Println(next())
}
