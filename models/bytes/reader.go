//chancheck:fallback
package bytes

import "io"

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
