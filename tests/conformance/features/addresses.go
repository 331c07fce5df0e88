package main

import (
	"fmt"
	"reflect"
)

type node struct {
	next *node
	kids []*node
}

func ptr(x any) uintptr { return reflect.ValueOf(x).Pointer() }

func main() {
	a, b := &node{}, &node{}
	fmt.Println("pointers", ptr(a) == ptr(a), ptr(a) == ptr(b), ptr((*node)(nil)) == 0)
	m, n := map[int]int{}, map[int]int{}
	fmt.Println("maps", ptr(m) == ptr(m), ptr(m) == ptr(n))
	c, d := make(chan int), make(chan int)
	fmt.Println("channels", ptr(c) == ptr(c), ptr(c) == ptr(d))
	s := []int{1, 2, 3}
	fmt.Println("slices", ptr(s) == ptr(s[:1]), ptr(s) == ptr(s[1:]), ptr(s[1:]) == ptr(s[1:2]), ptr(&s[1]) == ptr(s[1:]), ptr(s[:0]) == ptr(s))
	fmt.Println("no memory", ptr([]int{}) == 0, ptr([]int(nil)) == 0)
	a.next, b.next = b, a
	seen := map[uintptr]int{}
	for at := a; seen[ptr(at)] == 0; at = at.next {
		seen[ptr(at)]++
	}
	fmt.Println("nodes of a circle", len(seen))
	it := reflect.ValueOf(map[int]int{1: 2}).MapRange()
	func() {
		defer func() { fmt.Println(recover()) }()
		it.Key()
	}()
	fmt.Println(it.Next(), it.Key(), it.Value(), it.Next())
	func() {
		defer func() { fmt.Println(recover()) }()
		it.Next()
	}()
	all := reflect.ValueOf(map[int]int{1: 2, 3: 4})
	it.Reset(all)
	turns := 0
	for it.Next() {
		turns++
		all.SetMapIndex(reflect.ValueOf(4-int(it.Key().Int())), reflect.Value{})
	}
	fmt.Println("turns", turns, all.Len())
}
