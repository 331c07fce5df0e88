//chancheck:expect race panic
package main

import (
	"fmt"
	"time"
)

type Batcher struct {
	in   chan string
	done chan struct{}
	out  [][]string
}

func New() *Batcher {
	b := &Batcher{in: make(chan string), done: make(chan struct{})}
	go b.run()
	return b
}

func (b *Batcher) run() {
	defer close(b.done)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var batch []string
	flush := func() {
		if len(batch) > 0 {
			b.out = append(b.out, batch)
			batch = nil
		}
	}
	for {
		select {
		case s, ok := <-b.in:
			if !ok {
				flush()
				return
			}
			if batch = append(batch, s); len(batch) == 2 {
				flush()
			}
		case <-tick.C:
			flush()
		}
	}
}

func (b *Batcher) Close() {
	close(b.in)
}

func main() {
	b := New()
	for _, s := range []string{"a", "b", "c"} {
		b.in <- s
	}
	b.Close()
	n := 0
	for _, x := range b.out {
		n += len(x)
	}
	fmt.Println(n)
	if n != 3 {
		panic("lost")
	}
}
