//chancheck:fallback
package bytes

import "io"

const MinRead = 512

// A Buffer is written at its end and read from its beginning.
type Buffer struct {
	buf []byte
}

func NewBuffer(buf []byte) *Buffer { return &Buffer{buf} }

func NewBufferString(s string) *Buffer { return &Buffer{[]byte(s)} }

func (b *Buffer) Bytes() []byte { return b.buf }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf)
}

func (b *Buffer) Len() int { return len(b.buf) }

func (b *Buffer) Reset() { b.buf = nil }

func (b *Buffer) Truncate(n int) {
	if n < 0 || n > len(b.buf) {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:n]
}

func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.buf = b.buf[:len(b.buf)] // moves what is there
}

func (b *Buffer) Write(p []byte) (n int, err error) {
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *Buffer) WriteString(s string) (n int, err error) {
	b.buf = append(b.buf, s...)
	return len(s), nil
}

func (b *Buffer) WriteByte(c byte) error {
	b.buf = append(b.buf, c)
	return nil
}

func (b *Buffer) WriteRune(r rune) (n int, err error) { return b.WriteString(string(r)) }

func (b *Buffer) Read(p []byte) (n int, err error) {
	if len(b.buf) == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf)
	b.buf = b.buf[n:]
	return n, nil
}

func (b *Buffer) ReadByte() (byte, error) {
	if len(b.buf) == 0 {
		return 0, io.EOF
	}
	c := b.buf[0]
	b.buf = b.buf[1:]
	return c, nil
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	i := IndexByte(b.buf, delim) + 1
	if i == 0 {
		i, err = len(b.buf), io.EOF
	}
	line = string(b.buf[:i])
	b.buf = b.buf[i:]
	return line, err
}

// A Reader reads a slice.
type Reader struct {
	s []byte
}

func NewReader(b []byte) *Reader { return &Reader{b} }

func (r *Reader) Len() int { return len(r.s) }

func (r *Reader) Read(b []byte) (n int, err error) {
	if len(r.s) == 0 {
		return 0, io.EOF
	}
	n = copy(b, r.s)
	r.s = r.s[n:]
	return n, nil
}

func (r *Reader) ReadByte() (byte, error) {
	if len(r.s) == 0 {
		return 0, io.EOF
	}
	c := r.s[0]
	r.s = r.s[1:]
	return c, nil
}
