package bytes

import (
	"errors"
	"io"
)

const MinRead = 512

// A Buffer is written at its end and read from its beginning. before is what it held before the last read, of size bytes
// if it was a rune. Writing does not look at what is written: it may be unknown.
type Buffer struct {
	buf    []byte
	before []byte
	size   int
}

func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

func (b *Buffer) Bytes() []byte { return b.buf }

func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

func (b *Buffer) Cap() int { return cap(b.buf) }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf)
}

func (b *Buffer) Len() int { return len(b.buf) }

func (b *Buffer) forget() { b.before, b.size = nil, 0 }

func (b *Buffer) Reset() {
	b.buf = nil
	b.forget()
}

func (b *Buffer) Truncate(n int) {
	if n < 0 || n > len(b.buf) {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:n]
	b.forget()
}

func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.buf = b.buf[:len(b.buf)] // moves what is there
}

func (b *Buffer) Write(p []byte) (n int, err error) {
	b.forget()
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *Buffer) WriteString(s string) (n int, err error) {
	b.forget()
	b.buf = append(b.buf, s...)
	return len(s), nil
}

func (b *Buffer) WriteByte(c byte) error {
	b.forget()
	b.buf = append(b.buf, c)
	return nil
}

func (b *Buffer) WriteRune(r rune) (n int, err error) { return b.WriteString(string(r)) }

func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.forget()
	p := make([]byte, MinRead)
	for {
		m, err := r.Read(p)
		if m < 0 {
			panic(errors.New("bytes.Buffer: reader returned negative count from Read"))
		}
		b.buf = append(b.buf, p[:m]...)
		n += int64(m)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.forget()
	if len(b.buf) == 0 {
		return 0, nil
	}
	whole := len(b.buf)
	m, err := w.Write(b.buf)
	if m > whole {
		panic("bytes.Buffer.WriteTo: invalid Write count")
	}
	b.buf = b.buf[m:]
	if err == nil && m != whole {
		err = io.ErrShortWrite
	}
	return int64(m), err
}

// take reads n bytes.
func (b *Buffer) take(n int) []byte {
	data := b.buf[:n:n]
	b.before, b.size = nil, 0
	if n > 0 {
		b.before = b.buf
	}
	b.buf = b.buf[n:]
	return data
}

func (b *Buffer) Read(p []byte) (n int, err error) {
	if len(b.buf) == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	return copy(p, b.take(min(len(p), len(b.buf)))), nil
}

func (b *Buffer) Next(n int) []byte { return b.take(min(n, len(b.buf))) }

func (b *Buffer) ReadByte() (byte, error) {
	if len(b.buf) == 0 {
		b.Reset()
		return 0, io.EOF
	}
	return b.take(1)[0], nil
}

func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if len(b.buf) == 0 {
		b.Reset()
		return 0, 0, io.EOF
	}
	size = len(b.buf)
	for i, c := range string(b.buf[:min(4, len(b.buf))]) {
		if i > 0 {
			size = i
			break
		}
		r = c
		size = min(4, len(b.buf))
	}
	b.take(size)
	b.size = size
	return r, size, nil
}

func (b *Buffer) UnreadByte() error {
	if b.before == nil {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.buf = b.before[len(b.before)-len(b.buf)-1:]
	b.forget()
	return nil
}

func (b *Buffer) UnreadRune() error {
	if b.size == 0 {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.buf = b.before
	b.forget()
	return nil
}

func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	i := IndexByte(b.buf, delim) + 1
	if i == 0 {
		i, err = len(b.buf), io.EOF
	}
	return append(line, b.take(i)...), err
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	i := IndexByte(b.buf, delim) + 1
	if i == 0 {
		i, err = len(b.buf), io.EOF
	}
	return string(b.take(i)), err
}
