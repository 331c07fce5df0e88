package context

import (
	"internal/clock"
	"time"
)

// A cancelCtx is a node of the tree of cancellation. Whoever finishes it sets err and cause in the same step.
type cancelCtx struct {
	parent     Context
	done       chan struct{}
	state      int32 // 1 when cancelled
	err, cause error
	holder     *cancelCtx // the node that has this one among its children
	children   family
	settling   chan struct{} // closed when the cancellation has reached all below; nil before and after
	alarm      *clock.Alarm  // of a deadline
	f          func()        // of AfterFunc
}

// A family is a set of nodes. Go's is one too, so that its members are cancelled in any order.
type family map[*cancelCtx]bool

// one is any of them.
func (f family) one() *cancelCtx {
	for child := range f {
		return child
	}
	return nil
}

// finish is one step: if *state is 0 it becomes 1, done is closed, and the answer is true.
func finish(done chan struct{}, state *int32) bool

// expire waits until the alarm goes off. In the same step *state becomes 1, and done is closed.
func expire(done chan struct{}, state *int32, alarm *clock.Alarm)

// look is one step that synchronises with the finish that set *state, and tells whether there was one.
func look(state *int32) bool

//chancheck:inside context; needs cancel it
func newNode(parent Context) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return &cancelCtx{parent: parent, done: make(chan struct{})}
}

func (c *cancelCtx) Deadline() (deadline time.Time, ok bool) { return c.parent.Deadline() }

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error {
	look(&c.state)
	return c.err
}

// nodeKey asks a context for the nearest node; contexts that the program defines hand the question on.
type nodeKey struct{}

func (c *cancelCtx) Value(key any) any {
	if _, ok := key.(nodeKey); ok {
		return c
	}
	return c.parent.Value(key)
}

func (c *cancelCtx) String() string { return name(c.parent) + ".WithCancel" }

// nearest is the node whose cancellation is ctx's, nil if ctx has a Done of its own.
func nearest(ctx Context) *cancelCtx {
	c, ok := ctx.Value(nodeKey{}).(*cancelCtx)
	if !ok || ctx.Done() != c.Done() {
		return nil
	}
	return c
}

type afterFuncer interface {
	AfterFunc(func()) func() bool
}

// attach makes the parent's cancellation c's. A child whose parent is found to be cancelled is so from the beginning.
// One that is entered just before is reached by that cancellation: no difference.
func (c *cancelCtx) attach() {
	if c.parent.Done() == nil {
		return
	}
	p := nearest(c.parent)
	switch {
	case p == nil:
		c.watch()
	case !c.enter(p):
		look(&p.state)
		p.await()
		c.cancel(p.err, p.cause)
	}
}

// enter makes c a child of p, unless p is cancelled.
//
//chancheck:step
func (c *cancelCtx) enter(p *cancelCtx) bool {
	if p.state != 0 {
		return false
	}
	c.holder = p
	if p.children == nil {
		p.children = family{}
	}
	p.children[c] = true
	return true
}

// await waits while a cancellation is at work below c: in Go its goroutine holds c's lock.
func (c *cancelCtx) await() {
	if settling := c.settling; settling != nil {
		<-settling
	}
}

// watch follows a parent that is not of this package.
func (c *cancelCtx) watch() {
	parent := c.parent
	select {
	case <-parent.Done():
		c.cancel(parent.Err(), Cause(parent))
		return
	default:
	}
	if own, ok := parent.(afterFuncer); ok {
		own.AfterFunc(func() { c.cancel(parent.Err(), Cause(parent)) })
		return
	}
	go func() {
		select {
		case <-parent.Done():
			c.cancel(parent.Err(), Cause(parent))
		case <-c.done:
		}
	}()
}

// cancel finishes c and then, step by step, all below it. The first cancellation counts; others return after it.
func (c *cancelCtx) cancel(err, cause error) {
	if cause == nil {
		cause = err
	}
	children, first := c.settle(c.done, err, cause)
	if !first {
		c.await()
		return
	}
	c.spread(children, err, cause)
}

// overrun is the cancellation at a deadline. It is the first: any other one disarms the alarm.
func (c *cancelCtx) overrun(alarm *clock.Alarm, cause error) {
	if cause == nil {
		cause = DeadlineExceeded
	}
	c.spread(c.end(c.done, alarm, cause), DeadlineExceeded, cause)
}

// spread cancels, step by step, all below c.
func (c *cancelCtx) spread(children family, err, cause error) {
	if c.f != nil {
		go c.f()
	}
	for len(children) > 0 {
		child := children.one()
		delete(children, child)
		child.cancel(err, cause)
	}
	if c.settling != nil {
		close(c.settling)
		c.settling = nil
	}
}

// settle is what the first cancellation does to c itself. done: that of c, which never changes.
//
//chancheck:step
func (c *cancelCtx) settle(done chan struct{}, err, cause error) (children family, first bool) {
	if !finish(done, &c.state) {
		return nil, false
	}
	return c.over(err, cause), true
}

// end is what a deadline does to c itself.
//
//chancheck:step
func (c *cancelCtx) end(done chan struct{}, alarm *clock.Alarm, cause error) (children family) {
	expire(done, &c.state, alarm)
	return c.over(DeadlineExceeded, cause)
}

// over notes that c is cancelled, and gives up its children.
//
//chancheck:step
func (c *cancelCtx) over(err, cause error) (children family) {
	c.err, c.cause = err, cause
	c.retire()
	children = c.children
	c.children = nil
	if len(children) > 0 {
		c.settling = make(chan struct{})
	}
	return children
}

// retire drops what c no longer needs: its alarm and its place in the tree.
//
//chancheck:step
func (c *cancelCtx) retire() {
	if c.alarm != nil {
		c.alarm.Disarm()
		c.alarm = nil
	}
	if c.holder == nil {
		return
	}
	delete(c.holder.children, c)
	if len(c.holder.children) == 0 {
		c.holder.children = nil
	}
	c.holder = nil
}

// Cause is the cause of the nearest cancellation.
func Cause(c Context) error {
	node, ok := c.Value(nodeKey{}).(*cancelCtx)
	if !ok {
		return c.Err()
	}
	if look(&node.state) {
		node.await()
		return node.cause
	}
	if c.Done() == node.Done() {
		return nil
	}
	return c.Err()
}

// AfterFunc starts f in its own goroutine once ctx is cancelled; stop reports whether it has kept that from happening.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	c := newNode(ctx)
	c.f = f
	c.attach()
	return func() bool {
		_, first := c.settle(c.done, Canceled, Canceled)
		return first
	}
}
