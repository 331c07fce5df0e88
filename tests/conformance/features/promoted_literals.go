package main

import (
	"fmt"
)

type A struct{ X int; Y string }
type B struct{ A; Z int }
type C struct{ *B; W int }
type D struct { A; C2 }
type C2 struct{ V float64 }
func main() {
	b := B{X: 1, Z: 3}
	fmt.Printf("%+v\n", b)
	d := D{X: 1, V: 2.5, Y: "s"}
	fmt.Printf("%+v\n", d)
	p := &D{Y: "t"}
	fmt.Printf("%+v\n", *p)
	l := []B{{X: 1}, {Y: "q", Z: 2}}
	fmt.Printf("%+v\n", l)
	f := func(s string, n int) int { fmt.Print(s); return n }
	fmt.Println(B{Z: f("z", 1), X: f("x", 2)})
}
