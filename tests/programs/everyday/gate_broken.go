//chancheck:expect deadlock
package main

import (
	"fmt"
	"sync"
)

type Gate struct {
	mu sync.Mutex
	c  chan struct{}
}

func (g *Gate) Pause() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.c == nil {
		g.c = make(chan struct{})
	}
}

func (g *Gate) Resume() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.c != nil {
		g.c = nil
	}
}

func (g *Gate) Pass() {
	g.mu.Lock()
	c := g.c
	g.mu.Unlock()
	if c != nil {
		<-c
	}
}

func main() {
	g := &Gate{}
	g.Pause()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(g.Pass)
	}
	g.Resume()
	g.Resume()
	wg.Wait()
	fmt.Println("passed")
}
