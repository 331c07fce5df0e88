package slog

import "time"

// An Attr is a key and its value.
type Attr struct {
	Key   string
	Value Value
}

func (a Attr) Equal(b Attr) bool { return a.Key == b.Key && a.Value.Equal(b.Value) }

func (a Attr) String() string { return a.Key + "=" + a.Value.String() }

func (a Attr) isEmpty() bool { return a.Key == "" && a.Value.kind == KindAny && a.Value.x == nil }

func String(key, value string) Attr { return Attr{key, StringValue(value)} }

func Int64(key string, value int64) Attr { return Attr{key, Int64Value(value)} }

func Int(key string, value int) Attr { return Attr{key, IntValue(value)} }

func Uint64(key string, v uint64) Attr { return Attr{key, Uint64Value(v)} }

func Float64(key string, v float64) Attr { return Attr{key, Float64Value(v)} }

func Bool(key string, v bool) Attr { return Attr{key, BoolValue(v)} }

func Time(key string, v time.Time) Attr { return Attr{key, TimeValue(v)} }

func Duration(key string, v time.Duration) Attr { return Attr{key, DurationValue(v)} }

func Group(key string, args ...any) Attr { return Attr{key, GroupValue(attrs(args)...)} }

func GroupAttrs(key string, attrs ...Attr) Attr { return Attr{key, GroupValue(attrs...)} }

func Any(key string, value any) Attr { return Attr{key, AnyValue(value)} }

// attrs are those of the arguments of a call: an Attr each, or a key and its value.
func attrs(args []any) []Attr {
	var found []Attr
	for len(args) > 0 {
		switch x := args[0].(type) {
		case Attr:
			found = append(found, x)
		case string:
			if len(args) == 1 {
				return append(found, String("!BADKEY", x))
			}
			found = append(found, Any(x, args[1]))
			args = args[1:]
		default:
			found = append(found, Any("!BADKEY", x))
		}
		args = args[1:]
	}
	return found
}

// A Record is what a handler gets of one call.
type Record struct {
	Time    time.Time
	Message string
	Level   Level
	PC      uintptr
	attrs   []Attr
}

func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

func (r Record) Clone() Record {
	r.attrs = r.attrs[:len(r.attrs):len(r.attrs)]
	return r
}

func (r Record) NumAttrs() int { return len(r.attrs) }

func (r Record) Attrs(f func(Attr) bool) {
	for _, a := range r.attrs {
		if !f(a) {
			return
		}
	}
}

//chancheck:visible
func (r *Record) AddAttrs(attrs ...Attr) {
	for _, a := range attrs {
		if !a.Value.isEmptyGroup() {
			r.attrs = append(r.attrs[:len(r.attrs):len(r.attrs)], a)
		}
	}
}

//chancheck:visible
func (r *Record) Add(args ...any) { r.AddAttrs(attrs(args)...) }
