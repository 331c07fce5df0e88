package http

import (
	"bytes"
	"context"
	"io"
	"maps"
	"sync"
	"time"
)

// TimeoutHandler answers 503 where h takes longer. What h writes is kept until it returns.
func TimeoutHandler(h Handler, dt time.Duration, msg string) Handler {
	return &timeoutHandler{h, dt, msg}
}

type timeoutHandler struct {
	handler Handler
	after   time.Duration
	message string
}

func (h *timeoutHandler) text() string {
	if h.message != "" {
		return h.message
	}
	return "<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>"
}

func (h *timeoutHandler) ServeHTTP(w ResponseWriter, r *Request) {
	ctx, cancel := context.WithTimeout(r.Context(), h.after)
	defer cancel()
	kept := &keptResponse{header: Header{}}
	done, panicked := make(chan struct{}), make(chan any, 1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				panicked <- v
			}
		}()
		h.handler.ServeHTTP(kept, r.WithContext(ctx))
		close(done)
	}()
	select {
	case v := <-panicked:
		panic(v)
	case <-done:
		kept.mu.Lock()
		defer kept.mu.Unlock()
		maps.Copy(w.Header(), kept.header)
		if kept.code == 0 {
			kept.code = StatusOK
		}
		w.WriteHeader(kept.code)
		w.Write(kept.body.Bytes())
	case <-ctx.Done():
		kept.mu.Lock()
		defer kept.mu.Unlock()
		w.WriteHeader(StatusServiceUnavailable)
		kept.late = ctx.Err()
		if kept.late == context.DeadlineExceeded {
			io.WriteString(w, h.text())
			kept.late = ErrHandlerTimeout
		}
	}
}

// A keptResponse is what a handler writes before its time is over. late: why it is over.
type keptResponse struct {
	header Header

	mu   sync.Mutex
	code int
	body bytes.Buffer
	late error
}

func (w *keptResponse) Header() Header { return w.header }

func (w *keptResponse) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.late != nil {
		return 0, w.late
	}
	w.begin(StatusOK)
	return w.body.Write(b)
}

func (w *keptResponse) WriteHeader(code int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.late == nil {
		w.begin(code)
	}
}

func (w *keptResponse) begin(code int) {
	if w.code == 0 {
		w.code = code
	}
}
