package strings

import "unicode"

func Clone(s string) string { return s }

func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if s == "" || count == 0 {
		return ""
	}
	if count > maxInt/len(s) {
		panic("strings: Repeat output length overflow")
	}
	if n := len(s) * count; n > large {
		_ = make([]byte, n)[n-1] // says that so much is not explored
	}
	r := ""
	for ; count > 1; count /= 2 {
		if count%2 == 1 {
			r += s
		}
		s += s
	}
	return r + s
}

const (
	maxInt = 1<<63 - 1
	large  = 1 << 24
)

func Join(elems []string, sep string) string {
	r := ""
	for i, s := range elems {
		if i > 0 {
			r += sep
		}
		r += s
	}
	return r
}

// explode splits s into at most n characters (the last has the rest); n < 0: all.
func explode(s string, n int) []string {
	parts := []string{}
	start := 0
	for i := range s {
		if i > 0 && (n < 0 || len(parts) < n-1) {
			parts = append(parts, s[start:i])
			start = i
		}
	}
	if s != "" {
		parts = append(parts, s[start:])
	}
	return parts
}

// split cuts s behind (keep) or around sep, into at most n parts; n < 0: all.
func split(s, sep string, keep bool, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	parts := []string{}
	for n < 0 || len(parts) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		if keep {
			parts = append(parts, s[:i+len(sep)])
		} else {
			parts = append(parts, s[:i])
		}
		s = s[i+len(sep):]
	}
	return append(parts, s)
}

func Split(s, sep string) []string { return split(s, sep, false, -1) }

func SplitN(s, sep string, n int) []string { return split(s, sep, false, n) }

func SplitAfter(s, sep string) []string { return split(s, sep, true, -1) }

func SplitAfterN(s, sep string, n int) []string { return split(s, sep, true, n) }

func Fields(s string) []string { return FieldsFunc(s, unicode.IsSpace) }

func FieldsFunc(s string, f func(rune) bool) []string {
	parts := []string{}
	start := -1
	for i, c := range s {
		switch {
		case f(c) && start >= 0:
			parts = append(parts, s[start:i])
			start = -1
		case !f(c) && start < 0:
			start = i
		}
	}
	if start >= 0 {
		parts = append(parts, s[start:])
	}
	return parts
}

func Map(mapping func(rune) rune, s string) string {
	r := ""
	for _, c := range s {
		if m := mapping(c); m >= 0 {
			r += string(m)
		}
	}
	return r
}

func ToUpper(s string) string { return Map(unicode.ToUpper, s) }

func ToLower(s string) string { return Map(unicode.ToLower, s) }

func Replace(s, old, new string, n int) string {
	if n < 0 || n > Count(s, old) {
		n = Count(s, old)
	}
	if old == "" {
		return interleave(s, new, n)
	}
	r := ""
	for ; n > 0; n-- {
		i := Index(s, old)
		r += s[:i] + new
		s = s[i+len(old):]
	}
	return r + s
}

// interleave puts filler before the first n characters, or behind the last.
func interleave(s, filler string, n int) string {
	r := ""
	for _, c := range explode(s, -1) {
		if n > 0 {
			r += filler
			n--
		}
		r += c
	}
	if n > 0 {
		r += filler
	}
	return r
}

func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

func TrimLeftFunc(s string, f func(rune) bool) string {
	for i, c := range s {
		if !f(c) {
			return s[i:]
		}
	}
	return ""
}

func TrimRightFunc(s string, f func(rune) bool) string {
	start, end := 0, 0
	parts := explode(s, -1)
	for _, c := range parts {
		start += len(c)
		for _, r := range c {
			if !f(r) {
				end = start
			}
		}
	}
	return s[:end]
}

func TrimFunc(s string, f func(rune) bool) string { return TrimRightFunc(TrimLeftFunc(s, f), f) }

func in(set string) func(rune) bool {
	return func(r rune) bool { return ContainsRune(set, r) }
}

func Trim(s, cutset string) string { return TrimFunc(s, in(cutset)) }

func TrimLeft(s, cutset string) string { return TrimLeftFunc(s, in(cutset)) }

func TrimRight(s, cutset string) string { return TrimRightFunc(s, in(cutset)) }

func TrimSpace(s string) string { return TrimFunc(s, unicode.IsSpace) }

func TrimPrefix(s, prefix string) string {
	after, _ := CutPrefix(s, prefix)
	return after
}

func TrimSuffix(s, suffix string) string {
	before, _ := CutSuffix(s, suffix)
	return before
}
