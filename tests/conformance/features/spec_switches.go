package main

import "fmt"

type A = B
type B int

func (a A) m() int { return int(a) + 1 }

func side() []int { fmt.Println("once"); return nil }

func main() {
	var f func()
	switch f {
	case nil:
		fmt.Println("nil func")
	}
	switch side() {
	case nil:
		fmt.Println("nil slice")
	default:
		fmt.Println("no")
	}
	var m map[string]int
	switch x := m; x {
	default:
		fmt.Println("no")
	case nil:
		fmt.Println("nil map")
	}
	fmt.Println(B(1).m(), A(2).m())
	var s uint = 1
	b := make([]byte, 1.0<<s, 2.0<<s)
	fmt.Println(len(b), cap(b), []int{1, 2, 3}[1.0<<s], "abcdef"[1.0<<s:2.0<<s])
}
