package main

import "fmt"

type It[T any] struct{ n int }
type Mp[T, R any] It[T]

func (i It[T]) N() int { return i.n }
func (m Mp[T, R]) N() int { return It[T](m).N() }

type L[T any] []T

func conv[T any](x []T) L[T] { return L[T](x) }

func local[A any](a A) {
	type both[B any] struct {
		x    B
		y    A
		next *both[B]
	}
	d := both[int]{1, a, &both[int]{x: 2}}
	fmt.Println(d.x, d.y, d.next.x)
}

func main() {
	local("a")
	local(true)
	m := Mp[int, string]{n: 3}
	fmt.Println(m.N(), len(conv([]int{1, 2})), It[int](m).N(), *new(It[string]), L[int](nil) == nil)
	f := It[int].N
	fmt.Println(f(It[int]{4}))
	var a [2]int
	fmt.Println(a[1], len(a))
}
