//chancheck:expect deadlock
package main

import (
	"fmt"
	"sync"
	"time"
)

type Debouncer struct {
	mu    sync.Mutex
	timer *time.Timer
	delay time.Duration
	wg    sync.WaitGroup
}

func (d *Debouncer) Call(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	d.wg.Add(1)
	d.timer = time.AfterFunc(d.delay, func() {
		defer d.wg.Done()
		f()
	})
}

func (d *Debouncer) Wait() { d.wg.Wait() }

func main() {
	var mu sync.Mutex
	saved := 0
	d := &Debouncer{delay: 10 * time.Millisecond}
	var callers sync.WaitGroup
	for range 2 {
		callers.Go(func() {
			d.Call(func() { mu.Lock(); saved++; mu.Unlock() })
		})
	}
	callers.Wait()
	d.Wait()
	mu.Lock()
	fmt.Println(saved > 0)
	mu.Unlock()
}
