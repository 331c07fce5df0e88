// Lamport's bakery: N goroutines with numbers, K turns each, one at a time in the critical section.
package main

import (
	"sync"
	"sync/atomic"
)

const (
	N = 2
	K = 1
)

var (
	choosing [N]atomic.Bool
	number   [N]atomic.Int32
	inside   int
)

func lock(me int) {
	choosing[me].Store(true)
	var most int32
	for i := 0; i < N; i++ {
		if n := number[i].Load(); n > most {
			most = n
		}
	}
	number[me].Store(most + 1)
	choosing[me].Store(false)
	for i := 0; i < N; i++ {
		if i == me {
			continue
		}
		for choosing[i].Load() {
		}
		for {
			n := number[i].Load()
			if n == 0 || n > most+1 || n == most+1 && i > me {
				break
			}
		}
	}
}

func main() {
	var wg sync.WaitGroup
	for i := 0; i < N; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < K; k++ {
				lock(i)
				inside++
				if inside != 1 {
					panic("two inside")
				}
				inside--
				number[i].Store(0)
			}
		}()
	}
	wg.Wait()
}
