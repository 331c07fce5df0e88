package text

// Panic is what the Go runtime prints after "panic: " for an uncaught panic with value x.
func Panic(x any) string {
	switch x := x.(type) {
	case error:
		return indented(x.Error())
	case stringer:
		return indented(x.String())
	}
	switch Kind(x) {
	case KindNil:
		return "nil"
	case KindBool:
		return named(x, truth(Int(x) != 0))
	case KindInt:
		return named(x, Itoa(Int(x)))
	case KindUint:
		return named(x, Utoa(uint64(Int(x)), 10))
	case KindFloat:
		return named(x, floating(x, 64))
	case KindFloat32:
		return named(x, floating(x, 32))
	case KindComplex, KindComplex64:
		return named(x, pair(x))
	case KindString:
		if s, ok := x.(string); ok {
			return indented(s)
		}
		return TypeName(x) + "(\"" + indented(Str(x)) + "\")"
	}
	return "(" + TypeName(x) + ") " + "?"
}

//chancheck:kinds float
func floating(x any, size int) string {
	return Float(Int(x), 'g', -1, size)
}

//chancheck:kinds complex
func pair(x any) string {
	p := printer{}
	p.value(x, 'v', 0, true)
	return p.out
}

// named wraps the value of a basic type that the program has named.
func named(x any, s string) string {
	name := TypeName(x)
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name + "(" + s + ")"
		}
	}
	return s
}

// indented keeps a text of several lines apart from what the runtime prints at the start of lines. One with an unknown
// part is left as it is: that the program panics does not depend on it.
func indented(s string) string {
	if IsUnknown(s) {
		return s
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			return s[:i] + "\n\t" + indented(s[i+1:])
		}
	}
	return s
}
