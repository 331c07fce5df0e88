// A build of five targets by three workers: a target is ready once all that it needs has been built.
package main

import "sync"

const (
	Workers = 3
	Targets = 5
)

var needs = [Targets][]int{{}, {}, {0}, {0, 1}, {2, 3}}

type build struct {
	mu      sync.Mutex
	missing [Targets]int
	built   int
	ready   chan int
}

func (b *build) done(target int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.built++
	for t, all := range needs {
		for _, n := range all {
			if n == target {
				b.missing[t]--
				if b.missing[t] == 0 {
					b.ready <- t
				}
			}
		}
	}
	if b.built == Targets {
		close(b.ready)
	}
}

func main() {
	b := &build{ready: make(chan int, Targets)}
	for t, all := range needs {
		b.missing[t] = len(all)
		if len(all) == 0 {
			b.ready <- t
		}
	}
	var wg sync.WaitGroup
	for w := 0; w < Workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for t := range b.ready {
				b.done(t)
			}
		}()
	}
	wg.Wait()
	if b.built != Targets {
		panic("not everything was built")
	}
}
