package sync

import "sync/atomic"

// Once runs one function once.
type Once struct {
	done uint32
	m    Mutex
}

// Do tells from a plain look at the flag which way to go: who sees it set still has to synchronise with the setting,
// who does not finds out under the lock.
//
//chancheck:inside once
func (o *Once) Do(f func()) {
	if o.done != 0 {
		atomic.LoadUint32(&o.done)
		return
	}
	o.m.Lock()
	defer o.m.Unlock()
	if o.done == 0 {
		defer atomic.StoreUint32(&o.done, 1)
		f()
	}
}

// outcome remembers how a function ended.
type outcome struct {
	once     Once
	returned bool
	panicked any
}

// run calls f the first time; every call panics if f did.
func (o *outcome) run(f func()) {
	o.once.Do(func() {
		defer func() {
			if !o.returned {
				o.panicked = recover()
				panic(o.panicked)
			}
		}()
		f()
		o.returned = true
	})
	if !o.returned {
		panic(o.panicked)
	}
}

//chancheck:inside once; returned
func OnceFunc(f func()) func() {
	o := new(outcome)
	return func() { o.run(f) }
}

//chancheck:inside once; returned
func OnceValue[T any](f func() T) func() T {
	o := new(outcome)
	var result T
	return func() T {
		o.run(func() { result = f() })
		return result
	}
}

//chancheck:inside once; returned
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	o := new(outcome)
	var first T1
	var second T2
	return func() (T1, T2) {
		o.run(func() { first, second = f() })
		return first, second
	}
}
