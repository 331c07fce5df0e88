//chancheck:expect deadlock
package main

import (
	"fmt"
	"sync"
)

type Ring struct {
	mu       sync.Mutex
	notFull  sync.Cond
	notEmpty sync.Cond
	buf      []int
	closed   bool
}

func NewRing(n int) *Ring {
	r := &Ring{buf: make([]int, 0, n)}
	r.notFull.L, r.notEmpty.L = &r.mu, &r.mu
	return r
}

func (r *Ring) Put(x int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) == cap(r.buf) {
		r.notFull.Wait()
	}
	r.buf = append(r.buf, x)
	r.notEmpty.Signal()
}

func (r *Ring) Get() (int, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) == 0 && !r.closed {
		r.notEmpty.Wait()
	}
	if len(r.buf) == 0 {
		return 0, false
	}
	x := r.buf[0]
	copy(r.buf, r.buf[1:])
	r.buf = r.buf[:len(r.buf)-1]
	r.notFull.Signal()
	return x, true
}

func (r *Ring) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.notEmpty.Signal()
}

func main() {
	r := NewRing(1)
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 2 {
		wg.Go(func() {
			for x, ok := r.Get(); ok; x, ok = r.Get() {
				mu.Lock()
				sum += x
				mu.Unlock()
			}
		})
	}
	for i := range 3 {
		r.Put(i + 1)
	}
	r.Close()
	wg.Wait()
	fmt.Println(sum)
	if sum != 6 {
		panic(sum)
	}
}
