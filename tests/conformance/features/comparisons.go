package main

import (
	"errors"
	"fmt"
	"math"
)

type T struct {
	a int
	b string
	_ int
}
type I interface{ M() }
type A int

func (A) M() {}

type B int

func (B) M() {}
func main() {
	fmt.Println(T{1, "a", 2} == T{1, "a", 3}, [2]any{1, "a"} == [2]any{1, "a"}, any(1) == any(int64(1)), any(1) == any(1.0), any("a") == "a")
	var i, j I = A(1), B(1)
	fmt.Println(i == j, i == I(A(1)), i != nil, i == A(1))
	p, q := new(int), new(int)
	pp := p
	fmt.Println(p == q, p == pp, any(p) == any(pp))
	c := make(chan int)
	var ro <-chan int = c
	fmt.Println(c == ro, any(c) == any(ro))
	var e1, e2 error = errors.New("a"), errors.New("a")
	fmt.Println(e1 == e2, e1 == e1, errors.Is(e1, e2))
	var np *A
	var ni I = np
	fmt.Println(ni == nil, np == nil, ni == (*A)(nil))
	fmt.Println("abc" < "abd", "a" < "", "Z" < "a", "é" > "z", "a"+"b" == "ab")
	m := map[any]string{1: "int", int8(1): "int8", "1": "str", 1.0: "f", [1]int{1}: "arr", T{1, "x", 0}: "T", struct{}{}: "e"}
	fmt.Println(m[1], m[int8(1)], m["1"], m[1.0], m[[1]int{1}], m[T{1, "x", 5}], m[struct{}{}], len(m))
	fm := map[float64]int{0.0: 1}
	nz := math.Copysign(0, -1)
	fm[nz] = 2
	fm[math.NaN()] = 3
	fm[math.NaN()] = 4
	_, ok := fm[math.NaN()]
	fmt.Println(len(fm), fm[0], ok)
}
