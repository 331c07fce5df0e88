package main

import "fmt"

type node struct {
	n    int
	a    [4]int
	ok   bool
	e    any
	next *node
}

var (
	trace string
	g     int
	ga    [4]int
	gp    = &node{n: 2}
	m     = map[int]int{1: 2, 2: 1}
)

func t(name string, x int) int {
	trace += name
	g = (g + x + 1) & 3
	return x & 3
}

func two() (int, bool) { g++; return g & 3, g&1 == 0 }

func pair() (int, int) { g++; return g & 3, (g + 1) & 3 }

func turned() *node { gp, gp.next = gp.next, gp; return gp }

func show(p *node) string {
	if p == nil {
		return "nil"
	}
	return fmt.Sprint(p.n, p.a, p.ok, p.e, p.next != nil)
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panic:", r)
			clear(m) // cmd/compile may make the entry that is assigned to before a value panics
		}
		fmt.Println(name, trace, g, ga, show(gp))
		trace = ""
	}()
	f()
}

func filled() chan int {
	ch := make(chan int, 40)
	for i := range 38 {
		ch <- i * 7 % 4
	}
	return ch
}
