package slog

import (
	"internal/text"
	"slices"
	"unicode/utf8"
)

// A line of a handler, while it is written. sep comes before the next key.
type line struct {
	h      *writer
	s      string
	sep    string
	prefix string
	groups []string
}

// open opens the groups of the handler that are not open yet.
func (l *line) open() {
	for _, name := range l.h.groups[l.h.opened:] {
		l.enter(name)
	}
}

func (l *line) enter(name string) {
	l.groups = append(l.groups, name)
	if l.h.json {
		l.key(name)
		l.s += "{"
		l.sep = ""
	} else {
		l.prefix += name + "."
	}
}

func (l *line) attrs(as []Attr) (any bool) {
	for _, a := range as {
		if l.attr(a) {
			any = true
		}
	}
	return any
}

// attr writes an attribute, and tells whether there was anything to write.
func (l *line) attr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if replace := l.h.opts.ReplaceAttr; replace != nil && a.Value.kind != KindGroup {
		a = replace(slices.Clone(l.groups), a)
		a.Value = a.Value.Resolve()
	}
	if a.isEmpty() {
		return false
	}
	if a.Value.kind == KindGroup {
		return l.group(a.Key, a.Value.Group())
	}
	l.key(a.Key)
	l.value(a.Value)
	return true
}

func (l *line) group(name string, as []Attr) bool {
	if len(as) == 0 {
		return true
	}
	before := *l
	if name != "" {
		l.enter(name)
	}
	if !l.attrs(as) {
		*l = before
		return false
	}
	if name != "" && l.h.json {
		l.s += "}"
	}
	l.prefix, l.groups, l.sep = before.prefix, before.groups, l.h.separator()
	return true
}

func (l *line) key(name string) {
	l.s += l.sep
	l.quoted(l.prefix + name)
	if l.h.json {
		l.s += ":"
	} else {
		l.s += "="
	}
	l.sep = l.h.separator()
}

// value writes what a method of the value panics with instead of the value.
func (l *line) value(v Value) {
	before := l.s
	defer func() {
		if r := recover(); r != nil {
			l.s = before
			if text.Kind(v.x) == text.KindPointer && text.Int(v.x) == 0 {
				l.quoted("<nil>")
			} else {
				l.quoted(text.Format("!PANIC: %v", []any{r}))
			}
		}
	}()
	switch v.kind {
	case KindString:
		l.quoted(v.x.(string))
	case KindTime:
		l.time(v)
	case KindAny:
		l.any(v.x)
	case KindFloat64:
		if l.h.json {
			l.s += number(v.Float64())
		} else {
			l.s += v.String()
		}
	case KindDuration:
		if l.h.json {
			l.s += text.Value(int64(v.Duration()))
		} else {
			l.s += v.String()
		}
	default:
		l.s += v.String()
	}
}

func (l *line) time(v Value) {
	if l.h.json {
		l.s += "\"" + v.Time().Format("2006-01-02T15:04:05.999999999Z07:00") + "\""
	} else {
		l.s += v.Time().Format("2006-01-02T15:04:05.000Z07:00")
	}
}

func (l *line) any(x any) {
	err, isError := x.(error)
	marshaler, marshals := x.(interface{ MarshalText() ([]byte, error) })
	_, itself := x.(interface{ MarshalJSON() ([]byte, error) })
	bytes, isBytes := x.([]byte)
	switch {
	case l.h.json && isError && !itself:
		l.quoted(err.Error())
	case l.h.json && x == nil:
		l.s += "null"
	case l.h.json && (itself || !marshals):
		l.s += text.Unknown("the JSON of a value that slog writes")
	case marshals:
		l.marshaled(marshaler.MarshalText())
	case isBytes:
		l.s += text.Quote(string(bytes))
	default:
		l.quoted(text.Format("%+v", []any{x}))
	}
}

func (l *line) marshaled(data []byte, err error) {
	switch {
	case err == nil:
		l.quoted(string(data))
	case l.h.json:
		l.quoted(text.Unknown("the error of a value's JSON that slog writes"))
	default:
		l.quoted(text.Format("!ERROR:%v", []any{err}))
	}
}

func (l *line) quoted(s string) {
	switch {
	case l.h.json && text.IsUnknown(s):
		l.s += "\"" + s + "\""
	case text.IsUnknown(s):
		l.s += s
	case l.h.json:
		l.s += "\"" + escaped(s) + "\""
	case isBare(s):
		l.s += s
	default:
		l.s += text.Quote(s)
	}
}

// isBare tells whether a text needs no quotes.
func isBare(s string) bool {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && (r <= ' ' || r == '"' || r == '='):
			return false
		case r >= utf8.RuneSelf && (r == utf8.RuneError || text.Quote(string(r)) != `"`+string(r)+`"`):
			return false
		}
	}
	return s != ""
}

var escapes = map[rune]string{'"': `\"`, '\\': `\\`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\b': `\b`, '\f': `\f`, utf8.RuneError: `\ufffd`}

// escaped is a text as JSON has it between quotes.
func escaped(s string) (out string) {
	for _, r := range s {
		e, ok := escapes[r]
		switch {
		case ok:
			out += e
		case r < ' ' || r == '\u2028' || r == '\u2029':
			out += text.Format(`\u%04x`, []any{r})
		default:
			out += string(r)
		}
	}
	return out
}
