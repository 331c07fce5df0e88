//chancheck:expect race
package main

import (
	"container/list"
	"fmt"
	"sync"
)

type LRU[K comparable, V any] struct {
	sync.RWMutex
	cap   int
	ll    *list.List
	items map[K]*list.Element
	stats struct{ hits, misses uint64 }
	evict func(K, V)
}

type pair[K comparable, V any] struct {
	key K
	val V
}

func NewLRU[K comparable, V any](cap int, evict func(K, V)) *LRU[K, V] {
	return &LRU[K, V]{cap: cap, ll: list.New(), items: make(map[K]*list.Element), evict: evict}
}

// Get moves the entry under a read lock: two readers change the list at once.
func (c *LRU[K, V]) Get(k K) (v V, ok bool) {
	c.RLock()
	defer c.RUnlock()
	e, ok := c.items[k]
	if !ok {
		return v, false
	}
	c.stats.hits++
	c.ll.MoveToFront(e)
	return e.Value.(*pair[K, V]).val, true
}

func (c *LRU[K, V]) Put(k K, v V) {
	c.Lock()
	defer c.Unlock()
	if e, ok := c.items[k]; ok {
		e.Value.(*pair[K, V]).val = v
		c.ll.MoveToFront(e)
		return
	}
	c.items[k] = c.ll.PushFront(&pair[K, V]{k, v})
	if c.ll.Len() > c.cap {
		last := c.ll.Back()
		p := c.ll.Remove(last).(*pair[K, V])
		delete(c.items, p.key)
		if c.evict != nil {
			c.evict(p.key, p.val)
		}
	}
}

func main() {
	evicted := []string{}
	c := NewLRU(2, func(k string, _ int) { evicted = append(evicted, k) })
	for i, k := range []string{"a", "b"} {
		c.Put(k, i)
	}
	var wg sync.WaitGroup
	for _, k := range []string{"a", "b"} {
		wg.Go(func() { c.Get(k) })
	}
	wg.Wait()
	c.Put("c", 3)
	fmt.Println(len(evicted))
}
