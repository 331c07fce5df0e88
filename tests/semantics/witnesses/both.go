// And publishes, Or and a failed compare-and-swap see what was published.
package main

import "sync/atomic"

var a, b atomic.Int32
var x, y int

func main() {
	a.Store(3)
	go func() {
		x = 1
		a.And(1)
	}()
	if a.Or(4) == 1 {
		x = 2
	}
	b.Store(1)
	go func() {
		y = 1
		b.Store(2)
	}()
	if !b.CompareAndSwap(1, 1) {
		y = 2
	}
}
