// What is written before a read-modify-write is seen after another that finds its value.
package main

import "sync/atomic"

var a, b, c, d, e atomic.Int32
var x, y, z, u, v int

func main() {
	go func() {
		x = 1
		a.Add(1)
	}()
	go func() {
		y = 1
		b.Swap(1)
	}()
	go func() {
		z = 1
		c.Or(1)
	}()
	if a.Add(1) == 2 {
		x = 2
	}
	if b.Swap(2) == 1 {
		y = 2
	}
	if c.And(1) == 1 {
		z = 2
	}
	go func() {
		u = 1
		d.CompareAndSwap(0, 1)
	}()
	if d.CompareAndSwap(1, 2) {
		u = 2
	}
	go func() {
		v = 1
		e.CompareAndSwap(0, 1)
	}()
	if !e.CompareAndSwap(0, 2) {
		v = 2
	}
}
