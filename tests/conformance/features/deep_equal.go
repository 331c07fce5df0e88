package main

import (
	"fmt"
	"reflect"
)

type node struct {
	v    int
	next *node
}
type pt struct{ x, y float64 }
type my []int

func ring(n int) *node {
	first := &node{v: 1}
	at := first
	for i := 1; i < n; i++ {
		at.next = &node{v: 1}
		at = at.next
	}
	at.next = first
	return first
}

func p(x, y any) { fmt.Print(reflect.DeepEqual(x, y), " ") }

func main() {
	one, uno, two := 1, 1, 2
	p(nil, nil)
	p(nil, 1)
	p(1, 1)
	p(1, int64(1))
	p([]int{1, 2}, []int{1, 2})
	p([]int{1, 2}, []int{1, 3})
	p([]int{1, 2}, my{1, 2})
	p([]int(nil), []int{})
	p([]int{}, []int{})
	p(map[string][]int{"a": {1}, "b": nil}, map[string][]int{"b": nil, "a": {1}})
	p(map[string][]int{"a": {1}, "b": nil}, map[string][]int{"b": {}, "a": {1}})
	p(map[string]int{"a": 1}, map[string]int{"b": 1})
	p(map[string]int(nil), map[string]int{})
	p(&one, &uno)
	p(&one, &two)
	p(&one, (*int)(nil))
	p((*int)(nil), (*int)(nil))
	p(ring(2), ring(2))
	p(ring(2), ring(3))
	p(&node{1, &node{2, nil}}, &node{1, &node{2, nil}})
	p(&node{1, &node{2, nil}}, &node{1, &node{3, nil}})
	p(pt{1, 2}, pt{1, 2})
	p([2]any{1, "a"}, [2]any{1, "a"})
	p([2]any{1, "a"}, [2]any{1, 'a'})
	p(func() {}, func() {})
	p((func())(nil), (func())(nil))
	c := make(chan int)
	p(c, c)
	p(c, make(chan int))
	p([]byte("ab"), []byte("ab"))
	p("ab", "ab")
	p([]error{fmt.Errorf("x")}, []error{fmt.Errorf("x")})
	p([]error{fmt.Errorf("x")}, []error{fmt.Errorf("y")})
	p([][]int{{1}, {2, 3}}, [][]int{{1}, {2, 3}})
	fmt.Println()
	fmt.Println(reflect.TypeOf(1), reflect.TypeOf(pt{}), reflect.TypeOf(&one), reflect.TypeOf(1) == reflect.TypeOf(2), reflect.TypeOf(1) == reflect.TypeOf("a"), reflect.TypeOf(nil) == nil)
	for _, x := range []any{1, pt{}, &pt{}, []pt{}, map[string]pt{}, my{}, c, func(pt) {}, struct{ a pt }{}, [2]pt{}, "", (<-chan pt)(nil)} {
		fmt.Printf("%q ", reflect.TypeOf(x).Name())
	}
	fmt.Println()
}
