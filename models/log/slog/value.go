package slog

import (
	"internal/text"
	"math"
	"time"
)

type Kind int

const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

var kinds = [...]string{"Any", "Bool", "Duration", "Float64", "Int64", "String", "Time", "Uint64", "Group", "LogValuer"}

func (k Kind) String() string {
	if k >= 0 && int(k) < len(kinds) {
		return kinds[k]
	}
	return "<unknown slog.Kind>"
}

// A Value is of a kind; x has the type of that kind.
type Value struct {
	_    [0]func()
	kind Kind
	x    any
}

type LogValuer interface{ LogValue() Value }

func StringValue(value string) Value { return Value{kind: KindString, x: value} }

func IntValue(v int) Value { return Int64Value(int64(v)) }

func Int64Value(v int64) Value { return Value{kind: KindInt64, x: v} }

func Uint64Value(v uint64) Value { return Value{kind: KindUint64, x: v} }

func Float64Value(v float64) Value { return Value{kind: KindFloat64, x: v} }

func BoolValue(v bool) Value { return Value{kind: KindBool, x: v} }

func TimeValue(v time.Time) Value { return Value{kind: KindTime, x: v} }

func DurationValue(v time.Duration) Value { return Value{kind: KindDuration, x: v} }

// GroupValue leaves out groups without attributes.
func GroupValue(as ...Attr) Value {
	var kept []Attr
	for _, a := range as {
		if !a.Value.isEmptyGroup() {
			kept = append(kept, a)
		}
	}
	return Value{kind: KindGroup, x: kept}
}

func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return IntValue(v)
	case int8:
		return IntValue(int(v))
	case int16:
		return IntValue(int(v))
	case int32:
		return IntValue(int(v))
	case int64:
		return Int64Value(v)
	case uint:
		return Uint64Value(uint64(v))
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uint64:
		return Uint64Value(v)
	case uintptr:
		return Uint64Value(uint64(v))
	case float32:
		return Float64Value(float64(v))
	case float64:
		return Float64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case []Attr:
		return GroupValue(v...)
	case Value:
		return v
	case LogValuer:
		return Value{kind: KindLogValuer, x: v}
	}
	return Value{x: v}
}

func (v Value) Kind() Kind { return v.kind }

func (v Value) Any() any { return v.x }

func (v Value) String() string {
	switch v.kind {
	case KindString:
		return v.x.(string)
	case KindFloat64:
		return text.Float(text.Int(v.x), 'g', -1, 64)
	}
	return text.Value(v.x)
}

func (v Value) check(kind Kind) {
	if v.kind != kind {
		panic("Value kind is " + v.kind.String() + ", not " + kind.String())
	}
}

func (v Value) Int64() int64 {
	v.check(KindInt64)
	return v.x.(int64)
}

func (v Value) Uint64() uint64 {
	v.check(KindUint64)
	return v.x.(uint64)
}

func (v Value) Float64() float64 {
	v.check(KindFloat64)
	return v.x.(float64)
}

func (v Value) Bool() bool {
	v.check(KindBool)
	return v.x.(bool)
}

func (v Value) Duration() time.Duration {
	v.check(KindDuration)
	return v.x.(time.Duration)
}

func (v Value) Time() time.Time {
	v.check(KindTime)
	return v.x.(time.Time)
}

func (v Value) LogValuer() LogValuer { return v.x.(LogValuer) }

func (v Value) Group() []Attr {
	if as, ok := v.x.([]Attr); ok && v.kind == KindGroup {
		return as
	}
	panic("Group: bad kind")
}

func (v Value) isEmptyGroup() bool { return v.kind == KindGroup && len(v.x.([]Attr)) == 0 }

func (v Value) Equal(w Value) bool {
	switch {
	case v.kind != w.kind:
		return false
	case v.kind == KindTime:
		return v.Time().Equal(w.Time())
	case v.kind != KindGroup:
		return v.x == w.x
	}
	a, b := v.Group(), w.Group()
	for i := range a {
		if len(a) != len(b) || !a[i].Equal(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

const deepest = 5 // calls of LogValue for one value

// Resolve calls LogValue while the value is a LogValuer.
func (v Value) Resolve() (resolved Value) {
	orig := v
	defer func() {
		if r := recover(); r != nil {
			resolved = AnyValue(unresolved{text.Unknown("the stack of a panic in LogValue")})
		}
	}()
	for range deepest {
		if v.kind != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(unresolved{"LogValue called too many times on Value of type " + text.TypeName(orig.x)})
}

type unresolved struct{ s string }

func (e unresolved) Error() string { return e.s }

// number is a float as JSON has it.
func number(f float64) string {
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		return text.Unknown("a float as JSON")
	}
	return text.Float(text.Int(f), 'f', -1, 64)
}
