//chancheck:expect deadlock panic race
package lifecycle

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

type State int

const (
	Idle State = iota
	Running
	Stopping
	Stopped
)

func (s State) String() string {
	return [...]string{"idle", "running", "stopping", "stopped"}[s]
}

type Service interface {
	Start(ctx context.Context) error
	Stop() error
	State() State
}

type base struct {
	sync.RWMutex
	state    State
	quit     chan struct{}
	stopOnce sync.Once
	ready    *sync.Cond
}

func (b *base) State() State {
	b.RLock()
	defer b.RUnlock()
	return b.state
}

func (b *base) transition(from, to State) error {
	b.RLock()
	if b.state != from {
		b.RUnlock()
		return errors.New("in " + b.state.String())
	}
	b.RUnlock()
	b.Lock()
	defer b.Unlock()
	b.state = to
	return nil
}

type ticker struct {
	base
	interval time.Duration
	callback func(n int)
	wg       sync.WaitGroup
}

func newTicker(d time.Duration, cb func(int)) *ticker {
	t := &ticker{base: base{quit: make(chan struct{})}, interval: d, callback: cb}
	t.ready = sync.NewCond(t.RLocker())
	return t
}

func (t *ticker) Start(ctx context.Context) error {
	if err := t.transition(Idle, Running); err != nil {
		return err
	}
	t.wg.Add(1)
	go t.run(ctx)
	return nil
}

func (t *ticker) run(ctx context.Context) {
	defer t.wg.Done()
	tick := time.NewTicker(t.interval)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-tick.C:
			t.callback(n)
		case <-t.quit:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Stop holds the lock while it waits: a callback that asks for the state stands for ever.
func (t *ticker) Stop() error {
	t.Lock()
	defer t.Unlock()
	if t.state != Running {
		return errors.New("not running")
	}
	t.state = Stopping
	close(t.quit)
	t.wg.Wait()
	t.state = Stopped
	return nil
}

type fixed struct{ *ticker }

func (f fixed) Stop() error {
	f.Lock()
	if f.state != Running {
		f.Unlock()
		return errors.New("not running")
	}
	f.state = Stopping
	f.Unlock()
	f.stopOnce.Do(func() { close(f.quit) })
	f.wg.Wait()
	f.Lock()
	defer f.Unlock()
	f.state = Stopped
	return nil
}

func drive(t *testing.T, s Service) {
	if err := s.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err != nil {
		t.Fatalf("stop: %v", err)
	}
	if got := s.State(); got != Stopped {
		t.Fatalf("state %v", got)
	}
}

func TestStopHoldsLock(t *testing.T) {
	var s *ticker
	s = newTicker(time.Millisecond, func(n int) { _ = s.State() })
	drive(t, s)
}

func TestStopFixed(t *testing.T) {
	var s *ticker
	s = newTicker(time.Millisecond, func(n int) { _ = s.State() })
	drive(t, fixed{s})
}

// two starters: check, then act
func TestTwoStarts(t *testing.T) {
	s := newTicker(time.Millisecond, func(int) {})
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if s.Start(context.Background()) == nil {
				defer s.Stop()
			}
		}()
	}
	wg.Wait()
}
