// Atomic and plain accesses of one variable race.
package main

import "sync/atomic"

var a, b, c, d, e, f, g, h int32

func main() {
	go func() {
		a = 1
		b = 1
		c = 1
		d = 1
		e = 1
		f = 1
		g = 1
		h = 1
	}()
	atomic.LoadInt32(&a)
	atomic.StoreInt32(&b, 2)
	atomic.SwapInt32(&c, 2)
	atomic.CompareAndSwapInt32(&d, 5, 2)
	atomic.AddInt32(&e, 2)
	atomic.AndInt32(&f, 2)
	atomic.OrInt32(&g, 2)
	if atomic.AddInt32(&h, 2) == 9 {
		println("never")
	}
}
