// Package bytes models buffers and the usual functions on slices of bytes.
package bytes

import (
	"io"
	"strings"
)

const MinRead = 512

func Equal(a, b []byte) bool { return string(a) == string(b) }

func Compare(a, b []byte) int { return strings.Compare(string(a), string(b)) }

func Contains(b, subslice []byte) bool { return strings.Contains(string(b), string(subslice)) }

func Index(s, sep []byte) int { return strings.Index(string(s), string(sep)) }

func IndexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }

func HasPrefix(s, prefix []byte) bool { return strings.HasPrefix(string(s), string(prefix)) }

func HasSuffix(s, suffix []byte) bool { return strings.HasSuffix(string(s), string(suffix)) }

func ToUpper(s []byte) []byte { return []byte(strings.ToUpper(string(s))) }

func ToLower(s []byte) []byte { return []byte(strings.ToLower(string(s))) }

func Repeat(b []byte, count int) []byte { return []byte(strings.Repeat(string(b), count)) }

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func TrimSpace(s []byte) []byte {
	rest := strings.TrimLeft(string(s), "\t\n\v\f\r ")
	start := len(s) - len(rest)
	return s[start : start+len(strings.TrimSpace(rest))]
}

func Join(s [][]byte, sep []byte) []byte {
	r := []byte{}
	for i, part := range s {
		if i > 0 {
			r = append(r, sep...)
		}
		r = append(r, part...)
	}
	return r
}

func Split(s, sep []byte) [][]byte {
	parts := [][]byte{}
	for _, part := range strings.Split(string(s), string(sep)) {
		parts = append(parts, []byte(part))
	}
	return parts
}

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

func Fields(s []byte) [][]byte {
	var fields [][]byte
	for _, f := range strings.Fields(string(s)) {
		fields = append(fields, []byte(f))
	}
	return fields
}

func EqualFold(s, t []byte) bool { return strings.EqualFold(string(s), string(t)) }

func Count(s, sep []byte) int { return strings.Count(string(s), string(sep)) }

func LastIndex(s, sep []byte) int { return strings.LastIndex(string(s), string(sep)) }

func ContainsAny(b []byte, chars string) bool { return strings.ContainsAny(string(b), chars) }

func ReplaceAll(s, old, new []byte) []byte {
	return []byte(strings.ReplaceAll(string(s), string(old), string(new)))
}

// The functions that trim give a part of what they are given.

func Trim(s []byte, cutset string) []byte { return TrimRight(TrimLeft(s, cutset), cutset) }

func TrimLeft(s []byte, cutset string) []byte {
	return s[len(s)-len(strings.TrimLeft(string(s), cutset)):]
}

func TrimRight(s []byte, cutset string) []byte { return s[:len(strings.TrimRight(string(s), cutset))] }

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
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
