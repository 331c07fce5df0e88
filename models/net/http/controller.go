package http

import (
	"fmt"
	"time"
)

// A ResponseController does what a ResponseWriter may be able to, also behind writers that can be unwrapped. Deadlines of the
// server's own responses have no effect.
type ResponseController struct{ rw ResponseWriter }

func NewResponseController(rw ResponseWriter) *ResponseController { return &ResponseController{rw} }

// inner is the writer behind w.
func inner(w ResponseWriter) (ResponseWriter, bool) {
	u, ok := w.(interface{ Unwrap() ResponseWriter })
	if !ok {
		return nil, false
	}
	return u.Unwrap(), true
}

var errController = fmt.Errorf("%w", ErrNotSupported)

func (c *ResponseController) Flush() error {
	for w, ok := c.rw, true; ok; w, ok = inner(w) {
		switch f := w.(type) {
		case interface{ FlushError() error }:
			return f.FlushError()
		case Flusher:
			f.Flush()
			return nil
		}
	}
	return errController
}

func (c *ResponseController) SetReadDeadline(deadline time.Time) error {
	for w, ok := c.rw, true; ok; w, ok = inner(w) {
		switch d := w.(type) {
		case interface{ SetReadDeadline(time.Time) error }:
			return d.SetReadDeadline(deadline)
		case *response:
			return nil
		}
	}
	return errController
}

func (c *ResponseController) SetWriteDeadline(deadline time.Time) error {
	for w, ok := c.rw, true; ok; w, ok = inner(w) {
		switch d := w.(type) {
		case interface{ SetWriteDeadline(time.Time) error }:
			return d.SetWriteDeadline(deadline)
		case *response:
			return nil
		}
	}
	return errController
}

func (c *ResponseController) EnableFullDuplex() error {
	for w, ok := c.rw, true; ok; w, ok = inner(w) {
		switch d := w.(type) {
		case interface{ EnableFullDuplex() error }:
			return d.EnableFullDuplex()
		case *response:
			return nil
		}
	}
	return errController
}
