// Package net models streams between goroutines of the program, which listen and dial at ports of this machine, and what
// fails or not: dialing by UDP and what is sent that way.
//
//chancheck:runtime
//chancheck:rest
package net

import (
	"errors"
	"internal/text"
	"time"
)

type Addr interface {
	Network() string
	String() string
}

type Error interface {
	error
	Timeout() bool
	Temporary() bool
}

// A Listener is made by Listen, or by the program itself.
type Listener interface {
	Accept() (Conn, error)
	Close() error
	Addr() Addr
}

// A Conn is a stream.
type Conn interface {
	Read(b []byte) (n int, err error)
	Write(b []byte) (n int, err error)
	Close() error
	LocalAddr() Addr
	RemoteAddr() Addr
	SetDeadline(t time.Time) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

var ErrClosed = errors.New("use of closed network connection")

var (
	errMissingAddress = errors.New("missing address")
	errRefused        = errors.New("connection refused")
	errInvalid        = errors.New("invalid argument")
)

type OpError struct {
	Op     string
	Net    string
	Source Addr
	Addr   Addr
	Err    error
}

func (e *OpError) Unwrap() error { return e.Err }

func (e *OpError) Error() string {
	s := e.Op
	if e.Net != "" {
		s += " " + e.Net
	}
	if e.Source != nil {
		s += " " + e.Source.String()
		if e.Addr != nil {
			s += "->"
		}
	} else if e.Addr != nil {
		s += " "
	}
	if e.Addr != nil {
		s += e.Addr.String()
	}
	return s + ": " + e.Err.Error()
}

func (e *OpError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func (e *OpError) Temporary() bool { return false }

type UnknownNetworkError string

func (e UnknownNetworkError) Error() string { return "unknown network " + string(e) }

type UDPAddr struct {
	IP   IP
	Port int
	Zone string
}

func (a *UDPAddr) Network() string { return "udp" }

func (a *UDPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return a.IP.String() + ":" + text.Itoa(int64(a.Port))
}

// A UDPConn sends and receives datagrams: each call fails or not.
type UDPConn struct {
	local, remote *UDPAddr
}

// DialUDP needs a remote address; with one it fails or not.
func DialUDP(network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	switch network {
	case "udp", "udp4", "udp6":
	default:
		return nil, &OpError{Op: "dial", Net: network, Addr: raddr, Err: UnknownNetworkError(network)}
	}
	if raddr == nil {
		return nil, &OpError{Op: "dial", Net: network, Err: errMissingAddress}
	}
	if text.Choose(2) == 1 {
		return nil, &OpError{Op: "dial", Net: network, Addr: raddr, Err: errRefused}
	}
	return &UDPConn{laddr, raddr}, nil
}

// done is what a call on n bytes gives.
func (c *UDPConn) done(op string, n int) (int, error) {
	if c == nil {
		return 0, errInvalid
	}
	if text.Choose(2) == 1 {
		return 0, &OpError{Op: op, Net: "udp", Err: ErrClosed}
	}
	return n, nil
}

func (c *UDPConn) Read(b []byte) (int, error) { return c.done("read", len(b)) }

func (c *UDPConn) Write(b []byte) (int, error) { return c.done("write", len(b)) }

func (c *UDPConn) Close() error {
	_, err := c.done("close", 0)
	return err
}

func (c *UDPConn) LocalAddr() Addr { return c.local }

func (c *UDPConn) RemoteAddr() Addr { return c.remote }

func (c *UDPConn) SetDeadline(t time.Time) error { return nil }

func (c *UDPConn) SetReadDeadline(t time.Time) error { return nil }

func (c *UDPConn) SetWriteDeadline(t time.Time) error { return nil }
