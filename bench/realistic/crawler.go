// A crawler visits five pages, each once, with at most two fetches at a time.
package main

import "sync"

const Pages = 5

var links = [Pages][]int{{1, 2}, {3, 0}, {3, 4}, {}, {0, 1}}

type crawler struct {
	mu     sync.Mutex
	seen   map[int]bool
	wg     sync.WaitGroup
	tokens chan struct{}
}

func (c *crawler) fetch(page int) []int {
	c.tokens <- struct{}{}
	defer func() { <-c.tokens }()
	return links[page]
}

func (c *crawler) visit(page int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[page] {
		return
	}
	c.seen[page] = true
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		for _, link := range c.fetch(page) {
			c.visit(link)
		}
	}()
}

func main() {
	c := &crawler{seen: map[int]bool{}, tokens: make(chan struct{}, 2)}
	c.visit(0)
	c.wg.Wait()
	if len(c.seen) != Pages {
		panic("a page was not visited")
	}
}
