//chancheck:expect deadlock
package main

import "fmt"

type req struct {
	key   string
	delta int
	reply chan int
}
type Counter struct {
	reqs chan req
	quit chan struct{}
	done chan struct{}
}

func Start() *Counter {
	c := &Counter{make(chan req), make(chan struct{}), make(chan struct{})}
	go func() {
		defer close(c.done)
		m := map[string]int{}
		for {
			select {
			case r := <-c.reqs:
				m[r.key] += r.delta
				r.reply <- m[r.key]
			case <-c.quit:
				return
			}
		}
	}()
	return c
}

func (c *Counter) Add(k string, n int) (int, bool) {
	r := req{k, n, make(chan int, 1)}
	c.reqs <- r
	return <-r.reply, true
}

func (c *Counter) Stop() { close(c.quit); <-c.done }

func main() {
	c := Start()
	res := make(chan bool)
	go func() { _, ok := c.Add("x", 2); res <- ok }()
	fmt.Println(c.Add("x", 1))
	c.Stop()
	fmt.Println(<-res)
}
