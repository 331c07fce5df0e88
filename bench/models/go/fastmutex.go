// Lamport's fast mutual exclusion: N goroutines, K turns each; without contention a turn takes seven accesses.
package main

import (
	"sync"
	"sync/atomic"
)

const (
	N = 2
	K = 1
)

type mutex struct {
	trying [N]atomic.Bool
	x, y   atomic.Int32 // who came last; who is in, 0: nobody
}

func (m *mutex) lock(me int) {
	id := int32(me + 1)
	for {
		m.trying[me].Store(true)
		m.x.Store(id)
		if m.y.Load() != 0 {
			m.trying[me].Store(false)
			for m.y.Load() != 0 {
			}
			continue
		}
		m.y.Store(id)
		if m.x.Load() == id {
			return
		}
		m.trying[me].Store(false)
		for i := range m.trying {
			for m.trying[i].Load() {
			}
		}
		if m.y.Load() == id {
			return
		}
		for m.y.Load() != 0 {
		}
	}
}

func (m *mutex) unlock(me int) {
	m.y.Store(0)
	m.trying[me].Store(false)
}

func main() {
	var m mutex
	var inside int
	var wg sync.WaitGroup
	for i := 0; i < N; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < K; k++ {
				m.lock(i)
				inside++
				if inside != 1 {
					panic("not alone")
				}
				inside--
				m.unlock(i)
			}
		}()
	}
	wg.Wait()
}
