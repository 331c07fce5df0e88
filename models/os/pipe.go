package os

import (
	"internal/process"
	"io"
	"sync"
)

// A stream is what is written to a pipe and not read yet. The system keeps 64 KB, and a writer waits for room.
type stream struct {
	mu      sync.Mutex
	changed *sync.Cond
	data    string
	written bool // the writing end is closed
	read    bool // the reading end is closed
}

const room = 1 << 16

var errBroken = &fileError{"broken pipe", nil}

func Pipe() (r *File, w *File, err error) {
	s := &stream{}
	s.changed = sync.NewCond(&s.mu)
	process.Redirect = redirect
	return &File{fd: 3, name: "|0", stream: s}, &File{fd: 4, name: "|1", stream: s, flags: O_WRONLY}, nil
}

//chancheck:inside pipe; as os.File.Write; needs read from the pipe; needs close it
func (f *File) send(text string) (n int, err error) {
	s := f.stream
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case f.closed:
			return n, failed("write", f.name, ErrClosed)
		case f.flags != O_WRONLY:
			return n, failed("write", f.name, errMode)
		case s.read:
			return n, failed("write", f.name, errBroken)
		}
		some := min(room-len(s.data), len(text))
		s.data += text[:some]
		text = text[some:]
		n += some
		s.changed.Broadcast()
		if text == "" {
			return n, nil
		}
		s.changed.Wait()
	}
}

//chancheck:inside pipe; as os.File.Read; needs write to the pipe; needs close it
func (f *File) receive(b []byte) (n int, err error) {
	s := f.stream
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.data == "" || len(b) == 0 {
		switch {
		case f.closed:
			return 0, failed("read", f.name, ErrClosed)
		case f.flags == O_WRONLY:
			return 0, failed("read", f.name, errMode)
		case len(b) == 0:
			return 0, nil
		case s.written:
			return 0, io.EOF
		}
		s.changed.Wait()
	}
	n = copy(b, s.data)
	s.data = s.data[n:]
	s.changed.Broadcast()
	return n, nil
}

// hangUp closes one end.
func (f *File) hangUp() error {
	s := f.stream
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.closed {
		return failed("close", f.name, ErrClosed)
	}
	f.closed = true
	if f.flags == O_WRONLY {
		s.written = true
	} else {
		s.read = true
	}
	s.changed.Broadcast()
	return nil
}
