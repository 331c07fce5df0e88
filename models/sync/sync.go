// Package sync models Go's locks, conditions and the structures built from them.
//
//chancheck:runtime
package sync

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex has no owner and no queue: whoever comes when it is free may take it.
type Mutex struct {
	state int
}

func (m *Mutex) Lock()
func (m *Mutex) Unlock()
func (m *Mutex) TryLock() bool

// A RWMutex lets no new reader in once a writer has announced itself.
type RWMutex struct {
	writer, readers int
}

// announce waits until no other writer is there; from then on readers are refused.
func (m *RWMutex) announce()

// drain waits until the readers have left.
func (m *RWMutex) drain()

func (m *RWMutex) RLock()
func (m *RWMutex) TryRLock() bool
func (m *RWMutex) RUnlock()
func (m *RWMutex) TryLock() bool
func (m *RWMutex) Unlock()

func (m *RWMutex) Lock() {
	m.announce()
	m.drain()
}

type rlocker RWMutex

func (r *rlocker) Lock() { (*RWMutex)(r).RLock() }

func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// RLocker is m as a Locker for reading.
func (m *RWMutex) RLocker() Locker { return (*rlocker)(m) }

// A ticket is one goroutine's place in the queue of a Cond.
type ticket struct {
	notified int
}

// wait waits until the ticket has been notified.
func (t *ticket) wait(c *Cond)

// A notifyList is the queue of one Cond, not of its copies.
type notifyList struct {
	of *Cond
}

// A Cond queues goroutines in the order of their calls of Wait.
type Cond struct {
	L       Locker
	list    *notifyList
	checker *Cond
}

func (c *Cond) enlist(t *ticket)
func (c *Cond) signal()
func (c *Cond) broadcast()

// check panics if c is a copy of one that has been used.
func (c *Cond) check() {
	if c.checker == nil {
		c.checker = c
	}
	if c.checker != c {
		panic("sync.Cond is copied")
	}
	if c.list != nil && c.list.of != c {
		c.list = nil
	}
}

func (c *Cond) Signal() {
	c.check()
	c.signal()
}

func (c *Cond) Broadcast() {
	c.check()
	c.broadcast()
}

func NewCond(l Locker) *Cond {
	c := &Cond{L: l, list: new(notifyList)}
	c.list.of = c
	return c
}

// Wait takes its ticket before it unlocks, so that no signal is lost in between.
func (c *Cond) Wait() {
	c.check()
	if c.list == nil {
		c.list = &notifyList{of: c}
	}
	t := new(ticket)
	c.enlist(t)
	c.L.Unlock()
	t.wait(c)
	c.L.Lock()
}
