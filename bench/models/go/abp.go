// The alternating bit protocol over wires that lose frames: K bodies arrive once each and in order. Wires hold B frames.
package main

import "math/rand/v2"

const (
	K = 3
	B = 1
)

type frame struct {
	bit  bool
	body int
}

// A wire: it hands on what comes, or not.
func lossy[T any](in <-chan T, out chan<- T) {
	for v := range in {
		if rand.IntN(2) == 0 {
			out <- v
		}
	}
	close(out)
}

func main() {
	data, delivered := make(chan frame, B), make(chan frame, B)
	acks, acked := make(chan bool, B), make(chan bool, B)
	got := make(chan int)
	go lossy(data, delivered)
	go lossy(acks, acked)
	go func() { // receiver
		want := false
		for f := range delivered {
			if f.bit == want {
				got <- f.body
				want = !want
			}
			acks <- f.bit
		}
		close(acks)
		close(got)
	}()
	go func() { // sender
		bit := false
		for k := 0; k < K; k++ {
			for done := false; !done; {
				select {
				case data <- frame{bit, k}:
				case a := <-acked:
					done = a == bit
				}
			}
			bit = !bit
		}
		close(data)
		for range acked {
		}
	}()
	next := 0
	for v := range got {
		if v != next {
			panic("out of order")
		}
		next++
	}
	if next != K {
		panic("lost")
	}
}
