// An addition whose result is used publishes what was written before it.
package main

import "sync/atomic"

var a atomic.Int32
var x int

func main() {
	go func() {
		x = 1
		if a.Add(1) == 9 {
			x = 3
		}
	}()
	if a.Load() == 1 {
		x = 2
	}
}
