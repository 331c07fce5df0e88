// Package singleflight models the suppression of duplicate calls.
//
//chancheck:runtime
package singleflight

import (
	"errors"
	"internal/text"
	"runtime"
	"sync"
	"sync/atomic"
)

type call struct {
	wg    sync.WaitGroup
	val   any
	err   error
	dups  int
	chans []chan<- Result
}

type Group struct {
	gate int32
	m    map[string]*call
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

func (p *panicError) Error() string { return text.Value(p.value) + "\n\n" + text.Opaque() }

func (p *panicError) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

// enter begins a step on the group: what follows up to the next operation belongs to it.
func (g *Group) enter() {
	atomic.AddInt32(&g.gate, 0)
	if g.m == nil {
		g.m = make(map[string]*call)
	}
}

func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	g.enter()
	if c, ok := g.m[key]; ok {
		c.dups++
		c.wg.Wait()
		if e, ok := c.err.(*panicError); ok {
			panic(e)
		}
		if c.err == errGoexit {
			runtime.Goexit()
		}
		return c.val, c.err, true
	}
	c := new(call)
	g.m[key] = c
	c.wg.Add(1)
	g.run(c, key, fn)
	return c.val, c.err, c.dups > 0
}

func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result {
	ch := make(chan Result, 1)
	g.enter()
	if c, ok := g.m[key]; ok {
		c.dups++
		c.chans = append(c.chans, ch)
		return ch
	}
	c := &call{chans: []chan<- Result{ch}}
	g.m[key] = c
	c.wg.Add(1)
	go g.run(c, key, fn)
	return ch
}

// run calls fn and hands its result out; a panic or Goexit in fn goes on, here and in all who wait.
func (g *Group) run(c *call, key string, fn func() (any, error)) {
	returned := false
	defer func() {
		var p *panicError
		if !returned {
			if x := recover(); x != nil {
				p = &panicError{x}
				c.err = p
			} else {
				c.err = errGoexit
			}
		}
		g.finish(c, key)
		if p != nil && len(c.chans) > 0 {
			go func() { panic(p) }()
			select {}
		}
		if p != nil {
			panic(p)
		}
		if !returned {
			return
		}
		for _, ch := range c.chans {
			ch <- Result{c.val, c.err, c.dups > 0}
		}
	}()
	c.val, c.err = fn()
	returned = true
}

func (g *Group) finish(c *call, key string) {
	g.enter()
	if g.m[key] == c {
		delete(g.m, key)
	}
	c.wg.Done()
}

// Forget lets the next call of Do run its function although an earlier one is at work.
func (g *Group) Forget(key string) {
	g.enter()
	delete(g.m, key)
}
