package main

import "fmt"

type Value[T any] struct{ A T }
type Node[K comparable, V any] struct {
	k K
	v V
}

func New[B ~int | ~string, V Value[B]]() *V             { return new(V) }
func New2[B ~int | ~string, V []Value[B]](b B) V         { return V{{b}} }
func New3[K comparable, N *Node[K, [2]K]](k K) N         { return N(&Node[K, [2]K]{k, [2]K{k, k}}) }
func F[P any, Q *P](p P) (q Q)                            { return Q(&p) }
func G[R any](f func(R) *R, r R) R                        { return *f(r) }
func H[P any](P)                                         {}
func I[Q int](Q)                                         {}
func A[E any, S [3]E](e E) S                              { return S{e, e} }

const s float32 = 2

func main() {
	fmt.Printf("%T %T %T %v\n", New[int](), New2("x"), New3(1), *F(4))
	fmt.Println(G(F[int], 5), 1<<s, A(1.5))
	H(I)
}
