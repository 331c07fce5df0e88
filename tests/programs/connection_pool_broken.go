//chancheck:expect deadlock
package main

import (
	"container/list"
	"errors"
	"fmt"
	"io"
	"sync"
)

type Conn interface {
	io.Closer
	Ping() error
}

type fakeConn struct {
	id     int
	closed bool
}

func (c *fakeConn) Ping() error {
	if c.closed {
		return io.ErrClosedPipe
	}
	return nil
}

func (c *fakeConn) Close() error {
	if c.closed {
		return errors.New("already closed")
	}
	c.closed = true
	return nil
}

type ConnPool struct {
	mu      sync.Mutex
	cond    *sync.Cond
	idle    *list.List
	open    int
	max     int
	dial    func(id int) (Conn, error)
	closed  bool
	waiters int
}

var ErrPoolClosed = errors.New("pool closed")

func NewConnPool(max int, dial func(int) (Conn, error)) *ConnPool {
	p := &ConnPool{max: max, dial: dial, idle: list.New()}
	p.cond = sync.NewCond(&p.mu)
	return p
}

func (p *ConnPool) Get() (Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if p.closed {
			return nil, ErrPoolClosed
		}
		if e := p.idle.Front(); e != nil {
			p.idle.Remove(e)
			return e.Value.(Conn), nil
		}
		if p.open < p.max {
			p.open++
			c, err := p.dial(p.open)
			if err != nil {
				p.open--
				return nil, err
			}
			return c, nil
		}
		p.waiters++
		p.cond.Wait()
		p.waiters--
	}
}

func (p *ConnPool) Put(c Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		c.Close()
		return
	}
	p.idle.PushBack(c)
	p.cond.Signal()
}

func (p *ConnPool) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	var errs []error
	for e := p.idle.Front(); e != nil; e = e.Next() {
		if err := e.Value.(Conn).Close(); err != nil {
			errs = append(errs, err)
		}
	}
	p.idle.Init()
	p.cond.Broadcast()
	return errors.Join(errs...)
}

func main() {
	p := NewConnPool(1, func(id int) (Conn, error) { return &fakeConn{id: id}, nil })
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c, err := p.Get()
			if err != nil {
				if !errors.Is(err, ErrPoolClosed) {
					panic(err)
				}
				return
			}
			if err := c.Ping(); err != nil {
				panic(err)
			}
			if c.(*fakeConn).id == 0 {
				p.Put(c) // the connection is only given back on the way that is never taken
			}
		}()
	}
	wg.Wait()
	if err := p.Close(); err != nil {
		panic(err)
	}
	_, err := p.Get()
	fmt.Println(err)
}
