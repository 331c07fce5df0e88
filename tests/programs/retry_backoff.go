//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"sync"
	"time"
)

type Temporary interface{ Temporary() bool }

type netError struct {
	op   string
	temp bool
}

func (e netError) Error() string   { return e.op + " failed" }
func (e netError) Temporary() bool { return e.temp }

type Backoff struct {
	Base, Max time.Duration
	Factor    float64
	Jitter    bool
}

func (b Backoff) Next(attempt int) time.Duration {
	d := float64(b.Base)
	for i := 0; i < attempt; i++ {
		d *= b.Factor
	}
	if b.Jitter {
		d += float64(rand.Intn(10))
	}
	if time.Duration(d) > b.Max {
		return b.Max
	}
	return time.Duration(d)
}

func Retry(ctx context.Context, attempts int, b Backoff, op func(context.Context) error) (err error) {
	for i := 0; i < attempts; i++ {
		if err = op(ctx); err == nil {
			return nil
		}
		var t Temporary
		if !errors.As(err, &t) || !t.Temporary() {
			return fmt.Errorf("attempt %d: %w", i+1, err)
		}
		timer := time.NewTimer(b.Next(i))
		select {
		case <-timer.C:
		case <-ctx.Done():
			if !timer.Stop() {
				<-timer.C
			}
			return errors.Join(ctx.Err(), err)
		}
	}
	return fmt.Errorf("giving up after %d attempts: %w", attempts, err)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	var mu sync.Mutex
	calls := map[string]int{}
	op := func(name string, failures int) func(context.Context) error {
		return func(context.Context) error {
			mu.Lock()
			defer mu.Unlock()
			calls[name]++
			if calls[name] <= failures {
				return &netError{op: name, temp: true}
			}
			return nil
		}
	}
	b := Backoff{Base: time.Millisecond, Max: time.Second, Factor: 2, Jitter: true}
	errs := make(chan error)
	for name, failures := range map[string]int{"dial": 1, "auth": 0} {
		go func() { errs <- Retry(ctx, 3, b, op(name, failures)) }()
	}
	for range 2 {
		if err := <-errs; err != nil && !errors.Is(err, context.DeadlineExceeded) {
			panic(err)
		}
	}
	fmt.Println("ok")
}
