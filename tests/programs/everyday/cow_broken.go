//chancheck:expect panic
package main

import (
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
)

type Config struct {
	mu sync.Mutex
	p  atomic.Pointer[map[string]string]
}

func (c *Config) Get(k string) string {
	if m := c.p.Load(); m != nil {
		return (*m)[k]
	}
	return ""
}

func (c *Config) Set(k, v string) {
	next := map[string]string{}
	if m := c.p.Load(); m != nil {
		maps.Copy(next, *m)
	}
	next[k] = v
	c.p.Store(&next)
}

func main() {
	c := &Config{}
	var wg sync.WaitGroup
	wg.Go(func() { c.Set("a", "1") })
	wg.Go(func() { c.Set("b", "2") })
	wg.Go(func() { _ = c.Get("a") + c.Get("b") })
	wg.Wait()
	if c.Get("a") != "1" || c.Get("b") != "2" {
		panic("lost update")
	}
	fmt.Println("ok")
}
