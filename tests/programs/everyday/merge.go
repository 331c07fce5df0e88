//chancheck:expect proved
package main

import "fmt"

func gen(xs ...int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for _, x := range xs {
			c <- x
		}
	}()
	return c
}

func merge(a, b <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		x, okx := <-a
		y, oky := <-b
		for okx || oky {
			if okx && (!oky || x <= y) {
				out <- x
				x, okx = <-a
			} else {
				out <- y
				y, oky = <-b
			}
		}
	}()
	return out
}

func main() {
	last := 0
	for x := range merge(gen(1, 4), gen(2, 3, 5)) {
		if x < last {
			panic("order")
		}
		last = x
	}
	fmt.Println(last)
}
