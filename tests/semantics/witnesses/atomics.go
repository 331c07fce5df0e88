// Every result of an atomic operation is printed, and what it publishes is read.
package main

import (
	"fmt"
	"sync/atomic"
)

var flag, other atomic.Int32
var data int

func main() {
	var n atomic.Int32
	n.Store(6)
	fmt.Println(n.And(3), n.Or(8), n.Swap(5), n.Add(2), n.Load())
	fmt.Println(n.CompareAndSwap(1, 2), n.CompareAndSwap(7, 9), n.Load())
	n.Add(4)
	fmt.Println(n.Load())
	go func() {
		data = 1
		flag.CompareAndSwap(0, 1)
	}()
	if flag.Load() == 1 {
		fmt.Println(data)
	}
}
