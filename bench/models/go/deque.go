// A queue that its owner pushes to and pops from at one end, and T thieves steal from at the other (Chase and Lev).
package main

import (
	"sync"
	"sync/atomic"
)

const (
	T = 1
	K = 2
)

type deque struct {
	top, bottom atomic.Int32
	tasks       [K + 1]atomic.Int32
}

func (d *deque) push(task int32) {
	b := d.bottom.Load()
	d.tasks[b].Store(task)
	d.bottom.Store(b + 1)
}

func (d *deque) pop() int32 {
	b := d.bottom.Add(-1)
	t := d.top.Load()
	if t > b {
		d.bottom.Store(t)
		return 0
	}
	task := d.tasks[b].Load()
	if t == b {
		if !d.top.CompareAndSwap(t, t+1) {
			task = 0
		}
		d.bottom.Store(t + 1)
	}
	return task
}

func (d *deque) steal() int32 {
	t := d.top.Load()
	if t >= d.bottom.Load() {
		return 0
	}
	task := d.tasks[t].Load()
	if !d.top.CompareAndSwap(t, t+1) {
		return 0
	}
	return task
}

func main() {
	var d deque
	var taken [K + 1]atomic.Int32
	do := func(task int32) {
		if task != 0 && taken[task].Add(1) > 1 {
			panic("taken twice")
		}
	}
	var wg sync.WaitGroup
	for i := 0; i < T; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < K; k++ {
				do(d.steal())
			}
		}()
	}
	for k := int32(1); k <= K; k++ {
		d.push(k)
		if k%2 == 0 {
			do(d.pop())
		}
	}
	for k := 0; k < K; k++ {
		do(d.pop())
	}
	wg.Wait()
	for k := 1; k <= K; k++ {
		if taken[k].Load() != 1 {
			panic("lost")
		}
	}
}
