package net

import (
	"context"
	"errors"
	ports "internal/hosts"
	"internal/text"
	"io"
	"sync"
	"time"
)

// backlog is how many connections may wait for Accept, and how many writes for Read: more block here.
const backlog = 128

type TCPAddr struct {
	IP   IP
	Port int
	Zone string
}

func (a *TCPAddr) Network() string { return "tcp" }

func (a *TCPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return JoinHostPort(a.IP.String(), text.Itoa(int64(a.Port)))
}

var (
	errInUse   = errors.New("address already in use")
	errReset   = errors.New("connection reset by peer")
	errBroken  = errors.New("broken pipe")
	errNetwork = errors.New("no such network here")
)

// A timeoutError is what a call gives whose deadline has passed.
type timeoutError struct{}

func (timeoutError) Error() string   { return "i/o timeout" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

// listeners are those of the program, by port; nil: it has been closed.
var (
	turn      sync.Mutex
	listeners = map[int]*TCPListener{}
)

// local divides an address of this machine; any other is of a host of which nothing is known.
func local(network, address string) (*TCPAddr, error) {
	if network != "tcp" && network != "tcp4" {
		return nil, errNetwork
	}
	at := len(address) - 1
	for at >= 0 && address[at] != ':' {
		at--
	}
	if at < 0 {
		return nil, errMissingPort
	}
	port := 0
	for _, digit := range []byte(address[at+1:]) {
		if digit < '0' || digit > '9' || port > 6553 {
			return nil, errPort
		}
		port = 10*port + int(digit-'0')
	}
	switch address[:at] {
	case "", "127.0.0.1", "localhost", "0.0.0.0":
		return &TCPAddr{IP: IPv4(127, 0, 0, 1), Port: port}, nil
	}
	return nil, errHost
}

var (
	errMissingPort = errors.New("missing port in address")
	errPort        = errors.New("invalid port")
	errHost        = errors.New("another host")
)

type TCPListener struct {
	addr    *TCPAddr
	waiting chan *TCPConn
	closed  chan struct{}
	once    sync.Once
}

// Listen takes every port that the program does not listen at for free.
func Listen(network, address string) (Listener, error) {
	addr, err := local(network, address)
	if err != nil {
		return nil, unknown("listen", network, err)
	}
	if addr.Port == 0 {
		addr.Port = ports.Port()
	}
	l := &TCPListener{addr: addr, waiting: make(chan *TCPConn, backlog), closed: make(chan struct{})}
	turn.Lock()
	defer turn.Unlock()
	if listeners[addr.Port] != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: addr, Err: errInUse}
	}
	listeners[addr.Port] = l
	ports.Open(addr.String())
	return l, nil
}

// unknown is the error of a call that says something of the world outside: whether it fails is not known.
func unknown(op, network string, err error) error {
	if (err == errNetwork || err == errHost) && text.UnknownInt("how the network outside of the program answers", 0) != 0 {
		return nil
	}
	return &OpError{Op: op, Net: network, Err: err}
}

//chancheck:inside listener; as net.Listener.Accept; needs dial it; needs close it
func (l *TCPListener) Accept() (Conn, error) {
	select {
	case <-l.closed:
	default:
		select {
		case c := <-l.waiting:
			return c, nil
		case <-l.closed:
		}
	}
	return nil, &OpError{Op: "accept", Net: "tcp", Addr: l.addr, Err: ErrClosed}
}

func (l *TCPListener) Addr() Addr { return l.addr }

func (l *TCPListener) Close() error {
	err := error(&OpError{Op: "close", Net: "tcp", Addr: l.addr, Err: ErrClosed})
	l.once.Do(func() {
		turn.Lock()
		defer turn.Unlock()
		close(l.closed)
		ports.Shut(l.addr.String())
		listeners[l.addr.Port] = nil
		err = nil
		for {
			select {
			case c := <-l.waiting:
				c.end()
			default:
				return
			}
		}
	})
	return err
}

// A half is one direction of a stream.
type half struct {
	data chan []byte
	done chan struct{} // nothing more is written
	once sync.Once
}

func newHalf() *half { return &half{data: make(chan []byte, backlog), done: make(chan struct{})} }

type TCPConn struct {
	local, remote  *TCPAddr
	in, out        *half
	reading        sync.Mutex
	rest           []byte // has come and was not read
	closed         chan struct{}
	gone           chan struct{} // the other end is closed
	once           sync.Once
	readBy, sentBy deadline
}

func Dial(network, address string) (Conn, error) { return dial(network, address) }

// DialTimeout never waits: the other end needs not accept.
func DialTimeout(network, address string, timeout time.Duration) (Conn, error) {
	return dial(network, address)
}

type Dialer struct {
	Timeout   time.Duration
	Deadline  time.Time
	LocalAddr Addr
	KeepAlive time.Duration
}

func (d *Dialer) Dial(network, address string) (Conn, error) { return dial(network, address) }

func (d *Dialer) DialContext(ctx context.Context, network, address string) (Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, &OpError{Op: "dial", Net: network, Err: err}
	}
	return dial(network, address)
}

