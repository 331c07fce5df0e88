// Package semaphore models weighted semaphores, whose waiters are served strictly in order.
//
//chancheck:runtime
package semaphore

import (
	"context"
	"sync/atomic"
)

type waiter struct {
	n     int64
	ready chan struct{}
}

type Weighted struct {
	size, cur int64
	gate      int32
	waiters   []*waiter
}

func NewWeighted(n int64) *Weighted { return &Weighted{size: n} }

// enter begins a step on the semaphore: what follows up to the next operation belongs to it.
func (s *Weighted) enter() { atomic.AddInt32(&s.gate, 0) }

func cancelled(ctx context.Context) bool {
	if ctx.Done() == nil {
		return false
	}
	select {
	case <-ctx.Done():
		return true
	default:
		return false
	}
}

func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	if cancelled(ctx) {
		return ctx.Err()
	}
	s.enter()
	if s.size-s.cur >= n && len(s.waiters) == 0 {
		s.cur += n
		return nil
	}
	if n > s.size {
		<-ctx.Done()
		return ctx.Err()
	}
	w := &waiter{n, make(chan struct{})}
	s.waiters = append(s.waiters, w)
	select {
	case <-w.ready:
		if cancelled(ctx) {
			s.Release(n)
			return ctx.Err()
		}
		return nil
	case <-ctx.Done():
		s.giveUp(w)
		return ctx.Err()
	}
}

// giveUp leaves the queue, or returns what was granted meanwhile.
func (s *Weighted) giveUp(w *waiter) {
	s.enter()
	for i, other := range s.waiters {
		if other == w {
			s.waiters = without(s.waiters, i)
			if i == 0 && s.size > s.cur {
				s.notify()
			}
			return
		}
	}
	s.cur -= w.n
	s.notify()
}

func without(list []*waiter, i int) []*waiter {
	var rest []*waiter
	rest = append(rest, list[:i]...)
	return append(rest, list[i+1:]...)
}

func (s *Weighted) TryAcquire(n int64) bool {
	s.enter()
	if s.size-s.cur < n || len(s.waiters) > 0 {
		return false
	}
	s.cur += n
	return true
}

func (s *Weighted) Release(n int64) {
	s.enter()
	s.cur -= n
	if s.cur < 0 {
		panic("semaphore: released more than held")
	}
	s.notify()
}

// notify serves the waiters in order until one has to wait on. All are granted in this step.
func (s *Weighted) notify() {
	var served []*waiter
	for len(s.waiters) > 0 && s.size-s.cur >= s.waiters[0].n {
		s.cur += s.waiters[0].n
		served = append(served, s.waiters[0])
		s.waiters = without(s.waiters, 0)
	}
	for _, w := range served {
		close(w.ready)
	}
}
