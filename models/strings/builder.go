package strings

// A Builder collects a string.
type Builder struct {
	self *Builder // where it was written to first
	s    string
}

// check panics if b is a copy of a builder that was written to.
func (b *Builder) check() {
	if b.self == nil {
		b.self = b
	} else if b.self != b {
		panic("strings: illegal use of non-zero Builder copied by value")
	}
}

func (b *Builder) String() string { return b.s }

func (b *Builder) Len() int { return len(b.s) }

func (b *Builder) Cap() int { return len(b.s) }

func (b *Builder) Reset() { b.self, b.s = nil, "" }

func (b *Builder) Grow(n int) {
	b.check()
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if n > 0 {
		b.s += "" // moves what is there
	}
}

func (b *Builder) Write(p []byte) (int, error) { return b.WriteString(string(p)) }

func (b *Builder) WriteByte(c byte) error {
	b.check()
	b.s += string([]byte{c})
	return nil
}

func (b *Builder) WriteRune(r rune) (int, error) { return b.WriteString(string(r)) }

func (b *Builder) WriteString(s string) (int, error) {
	b.check()
	b.s += s
	return len(s), nil
}
