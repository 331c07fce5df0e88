// N goroutines work through K phases; a barrier of a mutex and a condition variable is used again for each phase.
package main

import "sync"

const (
	N = 3
	K = 2
)

type barrier struct {
	mu      sync.Mutex
	all     *sync.Cond
	arrived int
	phase   int
}

func newBarrier() *barrier {
	b := new(barrier)
	b.all = sync.NewCond(&b.mu)
	return b
}

func (b *barrier) wait() {
	b.mu.Lock()
	defer b.mu.Unlock()
	phase := b.phase
	b.arrived++
	if b.arrived == N {
		b.arrived = 0
		b.phase++
		b.all.Broadcast()
		return
	}
	for phase == b.phase {
		b.all.Wait()
	}
}

func main() {
	b := newBarrier()
	cells := make([]int, N)
	var wg sync.WaitGroup
	for i := range N {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range K {
				cells[i] = k + 1
				b.wait()
				if cells[(i+1)%N] != k+1 {
					panic("a neighbour is behind")
				}
				b.wait()
			}
		}()
	}
	wg.Wait()
}
