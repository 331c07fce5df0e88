//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"sync"
	"time"
)

type Handler interface {
	Serve(ctx context.Context, req Request) (Response, error)
}

type HandlerFunc func(context.Context, Request) (Response, error)

func (f HandlerFunc) Serve(ctx context.Context, r Request) (Response, error) { return f(ctx, r) }

type Request struct {
	Path string
	Body []byte
}
type Response struct {
	Status int
	Body   []byte
}

type Middleware func(Handler) Handler

func Chain(h Handler, ms ...Middleware) Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func Logging(l *log.Logger) Middleware {
	return func(next Handler) Handler {
		return HandlerFunc(func(ctx context.Context, r Request) (resp Response, err error) {
			defer func() { l.Printf("%s -> %d (%v)", r.Path, resp.Status, err) }()
			return next.Serve(ctx, r)
		})
	}
}

func Recovering() Middleware {
	return func(next Handler) Handler {
		return HandlerFunc(func(ctx context.Context, r Request) (resp Response, err error) {
			defer func() {
				if v := recover(); v != nil {
					err = fmt.Errorf("panic: %v", v)
					resp.Status = 500
				}
			}()
			return next.Serve(ctx, r)
		})
	}
}

var ErrServerClosed = errors.New("server closed")

type Server struct {
	handler  Handler
	requests chan Request
	quit     chan struct{}
	inflight sync.WaitGroup
	mu       sync.Mutex
	closing  bool
}

func (s *Server) ListenAndServe() error {
	for {
		select {
		case r := <-s.requests:
			s.mu.Lock()
			if s.closing {
				s.mu.Unlock()
				return ErrServerClosed
			}
			s.inflight.Add(1)
			s.mu.Unlock()
			go func() {
				defer s.inflight.Done()
				s.handler.Serve(context.Background(), r)
			}()
		case <-s.quit:
			return ErrServerClosed
		}
	}
}

func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	s.mu.Unlock()
	close(s.quit)
	done := make(chan struct{})
	go func() {
		s.inflight.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	h := HandlerFunc(func(ctx context.Context, r Request) (Response, error) {
		if r.Path == "/boom" {
			panic("boom")
		}
		return Response{Status: 200, Body: append([]byte(nil), r.Body...)}, nil
	})
	srv := &Server{
		handler:  Chain(h, Logging(log.Default()), Recovering()),
		requests: make(chan Request, 2),
		quit:     make(chan struct{}),
	}
	errc := make(chan error, 1)
	go func() { errc <- srv.ListenAndServe() }()
	srv.requests <- Request{Path: "/boom"}
	srv.requests <- Request{Path: "/ok", Body: []byte("hi")}
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt)
	defer signal.Stop(sig)
	select {
	case <-sig:
	case <-time.After(time.Millisecond):
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		fmt.Println("forced:", err)
	}
	if err := <-errc; !errors.Is(err, ErrServerClosed) {
		panic(err)
	}
	_ = net.ErrClosed
}
