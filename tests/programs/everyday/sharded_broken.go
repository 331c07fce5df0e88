//chancheck:expect race panic
package main

import (
	"fmt"
	"hash/fnv"
	"sync"
)

type shard struct {
	mu sync.RWMutex
	m  map[string]int
}
type Sharded [2]*shard

func New() (s Sharded) {
	for i := range s {
		s[i] = &shard{m: map[string]int{}}
	}
	return
}

func (s Sharded) of(k string) *shard {
	h := fnv.New32a()
	h.Write([]byte(k))
	return s[h.Sum32()%uint32(len(s))]
}

func (s Sharded) Inc(k string) {
	sh := s.of(k)
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	sh.m[k]++
}

func (s Sharded) Get(k string) int {
	sh := s.of(k)
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	return sh.m[k]
}

func main() {
	s := New()
	var wg sync.WaitGroup
	for _, k := range []string{"a", "b", "a"} {
		wg.Go(func() { s.Inc(k); s.Get("a") })
	}
	wg.Wait()
	if s.Get("a") != 2 || s.Get("b") != 1 {
		panic("count")
	}
	fmt.Println("ok")
}
