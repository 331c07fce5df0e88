//chancheck:expect deadlock
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"sync/atomic"
	"time"
)

type connState uint32

const (
	idle connState = iota
	connecting
	ready
	shutdown
)

var stateNames = map[connState]string{idle: "IDLE", connecting: "CONNECTING", ready: "READY", shutdown: "SHUTDOWN"}

func (s connState) String() string {
	if n, ok := stateNames[s]; ok {
		return n
	}
	return "UNKNOWN"
}

type transport interface {
	Send(frame []byte) error
	Recv() ([]byte, error)
	Close() error
}

type memTransport struct {
	out, in chan []byte
	closed  chan struct{}
	once    *sync.Once
}

func newPair() (a, b *memTransport) {
	x, y, c, o := make(chan []byte, 1), make(chan []byte, 1), make(chan struct{}), new(sync.Once)
	return &memTransport{x, y, c, o}, &memTransport{y, x, c, o}
}

func (m *memTransport) Send(f []byte) error {
	select {
	case m.out <- f:
		return nil
	case <-m.closed:
		return io.ErrClosedPipe
	}
}

func (m *memTransport) Recv() ([]byte, error) {
	select {
	case f := <-m.in:
		return f, nil
	case <-m.closed:
		return nil, io.EOF
	}
}

func (m *memTransport) Close() error { m.once.Do(func() { close(m.closed) }); return nil }

type clientConn struct {
	state   atomic.Uint32
	tr      transport
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	mu      sync.Mutex
	pending map[byte]chan result
	seq     byte
}

type result struct {
	body []byte
	err  error
}

func dial(ctx context.Context, tr transport) *clientConn {
	ctx, cancel := context.WithCancel(ctx)
	cc := &clientConn{tr: tr, cancel: cancel, pending: make(map[byte]chan result)}
	cc.state.Store(uint32(ready))
	cc.wg.Add(2)
	go cc.reader()
	go cc.keepalive(ctx, time.Second)
	return cc
}

func (cc *clientConn) reader() {
	defer cc.wg.Done()
	for {
		f, err := cc.tr.Recv()
		if err != nil {
			cc.failAll(err)
			return
		}
		cc.mu.Lock()
		ch, ok := cc.pending[f[0]]
		delete(cc.pending, f[0])
		cc.mu.Unlock()
		if ok {
			ch <- result{body: f[1:]}
		}
	}
}

func (cc *clientConn) failAll(err error) {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	cc.state.Store(uint32(shutdown))
	for id, ch := range cc.pending {
		ch <- result{err: err}
		delete(cc.pending, id)
	}
}

func (cc *clientConn) keepalive(ctx context.Context, every time.Duration) {
	defer cc.wg.Done()
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			_ = now
			if s := connState(cc.state.Load()); s != ready {
				log.Println("keepalive: state", s)
				return
			}
		}
	}
}

func (cc *clientConn) Invoke(ctx context.Context, body string) (string, error) {
	cc.mu.Lock()
	if connState(cc.state.Load()) == shutdown {
		cc.mu.Unlock()
		return "", io.ErrClosedPipe
	}
	cc.seq++
	id := cc.seq
	ch := make(chan result)
	cc.pending[id] = ch
	cc.mu.Unlock()
	if err := cc.tr.Send(append([]byte{id}, body...)); err != nil {
		return "", err
	}
	select {
	case r := <-ch:
		return string(r.body), r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (cc *clientConn) Close() {
	cc.cancel()
	cc.tr.Close()
	cc.wg.Wait() // the reader may be left with an answer that nobody waits for any more
}

func main() {
	client, server := newPair()
	go func() {
		for {
			f, err := server.Recv()
			if err != nil {
				return
			}
			if server.Send(f) != nil {
				return
			}
		}
	}()
	cc := dial(context.Background(), client)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	got, err := cc.Invoke(ctx, "ping")
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		panic(err)
	}
	cc.Close()
	_, err2 := cc.Invoke(ctx, "late")
	fmt.Println(got == "ping" || got == "", err2)
}
