package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

func count(n int) iter.Seq[int] {
	return func(y func(int) bool) {
		defer fmt.Print("[done]")
		for i := 0; i < n; i++ {
			if !y(i) {
				fmt.Print("[stopped]")
				return
			}
		}
	}
}
func find(n int) (r int) {
	defer func() { r *= 10 }()
	for i := range count(10) {
		defer fmt.Print("<d", i, ">")
		if i == n {
			return i
		}
	}
	return -1
}
func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	fmt.Println()
	for range count(2) {
		fmt.Print("x")
	}
	fmt.Println()
outer:
	for i := range count(3) {
		for j := range count(3) {
			if j == 1 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	fmt.Println(find(2), find(20))
	for i := range 3 {
		fmt.Print(i)
	}
	var n8 int8 = 3
	for i := range n8 {
		fmt.Printf(" %T%d", i, i)
	}
	fmt.Println()
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	m := map[string]int{"a": 1, "b": 2}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Collect(maps.Values(map[int]int{1: 5})))
	for i, c := range slices.Backward([]int{1, 2, 3}) {
		fmt.Print(i, c, " ")
	}
	for i, s := range strings.Fields(" a b ") {
		fmt.Print(i, s)
	}
	fmt.Println()
	for p := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(p)
	}
	defer func() { fmt.Println("rec", recover()) }()
	for i := range count(3) {
		if i == 1 {
			panic("in body")
		}
	}
}