// dial knows of the ports that the program listens at, or did.
func dial(network, address string) (Conn, error) {
	addr, err := local(network, address)
	if err != nil {
		return nil, unknown("dial", network, err)
	}
	turn.Lock()
	defer turn.Unlock()
	l, known := listeners[addr.Port]
	if !known || (l == nil && ports.Shared()) {
		return nil, unknown("dial", network, errHost)
	}
	if l == nil {
		return nil, &OpError{Op: "dial", Net: network, Addr: addr, Err: errRefused}
	}
	here := &TCPAddr{IP: addr.IP, Port: ports.Port()}
	to, back := newHalf(), newHalf()
	own := &TCPConn{local: here, remote: addr, in: back, out: to, closed: make(chan struct{}), gone: make(chan struct{})}
	other := &TCPConn{local: addr, remote: here, in: to, out: back, closed: own.gone, gone: own.closed}
	l.waiting <- other
	return own, nil
}

func (c *TCPConn) failed(op string, err error) error {
	return &OpError{Op: op, Net: "tcp", Source: c.local, Addr: c.remote, Err: err}
}

// Read takes all that has come, as far as there is room.
//
//chancheck:visible
//chancheck:inside connection; as net.Conn.Read; needs write to the connection; needs close it
func (c *TCPConn) Read(b []byte) (n int, err error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	over := c.readBy.over()
	select {
	case <-c.closed:
		return 0, c.failed("read", ErrClosed)
	case <-over:
		return 0, c.failed("read", timeoutError{})
	default:
	}
	if len(b) == 0 {
		return 0, nil
	}
	if len(c.rest) == 0 {
		if err := c.wait(over); err != nil {
			return 0, err
		}
	}
	for {
		k := copy(b[n:], c.rest)
		c.rest = c.rest[k:]
		n += k
		if len(c.rest) > 0 || n == len(b) {
			return n, nil
		}
		select {
		case c.rest = <-c.in.data:
		default:
			return n, nil
		}
	}
}

// wait is over when something has come.
func (c *TCPConn) wait(over <-chan struct{}) error {
	select {
	case c.rest = <-c.in.data:
		return nil
	case <-c.closed:
		return c.failed("read", ErrClosed)
	case <-over:
		return c.failed("read", timeoutError{})
	case <-c.in.done:
	}
	select {
	case c.rest = <-c.in.data: // before the end
		return nil
	default:
		return io.EOF
	}
}

// Write copies memory of the program's. When the other end has been closed, it may fail at once or later.
//
//chancheck:visible
//chancheck:inside connection; as net.Conn.Write; needs read from the connection; needs close it
func (c *TCPConn) Write(b []byte) (n int, err error) {
	over := c.sentBy.over()
	select {
	case <-c.closed:
		return 0, c.failed("write", ErrClosed)
	case <-over:
		return 0, c.failed("write", timeoutError{})
	case <-c.out.done:
		return 0, c.failed("write", errBroken)
	default:
	}
	select {
	case <-c.gone:
		if text.Choose(2) == 1 {
			return 0, c.failed("write", errBroken)
		}
		return len(b), nil
	default:
	}
	if len(b) == 0 {
		return 0, nil
	}
	select {
	case c.out.data <- append([]byte(nil), b...):
		return len(b), nil
	case <-c.closed:
		return 0, c.failed("write", ErrClosed)
	case <-c.gone:
		return 0, c.failed("write", errReset)
	case <-over:
		return 0, c.failed("write", timeoutError{})
	}
}

func (c *TCPConn) CloseWrite() error {
	select {
	case <-c.closed:
		return c.failed("close", ErrClosed)
	default:
	}
	c.out.once.Do(func() { close(c.out.done) })
	return nil
}

func (c *TCPConn) Close() error {
	if c.end() {
		return nil
	}
	return c.failed("close", ErrClosed)
}

// end closes this end, and says whether it was open.
func (c *TCPConn) end() bool {
	first := false
	c.once.Do(func() {
		first = true
		close(c.closed)
		c.out.once.Do(func() { close(c.out.done) })
	})
	return first
}

func (c *TCPConn) LocalAddr() Addr { return c.local }

func (c *TCPConn) RemoteAddr() Addr { return c.remote }

func (c *TCPConn) SetDeadline(t time.Time) error {
	c.readBy.set(t)
	c.sentBy.set(t)
	return nil
}

func (c *TCPConn) SetReadDeadline(t time.Time) error {
	c.readBy.set(t)
	return nil
}

func (c *TCPConn) SetWriteDeadline(t time.Time) error {
	c.sentBy.set(t)
	return nil
}

// A deadline closes a channel when it passes. A later one makes a new channel.
type deadline struct {
	mu     sync.Mutex
	timer  *time.Timer
	passed chan struct{}
}

// over is nil while there is no deadline.
func (d *deadline) over() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.passed
}

func (d *deadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.passed = nil
	if t.IsZero() {
		return
	}
	passed := make(chan struct{})
	d.passed = passed
	if rest := time.Until(t); rest > 0 {
		d.timer = time.AfterFunc(rest, func() { close(passed) })
	} else {
		close(passed)
	}
}
