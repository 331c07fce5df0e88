// What TryLock, TryRLock and TryLock of a RWMutex say, and what they order.
package main

import (
	"fmt"
	"sync"
)

var x, y, z int

func main() {
	var m sync.Mutex
	var rw, rw2 sync.RWMutex
	rw.RLock()
	fmt.Println(rw.TryLock(), rw.TryRLock())
	rw.RUnlock()
	rw.RUnlock()
	fmt.Println(rw.TryLock(), rw.TryLock(), rw.TryRLock())
	rw.Unlock()
	go func() {
		m.Lock()
		x++
		m.Unlock()
	}()
	if m.TryLock() {
		x++
		fmt.Println(m.TryLock())
		m.Unlock()
	}
	go func() {
		rw.Lock()
		y++
		rw.Unlock()
	}()
	if rw.TryRLock() {
		fmt.Println(y)
		rw.RUnlock()
	}
	go func() {
		rw2.RLock()
		fmt.Println(z)
		rw2.RUnlock()
	}()
	if rw2.TryLock() {
		z++
		rw2.Unlock()
	}
}
