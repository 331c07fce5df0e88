// A rate limiter: a refill goroutine puts a ticket into a bucket of B at each tick; N clients make K requests each and give up
// a request when their deadline comes first.
package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const (
	N = 2
	K = 1
	B = 1
)

type limiter struct {
	bucket chan struct{}
	stop   chan struct{}
}

func newLimiter() *limiter {
	l := &limiter{make(chan struct{}, B), make(chan struct{})}
	for range B {
		l.bucket <- struct{}{}
	}
	return l
}

func (l *limiter) refill(ticks <-chan time.Time) {
	for {
		select {
		case <-l.stop:
			return
		case <-ticks:
			select {
			case l.bucket <- struct{}{}:
			default: // full
			}
		}
	}
}

func (l *limiter) wait(ctx context.Context) error {
	select {
	case <-l.bucket:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	l := newLimiter()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	refilled := make(chan struct{})
	go func() {
		defer close(refilled)
		l.refill(ticker.C)
	}()
	var served, late atomic.Int32
	var wg sync.WaitGroup
	for range N {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range K {
				ctx, cancel := context.WithTimeout(context.Background(), time.Second)
				if l.wait(ctx) == nil {
					served.Add(1)
				} else {
					late.Add(1)
				}
				cancel()
			}
		}()
	}
	wg.Wait()
	close(l.stop)
	<-refilled
	if served.Load()+late.Load() != N*K {
		panic("a request was forgotten")
	}
}
