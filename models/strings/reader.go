//chancheck:fallback
package strings

import "io"

// A Reader reads a string.
type Reader struct {
	s string
}

func NewReader(s string) *Reader { return &Reader{s} }

func (r *Reader) Len() int { return len(r.s) }

func (r *Reader) Read(b []byte) (n int, err error) {
	if r.s == "" {
		return 0, io.EOF
	}
	n = copy(b, r.s)
	r.s = r.s[n:]
	return n, nil
}

func (r *Reader) ReadByte() (byte, error) {
	if r.s == "" {
		return 0, io.EOF
	}
	c := r.s[0]
	r.s = r.s[1:]
	return c, nil
}
