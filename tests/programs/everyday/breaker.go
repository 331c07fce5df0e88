//chancheck:expect proved
package main

import (
	"errors"
	"fmt"
	"sync"
)

var ErrOpen = errors.New("open")

type Breaker struct {
	mu       sync.Mutex
	failures int
	open     bool
}

func (b *Breaker) Do(f func() error) error {
	b.mu.Lock()
	if b.open {
		b.mu.Unlock()
		return ErrOpen
	}
	b.mu.Unlock()
	err := f()
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		b.failures++
		b.open = b.failures >= 2
		return err
	}
	b.failures = 0
	return nil
}

func main() {
	b := &Breaker{}
	bad := errors.New("bad")
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err := b.Do(func() error { return bad })
			if err != nil && !errors.Is(err, bad) && !errors.Is(err, ErrOpen) {
				panic(fmt.Sprint(i, err))
			}
		}()
	}
	wg.Wait()
}
