// A token ring of N nodes with lossy links: a station sends a numbered token K times round the ring, and sends it again when it
// does not come back in time. No two nodes hold a token of the newest number at once.
package main

import (
	"math/rand"
	"sync"
	"sync/atomic"
	"time"
)

const (
	N = 3
	K = 2
)

type token struct{ round int }

type node struct {
	in   <-chan token
	out  chan<- token
	last int
}

var holders atomic.Int32

func (n *node) run(wg *sync.WaitGroup) {
	defer wg.Done()
	defer close(n.out)
	for t := range n.in {
		if t.round > n.last {
			n.last = t.round
			if holders.Add(1) != 1 {
				panic("two tokens")
			}
			holders.Add(-1)
		}
		n.out <- t
	}
}

// link hands on what it gets, or loses it.
func link(in <-chan token, out chan<- token) {
	defer close(out)
	for t := range in {
		if rand.Intn(2) == 0 {
			out <- t
		}
	}
}

func station(out chan<- token, in <-chan token) {
	for round := 1; round <= K; round++ {
		timeout := time.NewTicker(time.Second)
		send := out
		for back := false; !back; {
			select {
			case send <- token{round}:
				send = nil
			case t := <-in:
				back = t.round == round
			case <-timeout.C:
				send = out
			}
		}
		timeout.Stop()
	}
	close(out)
	for range in {
	}
}

func main() {
	var wg sync.WaitGroup
	first := make(chan token)
	next := first
	for range N {
		wire, out := make(chan token), make(chan token)
		go link(next, wire)
		wg.Add(1)
		n := &node{in: wire, out: out}
		go n.run(&wg)
		next = out
	}
	station(first, next)
	wg.Wait()
}
