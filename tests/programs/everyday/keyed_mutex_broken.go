//chancheck:expect race
package main

import (
	"fmt"
	"sync"
)

type entry struct {
	mu   sync.Mutex
	refs int
}

type Keyed struct {
	mu sync.Mutex
	m  map[string]*entry
}

func (k *Keyed) Lock(key string) func() {
	k.mu.Lock()
	e, ok := k.m[key]
	if !ok {
		e = &entry{}
		k.m[key] = e
	}
	k.mu.Unlock()
	e.mu.Lock()
	return func() {
		e.mu.Unlock()
		k.mu.Lock()
		defer k.mu.Unlock()
		if true {
			delete(k.m, key)
		}
	}
}

func main() {
	k := &Keyed{m: map[string]*entry{}}
	bal := map[string]*int{"a": new(int), "b": new(int)}
	var wg sync.WaitGroup
	for _, key := range []string{"a", "a", "a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer k.Lock(key)()
			*bal[key]++
		}()
	}
	wg.Wait()
	fmt.Println(*bal["a"], *bal["b"], len(k.m))
}
