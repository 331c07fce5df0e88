//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var ErrLimited = errors.New("rate limited")

type Limiter struct {
	tokens chan struct{}
	stop   chan struct{}
	done   chan struct{}
	once   sync.Once
	denied atomic.Int64
}

func NewLimiter(burst int, every time.Duration) *Limiter {
	l := &Limiter{
		tokens: make(chan struct{}, burst),
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
	}
	for range burst {
		l.tokens <- struct{}{}
	}
	go l.refill(every)
	return l
}

func (l *Limiter) refill(every time.Duration) {
	defer close(l.done)
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			select {
			case l.tokens <- struct{}{}:
			default:
			}
		case <-l.stop:
			return
		}
	}
}

func (l *Limiter) Allow() bool {
	select {
	case <-l.tokens:
		return true
	default:
		l.denied.Add(1)
		return false
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case <-l.tokens:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrLimited, context.Cause(ctx))
	}
}

func (l *Limiter) Close() {
	l.once.Do(func() { close(l.stop) })
	<-l.done
}

func main() {
	l := NewLimiter(1, 10*time.Millisecond)
	defer l.Close()
	ctx, cancel := context.WithTimeoutCause(context.Background(), time.Second, errors.New("too slow"))
	defer cancel()
	errs := make(chan error, 2)
	for i := 0; i < 2; i++ {
		go func() { errs <- l.Wait(ctx) }()
	}
	for i := 0; i < cap(errs); i++ {
		if err := <-errs; err != nil && !errors.Is(err, ErrLimited) {
			panic(err)
		}
	}
	l.Allow()
	fmt.Println("done", l.denied.Load() <= 1)
}
