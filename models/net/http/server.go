package http

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"internal/clock"
	"internal/hosts"
	"internal/text"
	"io"
	"log"
	"net"
	"net/url"
	"sync"
	"time"
)

var (
	ErrServerClosed    = errors.New("http: Server closed")
	ErrAbortHandler    = errors.New("net/http: abort Handler")
	ErrHandlerTimeout  = errors.New("http: Handler timeout")
	ErrBodyNotAllowed  = errors.New("http: request method or response status code does not allow body")
	ErrNotSupported    = errors.New("feature not supported")
	ErrUseLastResponse = errors.New("net/http: use last response")
)

var errInUse = errors.New("bind: address already in use")

type contextKey struct{ name string }

var ServerContextKey = &contextKey{"http-server"}

// A Server listens for requests of its environment.
type Server struct {
	Addr              string
	Handler           Handler
	ReadTimeout       time.Duration
	ReadHeaderTimeout time.Duration
	WriteTimeout      time.Duration
	IdleTimeout       time.Duration
	MaxHeaderBytes    int
	ErrorLog          *log.Logger
	BaseContext       func(net.Listener) context.Context

	mu       sync.Mutex
	closing  bool
	closed   chan struct{}
	active   sync.WaitGroup
	cancels  []context.CancelFunc
	shutdown []func()
	places   []net.Listener
}

// done is closed when the server is told to stop. The caller holds mu.
func (s *Server) done() chan struct{} {
	if s.closed == nil {
		s.closed = make(chan struct{})
	}
	return s.closed
}

func (s *Server) handler() Handler {
	if s.Handler == nil {
		return DefaultServeMux
	}
	return s.Handler
}

// ListenAndServe lets hosts.Clients requests come, each at any moment and to any route, and waits for the server to be closed.
func (s *Server) ListenAndServe() error {
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		return ErrServerClosed
	}
	done := s.done()
	s.mu.Unlock()
	host := s.Addr
	if host == "" {
		host = ":80"
	}
	if !hosts.Claim(host, s) {
		return errInUse
	}
	defer hosts.Shut(host)
	hosts.Serve(s.connection, s.stop, done)
	return ErrServerClosed
}

func (s *Server) ListenAndServeTLS(certFile, keyFile string) error { return s.ListenAndServe() }

// Serve answers the requests that the program itself sends to the address of the listener, which it closes in the end.
func (s *Server) Serve(l net.Listener) error {
	defer l.Close()
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		return ErrServerClosed
	}
	s.places = append(s.places, l)
	s.mu.Unlock()
	hosts.Set(l.Addr().String(), s)
	for {
		if _, err := l.Accept(); err != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.closing {
				return ErrServerClosed
			}
			return err
		}
		if text.UnknownInt("what a server of HTTP makes of the bytes of a connection", 0) != 0 {
			return nil
		}
	}
}

func (s *Server) ServeTLS(l net.Listener, certFile, keyFile string) error { return s.Serve(l) }

func Serve(l net.Listener, handler Handler) error { return (&Server{Handler: handler}).Serve(l) }

func ServeTLS(l net.Listener, handler Handler, certFile, keyFile string) error {
	return Serve(l, handler)
}

// connection is a client that sends one request, and may leave before it has the answer.
func (s *Server) connection() {
	if !s.enter() {
		return
	}
	defer s.active.Done()
	method, target := route(s.handler())
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), ServerContextKey, s))
	if s.BaseContext != nil {
		ctx, cancel = context.WithCancel(s.BaseContext(nil))
	}
	s.mu.Lock()
	s.cancels = append(s.cancels, cancel)
	s.mu.Unlock()
	gone := clock.NewAlarm(0)
	clock.Helper(func() {
		gone.Await()
		cancel()
	})
	u := &url.URL{Path: target}
	r := &Request{Method: method, URL: u, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: Header{}, Body: NoBody,
		Host: "localhost", RemoteAddr: "127.0.0.1:40000", RequestURI: target, ctx: ctx}
	s.serve(newResponse(), r)
	gone.Disarm()
	cancel()
}

// enter counts a request, unless the server has been told to stop.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	s.active.Add(1)
	return true
}

// serve answers a request. A panic of the handler ends the request only.
func (s *Server) serve(w *response, r *Request) {
	defer func() {
		if err := recover(); err != nil {
			w.aborted = true
			if err != ErrAbortHandler {
				s.logf("http: panic serving %s: %v", r.RemoteAddr, err)
			}
		}
	}()
	s.handler().ServeHTTP(w, r)
	w.finish()
}

func (s *Server) logf(format string, args ...any) {
	if s.ErrorLog != nil {
		s.ErrorLog.Printf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

func (s *Server) RegisterOnShutdown(f func()) {
	s.mu.Lock()
	s.shutdown = append(s.shutdown, f)
	s.mu.Unlock()
}

func (s *Server) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closing {
		s.closing = true
		close(s.done())
		for _, l := range s.places {
			l.Close()
		}
		for _, f := range s.shutdown {
			go f()
		}
	}
}

// Shutdown lets no request in any more, and waits for those at work.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stop()
	idle := make(chan struct{})
	clock.Helper(func() {
		s.active.Wait()
		close(idle)
	})
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close cancels the requests at work and does not wait for them.
func (s *Server) Close() error {
	s.stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cancel := range s.cancels {
		cancel()
	}
	return nil
}

func ListenAndServe(addr string, handler Handler) error {
	return (&Server{Addr: addr, Handler: handler}).ListenAndServe()
}

func ListenAndServeTLS(addr, certFile, keyFile string, handler Handler) error {
	return ListenAndServe(addr, handler)
}

// A response is what a server writes. It is for one goroutine, like Go's.
type response struct {
	header  Header
	sent    Header
	code    int
	body    bytes.Buffer
	aborted bool
	stream  *stream // nil: nobody reads before the end
	live    bool    // it has been flushed
}

func newResponse() *response { return &response{header: Header{}} }

func (w *response) Header() Header { return w.header }

func (w *response) WriteHeader(code int) {
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
	if w.code == 0 {
		w.code, w.sent = code, w.header.Clone()
	}
}

func (w *response) Write(b []byte) (int, error) {
	w.WriteHeader(w.status())
	return w.body.Write(b)
}

func (w *response) WriteString(s string) (int, error) {
	w.WriteHeader(w.status())
	return w.body.WriteString(s)
}

func (w *response) Flush() {
	w.WriteHeader(w.status())
	if w.stream == nil {
		return
	}
	w.stream.put(w.body.Bytes(), nil)
	w.body.Reset()
	if !w.live {
		w.live = true
		close(w.stream.started)
	}
}

// end hands on what has not been flushed.
func (w *response) end() {
	if !w.live {
		return
	}
	if w.aborted {
		w.stream.put(nil, io.ErrUnexpectedEOF)
	} else {
		w.stream.put(w.body.Bytes(), io.EOF)
	}
}

func (w *response) status() int {
	if w.code == 0 {
		return StatusOK
	}
	return w.code
}

func (w *response) finish() { w.WriteHeader(w.status()) }
