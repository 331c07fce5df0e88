// Broadcast wakes all who wait; with nobody waiting it does nothing.
package main

import "sync"

func main() {
	var m sync.Mutex
	c := sync.NewCond(&m)
	c.Broadcast()
	ready := 0
	done := make(chan bool)
	for range 2 {
		go func() {
			m.Lock()
			ready++
			c.Wait()
			m.Unlock()
			done <- true
		}()
	}
	for {
		m.Lock()
		if ready == 2 {
			break
		}
		m.Unlock()
	}
	c.Broadcast()
	m.Unlock()
	<-done
	<-done
}
