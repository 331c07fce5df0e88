package bytes

import (
	"errors"
	"internal/text"
	"io"
	"unicode/utf8"
)

const MinRead = 512

const leastCapacity = 64

// A Buffer has read buf[:off]. It writes over what a slice that it gave away shows, when Go's own does. last: how many
// bytes the last call read, of one rune if isRune. Writing does not look at what is unknown.
type Buffer struct {
	buf    []byte
	off    int
	last   int
	isRune bool
}

func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

func (b *Buffer) Cap() int { return cap(b.buf) }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

func (b *Buffer) Len() int { return len(b.buf) - b.off }

func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

func (b *Buffer) forget() { b.last, b.isRune = 0, false }

func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off = 0
	b.forget()
}

func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.forget()
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// need makes room for n more bytes: behind what is there, in the place of what was read, or elsewhere.
func (b *Buffer) need(n int) {
	if text.IsUnknownInt(int64(n)) || text.IsUnknownInt(int64(len(b.buf))) {
		return
	}
	unread := b.Len()
	if unread == 0 && b.off != 0 {
		b.Reset()
	}
	room := cap(b.buf)
	switch {
	case n <= room-len(b.buf):
	case b.buf == nil && n <= leastCapacity:
		b.buf = make([]byte, 0, leastCapacity)
	case n <= room/2-unread:
		copy(b.buf, b.buf[b.off:])
		b.buf, b.off = b.buf[:unread], 0
	default:
		whole := max(unread+b.off+n, 2*(room-b.off))
		grown := append([]byte(nil), make([]byte, whole)...)
		b.buf, b.off = grown[:copy(grown, b.buf[b.off:])], 0
	}
}

func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.need(n)
	b.buf = b.buf[:len(b.buf)]
}

func (b *Buffer) Write(p []byte) (n int, err error) {
	b.forget()
	b.need(len(p))
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *Buffer) WriteString(s string) (n int, err error) {
	b.forget()
	b.need(len(s))
	b.buf = append(b.buf, s...)
	return len(s), nil
}

func (b *Buffer) WriteByte(c byte) error {
	b.forget()
	b.need(1)
	b.buf = append(b.buf, c)
	return nil
}

func (b *Buffer) WriteRune(r rune) (n int, err error) { return b.WriteString(string(r)) }

func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.forget()
	for {
		b.need(MinRead)
		m, err := r.Read(b.buf[len(b.buf):cap(b.buf)])
		if m < 0 {
			panic(errors.New("bytes.Buffer: reader returned negative count from Read"))
		}
		b.buf = b.buf[:len(b.buf)+m]
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
	if whole := b.Len(); whole > 0 {
		m, err := w.Write(b.buf[b.off:])
		if m > whole {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += m
		if err != nil {
			return int64(m), err
		}
		if m != whole {
			return int64(m), io.ErrShortWrite
		}
		n = int64(m)
	}
	b.Reset()
	return n, nil
}

// take reads n bytes.
func (b *Buffer) take(n int) []byte {
	data := b.buf[b.off : b.off+n]
	b.off += n
	b.last, b.isRune = n, false
	return data
}

func (b *Buffer) Read(p []byte) (n int, err error) {
	b.forget()
	if b.Len() == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	return copy(p, b.take(min(len(p), b.Len()))), nil
}

func (b *Buffer) Next(n int) []byte { return b.take(min(n, b.Len())) }

func (b *Buffer) ReadByte() (byte, error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, io.EOF
	}
	return b.take(1)[0], nil
}

func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.take(size)
	b.isRune = true
	return r, size, nil
}

func (b *Buffer) UnreadByte() error {
	if b.last == 0 {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.forget()
	b.off--
	return nil
}

func (b *Buffer) UnreadRune() error {
	if !b.isRune {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= b.last
	b.forget()
	return nil
}

func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	read, err := b.until(delim)
	return append(line, read...), err
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	read, err := b.until(delim)
	return string(read), err
}

func (b *Buffer) until(delim byte) (line []byte, err error) {
	n := IndexByte(b.buf[b.off:], delim) + 1
	if n == 0 {
		n, err = b.Len(), io.EOF
	}
	return b.take(n), err
}
