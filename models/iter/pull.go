package iter

import "internal/clock"

// A coroutine runs an iterator on a helper that takes turns with whoever calls next and stop.
type coroutine struct {
	started, done bool
	resumed       chan bool // false: the iterator is to stop
	given         chan bool
	panicked      bool
	reason        any
}

func newCoroutine() *coroutine { return &coroutine{resumed: make(chan bool), given: make(chan bool)} }

// turn lets the iterator go on to its next value, or to its end.
func (c *coroutine) turn(run func(), more bool) {
	if c.started {
		c.resumed <- more
	} else {
		c.started = true
		clock.Helper(func() { c.run(run) })
	}
	<-c.given
	if c.panicked {
		c.panicked = false
		panic(c.reason)
	}
}

func (c *coroutine) run(run func()) {
	finished := false
	defer func() {
		if !finished {
			c.panicked, c.reason = true, recover()
		}
		c.done = true
		c.given <- true
	}()
	run()
	finished = true
}

// yield hands a value over, and says whether to go on.
func (c *coroutine) yield() bool {
	c.given <- true
	return <-c.resumed
}

func (c *coroutine) stop(run func()) {
	if c.done {
		return
	}
	if !c.started {
		c.done = true
		return
	}
	c.done = true
	c.turn(run, false)
}

func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var v V
	c := newCoroutine()
	run := func() {
		seq(func(x V) bool {
			v = x
			return c.yield()
		})
	}
	next = func() (V, bool) {
		var zero V
		if c.done {
			return zero, false
		}
		c.turn(run, true)
		if c.done {
			return zero, false
		}
		return v, true
	}
	return next, func() { c.stop(run) }
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	type pair struct {
		k K
		v V
	}
	one, stop := Pull(func(yield func(pair) bool) {
		seq(func(k K, v V) bool { return yield(pair{k, v}) })
	})
	return func() (K, V, bool) {
		p, ok := one()
		return p.k, p.v, ok
	}, stop
}
