// A broker with N subscribers and P publishers of K messages each; who is too slow misses some. Closing ends all.
package main

import "sync"

const (
	N = 2
	P = 1
	K = 2
)

type broker struct {
	mu     sync.RWMutex
	subs   []chan int
	closed bool
}

func (b *broker) subscribe() chan int {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan int, 1)
	if b.closed {
		close(c)
	} else {
		b.subs = append(b.subs, c)
	}
	return c
}

func (b *broker) publish(m int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, c := range b.subs {
		select {
		case c <- m:
		default:
		}
	}
}

func (b *broker) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, c := range b.subs {
		close(c)
	}
}

func main() {
	var b broker
	var pubs, subs sync.WaitGroup
	for i := 0; i < N; i++ {
		subs.Add(1)
		go func() {
			defer subs.Done()
			last := [P]int{}
			for m := range b.subscribe() {
				p := m % P
				if m <= last[p] {
					panic("order")
				}
				last[p] = m
			}
		}()
	}
	for p := 0; p < P; p++ {
		pubs.Add(1)
		go func() {
			defer pubs.Done()
			for k := 1; k <= K; k++ {
				b.publish(k*P + p)
			}
		}()
	}
	pubs.Wait()
	b.close()
	subs.Wait()
}
