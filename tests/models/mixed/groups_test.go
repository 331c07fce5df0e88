package mixed

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

var errOne = errors.New("one")

func TestGroupUnderACancelledParent(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	g, ctx := errgroup.WithContext(parent)
	for range 2 {
		g.Go(func() error { <-ctx.Done(); return ctx.Err() })
	}
	cancel()
	if g.Wait() != context.Canceled {
		t.Error("not cancelled")
	}
}

// found: deadlock
func TestGroupThatDoesNotListen(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	g, ctx := errgroup.WithContext(parent)
	never := make(chan int)
	g.Go(func() error { <-ctx.Done(); return ctx.Err() })
	g.Go(func() error { <-never; return nil })
	cancel()
	g.Wait()
}

func TestFirstErrorEndsTheOthers(t *testing.T) {
	g, ctx := errgroup.WithContext(context.Background())
	n := 0
	g.Go(func() error { n++; return errOne })
	g.Go(func() error { <-ctx.Done(); n++; return ctx.Err() })
	if g.Wait() != errOne || n != 2 {
		t.Error("another error came first")
	}
}

// found: race
func TestGroupSharesACounter(t *testing.T) {
	var g errgroup.Group
	n := 0
	for range 2 {
		g.Go(func() error { n++; return nil })
	}
	g.Wait()
}

func TestLimitWithTryGo(t *testing.T) {
	var g errgroup.Group
	g.SetLimit(1)
	g.Go(func() error {
		g.TryGo(func() error { return nil })
		return nil
	})
	g.Wait()
}

// found: deadlock
func TestLimitWithGoInside(t *testing.T) {
	var g errgroup.Group
	g.SetLimit(1)
	g.Go(func() error {
		g.Go(func() error { return nil })
		return nil
	})
	g.Wait()
}

// A goroutine that took no place gives one back.
//
// found: deadlock race
func TestLimitIsSetLate(t *testing.T) {
	var g errgroup.Group
	g.Go(func() error { g.SetLimit(2); return nil })
	g.TryGo(func() error { return nil })
	g.Wait()
}

func TestWaiterGivesUp(t *testing.T) {
	s := semaphore.NewWeighted(2)
	s.Acquire(context.Background(), 2)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		if s.Acquire(ctx, 2) == nil {
			s.Release(2)
		}
	})
	wg.Go(func() {
		s.Acquire(context.Background(), 1)
		s.Release(1)
	})
	wg.Go(cancel)
	s.Release(2)
	wg.Wait()
	if !s.TryAcquire(2) {
		t.Error("something is still held")
	}
}

// found: panic
func TestWaiterReleasesWhatItHasNot(t *testing.T) {
	s := semaphore.NewWeighted(1)
	s.Acquire(context.Background(), 1)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		s.Acquire(ctx, 1)
		s.Release(1)
	})
	wg.Go(cancel)
	wg.Wait()
	s.Release(1)
}

func TestSemaphoreGuards(t *testing.T) {
	s := semaphore.NewWeighted(2)
	n := 0
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			s.Acquire(context.Background(), 2)
			n++
			s.Release(2)
		})
	}
	wg.Wait()
}

// found: race
func TestSemaphoreLetsTwoIn(t *testing.T) {
	s := semaphore.NewWeighted(2)
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			s.Acquire(context.Background(), 1)
			n++
			s.Release(1)
		})
	}
	wg.Wait()
}

func TestFlightsOfOneKey(t *testing.T) {
	var g singleflight.Group
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { g.Do("k", func() (any, error) { n++; return n, nil }) })
	}
	wg.Wait()
}

// found: race
func TestForgottenFlight(t *testing.T) {
	var g singleflight.Group
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			g.Forget("k")
			g.Do("k", func() (any, error) { n++; return n, nil })
		})
	}
	wg.Wait()
}

func TestFlightPanics(t *testing.T) {
	var g singleflight.Group
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is lost")
				}
			}()
			g.Do("k", func() (any, error) { panic("no") })
		})
	}
	wg.Wait()
}

// found: panic
func TestFlightWithAChannelPanics(t *testing.T) {
	var g singleflight.Group
	defer func() { recover() }()
	<-g.DoChan("k", func() (any, error) { panic("no") })
}

func TestFlightExits(t *testing.T) {
	var g singleflight.Group
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			g.Do("k", func() (any, error) { runtime.Goexit(); return nil, nil })
			t.Error("the caller goes on")
		}()
	}
	wg.Wait()
}

// found: deadlock
func TestDoneIsNotDeferred(t *testing.T) {
	var g singleflight.Group
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		g.Do("k", func() (any, error) { runtime.Goexit(); return nil, nil })
		wg.Done()
	}()
	wg.Wait()
}

// A result that was asked for by channel is there when the next flight begins.
func TestResultBeforeTheNextFlight(t *testing.T) {
	var g singleflight.Group
	first := g.DoChan("k", func() (any, error) { return 1, nil })
	<-g.DoChan("k", func() (any, error) {
		select {
		case <-first:
		default:
			panic("the first result is not there")
		}
		return 2, nil
	})
}
