package http

import (
	"context"
	"errors"
	"io"
	"sync"
)

var ErrBodyReadAfterClose = errors.New("http: invalid Read on closed Body")

// A stream is the body of an answer that its handler flushes: the client reads while the handler goes on.
type stream struct {
	mu      sync.Mutex
	changed *sync.Cond
	data    []byte
	err     error // behind the data
	closed  bool
	started chan struct{} // closed by the first Flush
	gone    []func()      // once the client has no more of it
}

func newStream() *stream {
	s := &stream{started: make(chan struct{})}
	s.changed = sync.NewCond(&s.mu)
	return s
}

// put hands data to the client; err ends it.
func (s *stream) put(data []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.data = append(s.data, data...)
	if s.err == nil {
		s.err = err
	}
	s.changed.Broadcast()
}

//chancheck:inside body of the response; as net/http.Response.Body.Read; needs flush it
func (s *stream) Read(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.data) == 0 && !s.closed {
		if s.err != nil {
			return 0, s.err
		}
		s.changed.Wait()
	}
	if s.closed {
		return 0, ErrBodyReadAfterClose
	}
	n = copy(p, s.data)
	s.data = s.data[n:]
	return n, nil
}

func (s *stream) Close() error {
	s.mu.Lock()
	closed, gone := s.closed, s.gone
	s.closed = true
	s.changed.Broadcast()
	s.mu.Unlock()
	if !closed {
		for _, f := range gone {
			f()
		}
	}
	return nil
}

// follow gives a stream to a client: when its context ends, so does the stream, and the server's context.
func (s *stream) follow(ctx context.Context, cancel func()) {
	stop := context.AfterFunc(ctx, func() {
		cancel()
		s.put(nil, ctx.Err())
	})
	s.gone = append(s.gone, cancel, func() { stop() })
}

// A MaxBytesError says that a body was longer than Limit.
type MaxBytesError struct{ Limit int64 }

func (e *MaxBytesError) Error() string { return "http: request body too large" }

type maxBytes struct {
	body        io.ReadCloser
	limit, left int64
	err         error
}

func MaxBytesReader(w ResponseWriter, r io.ReadCloser, n int64) io.ReadCloser {
	n = max(n, 0)
	return &maxBytes{body: r, limit: n, left: n}
}

func MaxBytesHandler(h Handler, n int64) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		limited := *r
		limited.Body = MaxBytesReader(w, r.Body, n)
		h.ServeHTTP(w, &limited)
	})
}

func (m *maxBytes) Read(p []byte) (n int, err error) {
	if m.err != nil || len(p) == 0 {
		return 0, m.err
	}
	if int64(len(p))-1 > m.left {
		p = p[:m.left+1]
	}
	n, err = m.body.Read(p)
	if int64(n) <= m.left {
		m.left -= int64(n)
		m.err = err
		return n, err
	}
	n, m.left = int(m.left), 0
	m.err = &MaxBytesError{m.limit}
	return n, m.err
}

func (m *maxBytes) Close() error { return m.body.Close() }
