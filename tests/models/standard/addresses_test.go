package standard

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

func TestIP(t *testing.T) {
	if ip := net.ParseIP("::1"); !ip.IsLoopback() {
		t.Fatal()
	}
	_, n, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil || !n.Contains(net.IPv4(10, 1, 1, 1)) || n.String() != "10.0.0.0/8" {
		t.Fatal(err)
	}
	h, p, err := net.SplitHostPort("[::1]:80")
	if h != "::1" || p != "80" || net.JoinHostPort(h, p) != "[::1]:80" {
		t.Fatal(h, p, err)
	}
	m, err := net.ParseMAC("00:00:5e:00:53:01")
	if err != nil || m.String() != "00:00:5e:00:53:01" {
		t.Fatal(m)
	}
	if _, err := net.ParseMAC("x"); err == nil {
		t.Fatal()
	}
}

func TestPipe(t *testing.T) {
	a, b := net.Pipe()
	go func() {
		a.Write([]byte("hi"))
		a.Close()
	}()
	d, err := io.ReadAll(b)
	if err != nil || string(d) != "hi" {
		t.Fatal(err)
	}
	if _, err := b.Write([]byte("x")); !errors.Is(err, io.ErrClosedPipe) {
		t.Fatal(err)
	}
}

func TestPipeDeadline(t *testing.T) {
	a, b := net.Pipe()
	defer b.Close()
	a.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	_, err := a.Read(make([]byte, 1))
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal(err)
	}
	var ne net.Error
	if !errors.As(err, &ne) || !ne.Timeout() {
		t.Fatal(err)
	}
}
