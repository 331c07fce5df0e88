//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
)

var links = map[string][]string{"/": {"/a", "/b"}, "/a": {"/"}, "/b": {"/a"}}

type Crawler struct {
	mu   sync.Mutex
	seen map[string]bool
	wg   sync.WaitGroup
}

func (c *Crawler) visit(u string) {
	defer c.wg.Done()
	for _, l := range links[u] {
		c.spawn(l)
	}
}

func (c *Crawler) spawn(u string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[u] {
		return
	}
	c.seen[u] = true
	c.wg.Add(1)
	go c.visit(u)
}

func main() {
	c := &Crawler{seen: map[string]bool{}}
	c.spawn("/")
	c.wg.Wait()
	fmt.Println(len(c.seen))
	if len(c.seen) != 3 {
		panic("missed")
	}
}
