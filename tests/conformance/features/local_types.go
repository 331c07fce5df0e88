package main

import "fmt"

type outer interface{ M() outer }

func main() {
	type list struct {
		next *list
		m    map[string]list
		f    func(list) []list
		c    chan list
	}
	type tree []tree
	type fn func(fn) fn
	type m map[string]m
	type i interface{ M(i) i }
	type p *p
	type set map[string]struct{ s set }
	type ch chan<- ch
	var l list
	l.next = &list{m: map[string]list{"a": {}}}
	t := tree{tree{}, nil}
	fmt.Println(len(l.next.m), len(t), m{"x": m{}}["x"] != nil)
	if true {
		type list struct{ prev []*list }
		fmt.Println(len(list{prev: []*list{{}}}.prev))
	}
	var f fn = func(g fn) fn { return g }
	fmt.Println(f(f) != nil, set{"k": {nil}}["k"].s == nil)
}
