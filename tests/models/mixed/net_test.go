package mixed

import (
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

func echoOnce(t *testing.T, l net.Listener, done chan bool) {
	defer close(done)
	c, err := l.Accept()
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	data, err := io.ReadAll(c)
	if err != nil {
		t.Error(err)
	}
	c.Write(data)
}

func echo(t *testing.T, ask func(c *net.TCPConn)) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	go echoOnce(t, l, done)
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	ask(c.(*net.TCPConn))
	<-done
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("dialed a listener that is closed")
	}
}

func TestEcho(t *testing.T) {
	echo(t, func(c *net.TCPConn) {
		c.Write([]byte("a"))
		c.Write([]byte("b"))
		c.CloseWrite()
		data, err := io.ReadAll(c)
		if err != nil || string(data) != "ab" {
			t.Error(string(data), err)
		}
		c.Close()
		if _, err := c.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
}

// found: deadlock
func TestEchoWithoutEnd(t *testing.T) {
	echo(t, func(c *net.TCPConn) {
		c.Write([]byte("a"))
		io.ReadAll(c)
	})
}

// What is written in two pieces may come in one.

// found: failure
func TestPiecesAreNotKept(t *testing.T) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Error(err)
			return
		}
		c.Write([]byte("a"))
		c.Write([]byte("b"))
		c.Close()
	}()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 8)
	if n, err := c.Read(b); string(b[:n]) != "a" {
		t.Error(n, err)
	}
}

func TestCloseWakesAccept(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := l.Accept()
		done <- err
	}()
	l.Close()
	if err := <-done; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if err := l.Close(); err == nil {
		t.Error("closed twice")
	}
}

func TestReadDeadline(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetReadDeadline(time.Now().Add(time.Millisecond))
	_, err = c.Read(make([]byte, 1))
	var e net.Error
	if !errors.As(err, &e) || !e.Timeout() {
		t.Error(err)
	}
}
