// Package lines hands texts to writers as Go's own fmt and log do: in buffers that are used again. That shows only where
// a writer keeps what it is given, which it must not.
package lines

import (
	"internal/text"
	"io"
	"sync"
)

// Buffers are those of one package.
type Buffers struct{ pool sync.Pool }

// keeping says that the program has a writer that may keep what it is given.
//
//chancheck:kinds keeper
//chancheck:absent false
func keeping() bool { return true }

func (b *Buffers) Write(w io.Writer, s string) (n int, err error) {
	if !keeping() || text.IsUnknown(s) {
		return w.Write([]byte(s))
	}
	buf, _ := b.pool.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	old := (*buf)[:cap(*buf)]
	k := copy(old, s)
	*buf = append(old[:k], s[k:]...)
	n, err = w.Write(*buf)
	b.pool.Put(buf)
	return n, err
}
