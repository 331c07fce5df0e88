package strings

// A Builder collects a string.
type Builder struct {
	s string
}

func (b *Builder) String() string { return b.s }

func (b *Builder) Len() int { return len(b.s) }

func (b *Builder) Cap() int { return len(b.s) }

func (b *Builder) Reset() { b.s = "" }

func (b *Builder) Grow(n int) {
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if n > 0 {
		b.s += "" // moves what is there
	}
}

func (b *Builder) Write(p []byte) (int, error) { return b.WriteString(string(p)) }

func (b *Builder) WriteByte(c byte) error {
	b.s += string([]byte{c})
	return nil
}

func (b *Builder) WriteRune(r rune) (int, error) { return b.WriteString(string(r)) }

func (b *Builder) WriteString(s string) (int, error) {
	b.s += s
	return len(s), nil
}
