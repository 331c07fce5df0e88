// A stack without locks: N goroutines push and pop K times each. Nothing is lost or popped twice.
package main

import (
	"sync"
	"sync/atomic"
)

const (
	N = 2
	K = 2
)

type node struct {
	value int32
	next  *node
}

type stack struct{ top atomic.Pointer[node] }

func (s *stack) push(value int32) {
	n := &node{value: value}
	for {
		n.next = s.top.Load()
		if s.top.CompareAndSwap(n.next, n) {
			return
		}
	}
}

func (s *stack) pop() int32 {
	for {
		old := s.top.Load()
		if old == nil {
			panic("empty")
		}
		if s.top.CompareAndSwap(old, old.next) {
			return old.value
		}
	}
}

func main() {
	var s stack
	var sum atomic.Int32
	var wg sync.WaitGroup
	for i := 0; i < N; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < K; k++ {
				s.push(int32(i*K + k))
				sum.Add(s.pop())
			}
		}()
	}
	wg.Wait()
	if sum.Load() != N*K*(N*K-1)/2 {
		panic("lost")
	}
}
