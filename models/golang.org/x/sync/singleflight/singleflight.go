// Package singleflight models the suppression of duplicate calls.
package singleflight

import (
	"errors"
	"internal/text"
	"runtime"
	"sync"
)

// A call's results are written before the Done of its wg, the rest under the group's lock.
type call struct {
	wg    sync.WaitGroup
	val   any
	err   error
	dups  int
	chans []chan<- Result
}

type Group struct {
	mu sync.Mutex
	m  map[string]*call
}

type Result struct {
	Val    any
	Err    error
	Shared bool
}

var errGoexit = errors.New("runtime.Goexit was called")

// A panicError is a panic of the function, for all who waited for it.
type panicError struct {
	value any
}

func (p *panicError) Error() string {
	return text.Value(p.value) + "\n\n" + text.Unknown("the stack of a panic")
}

func (p *panicError) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

// enlist gives the call at work for the key and counts the caller in, or a new call and true. ch: where the caller waits.
func (g *Group) enlist(key string, ch chan<- Result) (c *call, first bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.m == nil {
		g.m = make(map[string]*call)
	}
	c, ok := g.m[key]
	if ok {
		c.dups++
	} else {
		c = new(call)
		c.wg.Add(1)
		g.m[key] = c
	}
	if ch != nil {
		c.chans = append(c.chans, ch)
	}
	return c, !ok
}

//chancheck:inside duplicate; needs end that call; runs run
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	c, first := g.enlist(key, nil)
	if first {
		g.run(c, key, fn)
		return c.val, c.err, c.dups > 0
	}
	c.wg.Wait()
	if e, ok := c.err.(*panicError); ok {
		panic(e)
	}
	if c.err == errGoexit {
		runtime.Goexit()
	}
	return c.val, c.err, true
}

func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result {
	ch := make(chan Result, 1)
	if c, first := g.enlist(key, ch); first {
		go g.run(c, key, fn)
	}
	return ch
}

// run calls fn and hands its result out; a panic or Goexit in fn ends this goroutine and all that wait.
func (g *Group) run(c *call, key string, fn func() (any, error)) {
	returned, recovered := false, false
	defer func() {
		if !returned && !recovered {
			c.err = errGoexit
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		c.wg.Done()
		if g.m[key] == c {
			delete(g.m, key)
		}
		p, panicked := c.err.(*panicError)
		switch {
		case panicked && len(c.chans) > 0:
			go func() { panic(p) }() // those who wait on channels would never be woken; no caller may recover it
			select {}
		case panicked:
			panic(p)
		case returned:
			for _, ch := range c.chans {
				ch <- Result{c.val, c.err, c.dups > 0}
			}
		}
	}()
	func() {
		defer func() {
			if !returned {
				if x := recover(); x != nil {
					c.err = &panicError{x}
				}
			}
		}()
		c.val, c.err = fn()
		returned = true
	}()
	recovered = !returned
}

// Forget lets the next call of Do run its function although an earlier one is at work.
func (g *Group) Forget(key string) {
	g.mu.Lock()
	delete(g.m, key)
	g.mu.Unlock()
}
