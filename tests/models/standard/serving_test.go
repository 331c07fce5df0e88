package standard

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

func TestServe(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var n atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("GET /hi/{name}", func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		io.WriteString(w, "hi "+r.PathValue("name"))
	})
	s := &http.Server{Handler: mux}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	r, err := http.Get("http://" + l.Addr().String() + "/hi/bob")
	if err != nil || r.StatusCode != 200 {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(r.Body)
	r.Body.Close()
	if string(b) != "hi bob" || n.Load() != 1 {
		t.Fatal(string(b))
	}
	if err := s.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		t.Fatal(err)
	}
	if _, err := http.Get("http://" + l.Addr().String() + "/"); err == nil {
		t.Fatal("answered after Shutdown")
	}
}

// found: leak
func TestForgotten(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go http.Serve(l, http.NotFoundHandler())
	if r, err := http.Get("http://" + l.Addr().String() + "/"); err != nil || r.StatusCode != 404 {
		t.Fatal(err)
	}
}

func TestClosedListener(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	done := make(chan error, 1)
	go func() { done <- http.Serve(l, nil) }()
	l.Close()
	if err := <-done; !errors.Is(err, net.ErrClosed) {
		t.Fatal(err)
	}
}

func TestListenAndServe(t *testing.T) {
	s := &http.Server{Addr: "127.0.0.1:38471", Handler: http.NotFoundHandler()}
	done := make(chan error, 1)
	go func() { done <- s.ListenAndServe() }()
	var err error
	for range 3 {
		var r *http.Response
		if r, err = http.Get("http://localhost:38471/x"); err == nil {
			if r.StatusCode != 404 {
				t.Fatal(r.StatusCode)
			}
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.Close()
	if e := <-done; e != http.ErrServerClosed {
		t.Fatal(e)
	}
}

func TestNobody(t *testing.T) {
	if _, err := http.Get("http://127.0.0.1:38472/"); err == nil {
		t.Fatal("somebody")
	}
}

func TestNotServed(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	defer l.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", "http://"+l.Addr().String(), nil)
	if _, err := http.DefaultClient.Do(req); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
}

func TestTwoServersOneAddress(t *testing.T) {
	a := &http.Server{Addr: "127.0.0.1:38501", Handler: http.NotFoundHandler()}
	b := &http.Server{Addr: "127.0.0.1:38501", Handler: http.NotFoundHandler()}
	ends := make(chan error, 2)
	go func() { ends <- a.ListenAndServe() }()
	go func() { ends <- b.ListenAndServe() }()
	first := <-ends
	if errors.Is(first, http.ErrServerClosed) || first == nil {
		t.Fatal(first)
	}
	a.Close()
	b.Close()
	<-ends
}
