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

//chancheck:permits takes; cells 1 0; needs Release
func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	if cancelled(ctx) {
		return ctx.Err()
	}
	granted, w := s.ask(n)
	if granted {
		return nil
	}
	if w == nil {
		return s.never(ctx)
	}
	select {
	case <-w.ready:
		if cancelled(ctx) {
			s.Release(n)
			return ctx.Err()
		}
		return nil
	case <-ctx.Done():
		wake(s.leave(w))
		return ctx.Err()
	}
}

// never waits for more than there is.
//
//chancheck:inside excess; as semaphore.Weighted.Acquire; needs cancel its context
func (s *Weighted) never(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// enter is the operation of each step on the semaphore. A step is what Go does under the lock.
//
//chancheck:step
func (s *Weighted) enter() { atomic.AddInt32(&s.gate, 0) }

// ask takes n, or enters the queue; there is no place in it for more than can ever be had.
//
//chancheck:step
func (s *Weighted) ask(n int64) (granted bool, w *waiter) {
	s.enter()
	if s.size-s.cur >= n && len(s.waiters) == 0 {
		s.cur += n
		return true, nil
	}
	if n > s.size {
		return false, nil
	}
	w = &waiter{n, make(chan struct{})}
	s.waiters = append(s.waiters, w)
	return false, w
}

// leave takes w out of the queue, or gives back what was granted meanwhile.
//
//chancheck:step
func (s *Weighted) leave(w *waiter) (served []*waiter) {
	s.enter()
	for i, other := range s.waiters {
		if other == w {
			s.waiters = without(s.waiters, i)
			if i == 0 && s.size > s.cur {
				return s.serve()
			}
			return nil
		}
	}
	s.cur -= w.n
	return s.serve()
}

func without(list []*waiter, i int) []*waiter {
	var rest []*waiter
	rest = append(rest, list[:i]...)
	return append(rest, list[i+1:]...)
}

//chancheck:permits takes; cells 1 0; needs Release
//chancheck:step
func (s *Weighted) TryAcquire(n int64) bool {
	s.enter()
	if s.size-s.cur < n || len(s.waiters) > 0 {
		return false
	}
	s.cur += n
	return true
}

//chancheck:permits gives
func (s *Weighted) Release(n int64) { wake(s.free(n)) }

//chancheck:step
func (s *Weighted) free(n int64) []*waiter {
	s.enter()
	s.cur -= n
	if s.cur < 0 {
		panic("semaphore: released more than held")
	}
	return s.serve()
}

// serve grants the waiters in order until one has to wait on.
//
//chancheck:step
func (s *Weighted) serve() (served []*waiter) {
	for len(s.waiters) > 0 && s.size-s.cur >= s.waiters[0].n {
		s.cur += s.waiters[0].n
		served = append(served, s.waiters[0])
		s.waiters = without(s.waiters, 0)
	}
	return served
}

// wake lets those go on whose step has granted what they asked for. When they learn of it makes no difference to others.
func wake(served []*waiter) {
	for _, w := range served {
		close(w.ready)
	}
}
