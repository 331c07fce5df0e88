//chancheck:expect proved
package main

import (
	"fmt"
	"sync"

	"golang.org/x/sync/singleflight"
)

type Cache struct {
	mu   sync.RWMutex
	m    map[string]int
	g    singleflight.Group
	load func(string) int
}

func (c *Cache) Get(k string) int {
	c.mu.RLock()
	v, ok := c.m[k]
	c.mu.RUnlock()
	if ok {
		return v
	}
	x, _, _ := c.g.Do(k, func() (any, error) {
		c.mu.RLock()
		v, ok := c.m[k]
		c.mu.RUnlock()
		if ok {
			return v, nil
		}
		v = c.load(k)
		c.mu.Lock()
		c.m[k] = v
		c.mu.Unlock()
		return v, nil
	})
	return x.(int)
}

func main() {
	loads := 0
	c := &Cache{m: map[string]int{}, load: func(k string) int { loads++; return len(k) }}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if c.Get("abc") != 3 {
				panic("value")
			}
		})
	}
	wg.Wait()
	if loads != 1 {
		panic(loads)
	}
	fmt.Println(loads)
}
