//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Res struct {
	refs   atomic.Int32
	closed bool
}

func Open() *Res { r := &Res{}; r.refs.Store(1); return r }
func (r *Res) Retain() bool {
	for {
		n := r.refs.Load()
		if n == 0 {
			return false
		}
		if r.refs.CompareAndSwap(n, n+1) {
			return true
		}
	}
}
func (r *Res) Release() {
	if r.refs.Add(-1) == 0 {
		if r.closed {
			panic("closed twice")
		}
		r.closed = true
	}
}

func main() {
	r := Open()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if r.Retain() {
				_ = r.closed
				r.Release()
			}
		})
	}
	r.Release()
	wg.Wait()
	fmt.Println(r.closed)
}
