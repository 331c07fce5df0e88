//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
)

type Bus struct {
	mu   sync.Mutex
	subs map[int]chan string
	next int
}

func (b *Bus) Subscribe() (<-chan string, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id, ch := b.next, make(chan string, 1)
	b.next++
	b.subs[id] = ch
	return ch, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if _, ok := b.subs[id]; ok {
			delete(b.subs, id)
			close(ch)
		}
	}
}

func (b *Bus) Publish(s string) (dropped int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range b.subs {
		select {
		case ch <- s:
		default:
			dropped++
		}
	}
	return
}

func main() {
	b := &Bus{subs: map[int]chan string{}}
	ch, cancel := b.Subscribe()
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); b.Publish("a"); b.Publish("b"); b.Publish("c") }()
	go func() {
		defer wg.Done()
		for s := range ch {
			fmt.Println(s)
			cancel()
		}
	}()
	wg.Wait()
	cancel()
}
