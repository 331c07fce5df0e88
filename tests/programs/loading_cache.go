//chancheck:expect proved
package main

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"
)

type entry[V any] struct {
	val     V
	err     error
	ready   chan struct{}
	expires time.Time
}

type Cache[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]*entry[V]
	load  func(K) (V, error)
	ttl   time.Duration
	hits  int
}

func NewCache[K comparable, V any](ttl time.Duration, load func(K) (V, error)) *Cache[K, V] {
	return &Cache[K, V]{items: make(map[K]*entry[V]), load: load, ttl: ttl}
}

func (c *Cache[K, V]) Get(k K) (V, error) {
	c.mu.Lock()
	e, ok := c.items[k]
	if !ok {
		e = &entry[V]{ready: make(chan struct{})}
		c.items[k] = e
		c.mu.Unlock()
		e.val, e.err = c.load(k)
		e.expires = time.Now().Add(c.ttl)
		close(e.ready)
	} else {
		c.hits++
		c.mu.Unlock()
		<-e.ready
	}
	if e.err != nil {
		c.forget(k, e)
		var zero V
		return zero, e.err
	}
	return e.val, nil
}

func (c *Cache[K, V]) forget(k K, e *entry[V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.items[k] == e {
		delete(c.items, k)
	}
}

type parseError struct {
	input string
	cause error
}

func (p *parseError) Error() string {
	return "parse " + strconv.Quote(p.input) + ": " + p.cause.Error()
}
func (p *parseError) Unwrap() error { return p.cause }

func main() {
	var calls int
	var mu sync.Mutex
	c := NewCache(time.Minute, func(s string) (int, error) {
		mu.Lock()
		calls++
		mu.Unlock()
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, &parseError{s, err}
		}
		return n, nil
	})
	var wg sync.WaitGroup
	for _, k := range []string{"12", "12", "x"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n, err := c.Get(k)
			var pe *parseError
			switch {
			case errors.As(err, &pe):
				if pe.input != "x" || !errors.Is(err, strconv.ErrSyntax) {
					panic(pe)
				}
			case err != nil:
				panic(err)
			case n != 12:
				panic(n)
			}
		}()
	}
	wg.Wait()
	fmt.Println(calls)
}
