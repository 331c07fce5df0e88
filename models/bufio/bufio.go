//chancheck:rest
//chancheck:fallback
package bufio

import (
	"errors"
	"io"
	"unicode/utf8"
)

// A Reader reads ahead. last: the bytes that the last call read last, of one rune if isRune.
type Reader struct {
	r      io.Reader
	data   []byte
	err    error
	size   int
	last   []byte
	isRune bool
}

var (
	ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")
	ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")
)

const leastSize = 16

func NewReader(r io.Reader) *Reader { return NewReaderSize(r, defaultSize) }

func NewReaderSize(r io.Reader, size int) *Reader { return &Reader{r: r, size: max(size, leastSize)} }

func (b *Reader) Reset(r io.Reader) { *b = Reader{r: r, size: b.size} }

func (b *Reader) Size() int { return b.size }

// took notes what a call has read.
func (b *Reader) took(data []byte, isRune bool) { b.last, b.isRune = data, isRune }

func (b *Reader) UnreadByte() error {
	if len(b.last) == 0 {
		return ErrInvalidUnreadByte
	}
	b.data = append(append([]byte(nil), b.last[len(b.last)-1]), b.data...)
	b.took(nil, false)
	return nil
}

func (b *Reader) UnreadRune() error {
	if !b.isRune {
		return ErrInvalidUnreadRune
	}
	b.data = append(append([]byte(nil), b.last...), b.data...)
	b.took(nil, false)
	return nil
}

func (b *Reader) Buffered() int { return len(b.data) }

func (b *Reader) more() {
	buf := make([]byte, 64)
	n, err := b.r.Read(buf)
	b.data = append(b.data, buf[:n]...)
	b.err = err
}

// failed is the error that comes after what has been read, once.
func (b *Reader) failed() error {
	err := b.err
	b.err = nil
	return err
}

func (b *Reader) Peek(n int) ([]byte, error) {
	b.took(nil, false)
	for len(b.data) < n && b.err == nil {
		b.more()
	}
	if len(b.data) < n {
		return b.data, b.failed()
	}
	return b.data[:n], nil
}

func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(b.data) == 0 && b.err == nil {
		b.more()
	}
	if len(b.data) == 0 {
		return 0, b.failed()
	}
	n = copy(p, b.data)
	b.took(b.data[:n], false)
	b.data = b.data[n:]
	return n, nil
}

func (b *Reader) ReadByte() (byte, error) {
	b.isRune = false
	for len(b.data) == 0 {
		if b.err != nil {
			return 0, b.failed()
		}
		b.more()
	}
	c := b.data[0]
	b.took(b.data[:1], false)
	b.data = b.data[1:]
	return c, nil
}

func (b *Reader) ReadRune() (r rune, size int, err error) {
	for len(b.data) == 0 || b.data[0] >= utf8.RuneSelf && len(b.data) < utf8.UTFMax && b.err == nil {
		if b.err != nil {
			b.isRune = false
			return 0, 0, b.failed()
		}
		b.more()
	}
	first := true
	for i, c := range string(b.data) {
		if !first {
			b.took(b.data[:i], true)
			b.data = b.data[i:]
			return r, i, nil
		}
		r, first = c, false
	}
	size = len(b.data)
	b.took(b.data, true)
	b.data = nil
	return r, size, nil
}

func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	for {
		if i := indexByte(b.data, delim); i >= 0 {
			line := append([]byte(nil), b.data[:i+1]...)
			b.took(line, false)
			b.data = b.data[i+1:]
			return line, nil
		}
		if b.err != nil {
			line := b.data
			if b.isRune = false; len(line) > 0 {
				b.took(line, false)
			}
			b.data = nil
			return line, b.failed()
		}
		b.more()
	}
}

func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadBytes(delim)
	return string(line), err
}

func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadBytes('\n')
	if len(line) == 0 && err != nil {
		return nil, false, err
	}
	if len(line) > 0 && line[len(line)-1] == '\n' {
		line = line[:len(line)-1]
	}
	return withoutReturn(line), false, nil
}

// A Writer hands on what was written when it is flushed, or when its buffer is full.
// ReadSlice does not fill up: lines of any length fit.
func (b *Reader) ReadSlice(delim byte) ([]byte, error) { return b.ReadBytes(delim) }

func (b *Reader) Discard(n int) (discarded int, err error) {
	b.took(nil, false)
	for discarded < n {
		if len(b.data) == 0 {
			if b.err != nil {
				return discarded, b.failed()
			}
			b.more()
			continue
		}
		k := min(n-discarded, len(b.data))
		b.data = b.data[k:]
		discarded += k
	}
	return discarded, nil
}

func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b.took(nil, false)
	for {
		if len(b.data) > 0 {
			k, err := w.Write(b.data)
			b.data = b.data[k:]
			n += int64(k)
			if err != nil {
				return n, err
			}
		}
		if b.err == io.EOF {
			b.err = nil
			return n, nil
		}
		if b.err != nil {
			return n, b.failed()
		}
		b.more()
	}
}

type Writer struct {
	w    io.Writer
	data []byte
	size int
	err  error
}

const defaultSize = 4096

func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, defaultSize) }

func NewWriterSize(w io.Writer, size int) *Writer {
	if size <= 0 {
		size = defaultSize
	}
	return &Writer{w: w, size: size}
}

func (b *Writer) Reset(w io.Writer) { *b = Writer{w: w, size: b.size} }

func (b *Writer) Size() int { return b.size }

func (b *Writer) Buffered() int { return len(b.data) }

func (b *Writer) Available() int { return b.size - len(b.data) }

func (b *Writer) Flush() error {
	if b.err != nil || len(b.data) == 0 {
		return b.err
	}
	n, err := b.w.Write(b.data)
	if n < len(b.data) && err == nil {
		err = io.ErrShortWrite
	}
	b.data, b.err = b.data[n:], err
	return err
}

// Write hands on at once what an empty buffer has no room for.
func (b *Writer) Write(p []byte) (n int, err error) {
	for len(p) > b.Available() && b.err == nil {
		part := b.Available()
		if len(b.data) == 0 {
			part, b.err = b.w.Write(p)
		} else {
			b.data = append(b.data, p[:part]...)
			b.Flush()
		}
		n += part
		p = p[part:]
	}
	if b.err != nil {
		return n, b.err
	}
	b.data = append(b.data, p...)
	return n + len(p), nil
}

func (b *Writer) WriteString(s string) (n int, err error) {
	w, ok := b.w.(io.StringWriter)
	for len(s) > b.Available() && b.err == nil {
		part := b.Available()
		if len(b.data) == 0 && ok {
			part, b.err = w.WriteString(s)
		} else {
			b.data = append(b.data, s[:part]...)
			b.Flush()
		}
		n += part
		s = s[part:]
	}
	if b.err != nil {
		return n, b.err
	}
	b.data = append(b.data, s...)
	return n + len(s), nil
}

func (b *Writer) WriteByte(c byte) error {
	_, err := b.Write([]byte{c})
	return err
}

func (b *Writer) WriteRune(r rune) (size int, err error) { return b.WriteString(string(r)) }

func (b *Writer) AvailableBuffer() []byte { return make([]byte, 0, b.Available()) }

func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	buf := make([]byte, 64)
	for {
		k, err := r.Read(buf)
		n += int64(k)
		if _, failed := b.Write(buf[:k]); failed != nil {
			return n, failed
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

type ReadWriter struct {
	*Reader
	*Writer
}

func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }
