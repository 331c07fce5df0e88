package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var _, _, _, _ = context.Background, errors.New, runtime.Gosched, os.Exit
var _, _ = atomic.AddInt32, time.Sleep
var _ sync.Locker

type key int

type Twicer interface{ Twice() int }

type Box struct {
	n    int
	tags []string
}

func (b Box) Twice() int { return 2 * b.n }

type Counter struct {
	sync.Mutex
	n int
}

func (c *Counter) Add(n int) {
	c.Lock()
	defer c.Unlock()
	c.n += n
}

func (c *Counter) Get() int {
	c.Lock()
	defer c.Unlock()
	return c.n
}

// pass sends one more than it receives.
func pass(in <-chan int, out chan<- int, n int) {
	v, ok := <-in
	fmt.Println("pass", v, ok)
	out <- v + n
}

func Take[T comparable](c <-chan T, want T) bool {
	select {
	case v := <-c:
		return v == want
	default:
		return false
	}
}

func Each[T any](c <-chan T, f func(T)) {
	for v := range c {
		f(v)
	}
}

func Upto(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func Drain[T any](c <-chan T, most int) iter.Seq[T] {
	return func(yield func(T) bool) {
		defer fmt.Println("drained")
		for range most {
			v, ok := <-c
			if !ok || !yield(v) {
				return
			}
		}
	}
}

// Guarded sends, and says what went wrong with that.
func Guarded(c chan int, n int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("guarded: %v", r)
		}
	}()
	select {
	case c <- n:
	default:
		return errors.New("full")
	}
	return nil
}

