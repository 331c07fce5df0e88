//chancheck:expect race panic
package main

import (
	"fmt"
	"sync"
)

type Barrier struct {
	mu    sync.Mutex
	cond  *sync.Cond
	n     int
	count int
	gen   int
}

func NewBarrier(n int) *Barrier {
	b := &Barrier{n: n}
	b.cond = sync.NewCond(&b.mu)
	return b
}

func (b *Barrier) Wait() {
	b.mu.Lock()
	defer b.mu.Unlock()
	gen := b.gen
	if b.count++; b.count == b.n {
		b.count, b.gen = 0, b.gen+1
		b.cond.Broadcast()
		return
	}
	for gen == b.gen {
		b.cond.Wait()
	}
}

func main() {
	b := NewBarrier(2)
	var wg sync.WaitGroup
	data := [2]int{}
	for i := range 2 {
		wg.Go(func() {
			for round := range 2 {
				data[i] = round + 1
				b.Wait()
				if data[1-i] != round+1 {
					panic("barrier")
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(data)
}
