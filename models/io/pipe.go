package io

import (
	"sync"
	"sync/atomic"
)

// A pipe hands what is written directly to who reads: a write waits until all of it has been taken, or an end is closed.
type pipe struct {
	writing sync.Mutex
	data    chan []byte
	taken   chan int
	once    sync.Once
	done    chan struct{}
	rerr    atomic.Value // what a reader is told after the writer's end has been closed
	werr    atomic.Value // what a writer is told after the reader's end has been closed
}

type pipeError struct{ err error }

//chancheck:inside pipe; as io.PipeReader.Read; needs write to the pipe; needs close it
func (p *pipe) read(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.readError()
	default:
	}
	select {
	case bw := <-p.data:
		n := copy(b, bw)
		p.taken <- n
		return n, nil
	case <-p.done:
		return 0, p.readError()
	}
}

//chancheck:inside pipe; as io.PipeWriter.Write; needs read from the pipe; needs close it
func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeError()
	default:
		p.writing.Lock()
		defer p.writing.Unlock()
	}
	for once := true; once || len(b) > 0; once = false {
		select {
		case p.data <- b:
			taken := <-p.taken
			b = b[taken:]
			n += taken
		case <-p.done:
			return n, p.writeError()
		}
	}
	return n, nil
}

func (p *pipe) close(of *atomic.Value, err error) {
	of.CompareAndSwap(nil, pipeError{err})
	p.once.Do(func() { close(p.done) })
}

func (p *pipe) readError() error { return told(&p.rerr, &p.werr) }

func (p *pipe) writeError() error { return told(&p.werr, &p.rerr) }

// told is what one side learns: the other side's error, or that it has closed the pipe itself.
func told(own, other *atomic.Value) error {
	if e, ok := own.Load().(pipeError); ok && other.Load() == nil {
		return e.err
	}
	return ErrClosedPipe
}

type PipeReader struct{ p *pipe }

func (r *PipeReader) Read(data []byte) (n int, err error) { return r.p.read(data) }

func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.p.close(&r.p.werr, err)
	return nil
}

type PipeWriter struct{ p *pipe }

func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.p.write(data) }

func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.close(&w.p.rerr, err)
	return nil
}

func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{data: make(chan []byte), taken: make(chan int), done: make(chan struct{})}
	return &PipeReader{p}, &PipeWriter{p}
}
