package mixed

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

func TestAfterFuncOfAChild(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	child, stopChild := context.WithCancel(parent)
	defer stopChild()
	n, done := 0, make(chan bool)
	context.AfterFunc(child, func() { n++; close(done) })
	cancel()
	<-done
	n++
}

// found: race
func TestAfterFuncIsNotAwaited(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	child, stopChild := context.WithCancel(parent)
	defer stopChild()
	n, done := 0, make(chan bool)
	context.AfterFunc(child, func() { n++; close(done) })
	cancel()
	n++
	<-done
}

func TestStoppedAfterFunc(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n, done := 0, make(chan bool)
	stop := context.AfterFunc(ctx, func() { n++; close(done) })
	go cancel()
	if !stop() {
		<-done
	}
	n++
}

// found: race
func TestAnswerOfStopIsIgnored(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	stop := context.AfterFunc(ctx, func() { n++ })
	go cancel()
	stop()
	n++
}

// A cancellation is over when any call of the function returns: below, too.
func TestTwoCancel(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	child, stop := context.WithCancel(parent)
	defer stop()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			cancel()
			if child.Err() == nil {
				panic("the child is alive")
			}
		})
	}
	wg.Wait()
}

// The parent's Done is closed before the child's.
//
// found: panic
func TestDoneOfTheParent(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	child, stop := context.WithCancel(parent)
	defer stop()
	go cancel()
	<-parent.Done()
	if child.Err() == nil {
		panic("the child is alive")
	}
}

func TestThreeDerive(t *testing.T) {
	root, cancel := context.WithCancelCause(context.Background())
	cause := errors.New("cause")
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			ctx, stop := context.WithCancel(context.WithValue(root, "i", i))
			defer stop()
			if i == 0 {
				cancel(cause)
			}
			<-ctx.Done()
			if context.Cause(ctx) != cause || ctx.Value("i") != i {
				t.Error("wrong cause or value")
			}
		})
	}
	wg.Wait()
}

// found: failure
func TestFirstCauseCounts(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	first, second := errors.New("first"), errors.New("second")
	var wg sync.WaitGroup
	wg.Go(func() { cancel(first) })
	wg.Go(func() { cancel(second) })
	wg.Wait()
	if context.Cause(ctx) != first {
		t.Error("the second came first")
	}
}

func TestOneCancels(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := 0
	go func() { x = 1; cancel() }()
	<-ctx.Done()
	x++
}

// The call that comes second orders nothing.
//
// found: race
func TestAnotherCancels(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := 0
	go func() { x = 1; cancel() }()
	go cancel()
	<-ctx.Done()
	x++
}

// Children of one parent know nothing of one another.
//
// found: race
func TestDerivingOrdersNothing(t *testing.T) {
	root, cancel := context.WithCancel(context.Background())
	defer cancel()
	x := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			_, stop := context.WithTimeout(root, time.Millisecond)
			x++
			stop()
		})
	}
	wg.Wait()
}

func TestWaitersOfADeadline(t *testing.T) {
	root, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			ctx, stop := context.WithTimeout(root, time.Minute)
			defer stop()
			<-ctx.Done()
		})
	}
	wg.Wait()
}

// found: leak
func TestWithoutCancelIsNeverDone(t *testing.T) {
	root, cancel := context.WithCancel(context.Background())
	go func() { <-context.WithoutCancel(root).Done() }()
	cancel()
	<-root.Done()
}
