// Package context models cancellation: a tree of nodes, each with a channel that is closed once.
//
//chancheck:runtime
package context

import (
	"errors"
	"internal/clock"
	"internal/text"
	"time"
)

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

type CancelFunc func()

type CancelCauseFunc func(cause error)

var Canceled = errors.New("context canceled")

var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string { return "context deadline exceeded" }

func (deadlineExceededError) Timeout() bool { return true }

func (deadlineExceededError) Temporary() bool { return true }

type emptyCtx struct{}

func (emptyCtx) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }

func (emptyCtx) Done() <-chan struct{} { return nil }

func (emptyCtx) Err() error { return nil }

func (emptyCtx) Value(key any) any { return nil }

type backgroundCtx struct{ emptyCtx }

func (backgroundCtx) String() string { return "context.Background" }

type todoCtx struct{ emptyCtx }

func (todoCtx) String() string { return "context.TODO" }

func Background() Context { return backgroundCtx{} }

func TODO() Context { return todoCtx{} }

func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := newNode(parent)
	c.attach()
	return c, func() { c.cancel(Canceled, nil) }
}

func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := newNode(parent)
	c.attach()
	return c, func(cause error) { c.cancel(Canceled, cause) }
}

func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithTimeoutCause(parent, timeout, nil)
}

func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return withDeadline(parent, time.Now().Add(timeout), timeout, cause)
}

func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	return withDeadline(parent, d, left(d), cause)
}

// left is the time until d; without a clock there is some, unless d is zero.
func left(d time.Time) time.Duration {
	switch {
	case d.IsZero():
		return 0
	case clock.Virtual():
		return time.Until(d)
	}
	return 1
}

// withDeadline has a helper cancel the context at its deadline, after so much time. An earlier deadline above counts.
func withDeadline(parent Context, d time.Time, after time.Duration, cause error) (Context, CancelFunc) {
	if parent != nil && clock.Virtual() {
		if above, ok := parent.Deadline(); ok && above.Before(d) {
			return WithCancel(parent)
		}
	}
	t := &timerCtx{cancelCtx: *newNode(parent), deadline: d}
	c := &t.cancelCtx
	c.attach()
	past := after <= 0
	if !past && c.state == 0 && clock.Scheduled && !clock.Virtual() {
		past = text.Choose(2) == 1 // the time is over when it is looked at, before anybody waits for it
	}
	if past {
		c.cancel(DeadlineExceeded, cause)
	} else if c.state == 0 {
		alarm := clock.NewAlarm(clock.After(int64(after)))
		c.alarm = alarm
		clock.Helper(func() { c.overrun(alarm, cause) })
	}
	return t, func() { c.cancel(Canceled, nil) }
}

type timerCtx struct {
	cancelCtx
	deadline time.Time
}

func (t *timerCtx) Deadline() (deadline time.Time, ok bool) { return t.deadline, true }

func (t *timerCtx) String() string {
	return name(t.parent) + ".WithDeadline(" + t.deadline.String() + " [" + text.Unknown("the time that is left") + "])"
}

func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	switch text.Kind(key) {
	case text.KindSlice, text.KindMap, text.KindFunc:
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

type valueCtx struct {
	Context
	key, val any
}

func (c *valueCtx) Value(key any) any {
	if c.key == key {
		return c.val
	}
	return c.Context.Value(key)
}

func (c *valueCtx) String() string {
	return name(c.Context) + ".WithValue(" + describe(c.key) + ", " + describe(c.val) + ")"
}

func WithoutCancel(parent Context) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return withoutCancelCtx{parent}
}

type withoutCancelCtx struct {
	c Context
}

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }

func (withoutCancelCtx) Done() <-chan struct{} { return nil }

func (withoutCancelCtx) Err() error { return nil }

func (c withoutCancelCtx) Value(key any) any {
	if _, ok := key.(nodeKey); ok {
		return nil
	}
	return c.c.Value(key)
}

func (c withoutCancelCtx) String() string { return name(c.c) + ".WithoutCancel" }

type stringer interface{ String() string }

func name(c Context) string {
	if s, ok := c.(stringer); ok {
		return s.String()
	}
	return text.TypeName(c)
}

func describe(x any) string {
	switch x := x.(type) {
	case stringer:
		return x.String()
	case string:
		return x
	case nil:
		return "<nil>"
	}
	return text.TypeName(x)
}
