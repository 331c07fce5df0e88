package main

import (
	"fmt"
	"reflect"
)

type I interface{ M(); N() }
type T struct{ n int }
func (T) M() {}
func (T) N() {}
func (*T) P() {}
type U struct{ x int }
func (U) M() {}
func (U) N() {}
type E struct{ T }
type Q struct{ *T }
type G[A any] struct{ a A }
func (G[A]) M() {}

func p(f any) uintptr { return reflect.ValueOf(f).Pointer() }
func plain() {}
func main() {
	t, t2, pt := T{1}, T{2}, &T{3}
	fmt.Println("same method", p(t.M) == p(t2.M), p(t.M) == p(t.M))
	fmt.Println("other method", p(t.M) == p(t.N))
	fmt.Println("by pointer", p(t.M) == p(pt.M))
	fmt.Println("pointer method", p(t.P) == p(pt.P), p(pt.P) == p(pt.P))
	e := E{}
	fmt.Println("promoted", p(e.M) == p(t.M), p(e.M) == p(e.T.M), p(e.P) == p(t.P))
	q := Q{pt}
	fmt.Println("promoted ptr", p(q.M) == p(t.M), p(q.M) == p(pt.M), p(q.P) == p(pt.P))
	var i I = t
	var j I = U{1}
	fmt.Println("interface", p(i.M) == p(j.M), p(i.M) == p(i.N), p(i.M) == p(t.M))
	var k interface{ M() } = t
	fmt.Println("other interface", p(i.M) == p(k.M))
	fmt.Println("expression", p(T.M) == p(T.M), p((*T).P) == p((*T).P), p(T.M) == p(t.M), p(T.M) == p((*T).M), p(I.M)==p(I.M), p(E.M)==p(T.M), p(E.M)==p(E.M))
	g, h := G[int]{}, G[string]{}
	fmt.Println("generic", p(g.M) == p(g.M), p(g.M) == p(h.M))
	r := reflect.ValueOf(t)
	fmt.Println("reflect", r.Method(0).Pointer() == r.Method(1).Pointer(), r.Method(0).Pointer() == p(t.M), p(r.Method(0).Interface()) == r.Method(1).Pointer())
	fs := []func(){}
	for n := range 2 { fs = append(fs, func() { _ = n }) }
	fmt.Println("literal", p(fs[0]) == p(fs[1]), p(plain) == p(plain), p(fmt.Println)==p(fmt.Println))
	mk := func() uintptr { return reflect.MakeFunc(reflect.TypeOf(plain), func([]reflect.Value) []reflect.Value { return nil }).Pointer() }
	fmt.Println("made", mk() == mk())
	d := []any{t.M, t2.M}
	fmt.Println("later", p(d[0]) == p(d[1]))
}
