package reflect

import (
	"internal/text"
	"iter"
)

// Seq goes through what a range over v with one variable does.
func (v Value) Seq() iter.Seq[Value] {
	switch k := v.Kind(); {
	case k == Func && v.Type().CanSeq():
		return func(yield func(Value) bool) { v.Call([]Value{v.body(func(in []Value) bool { return yield(in[0]) })}) }
	case k >= Int && k <= Int64:
		return v.count(func(i int) any { return narrow(k, int64(i)) }, int(v.Int()))
	case k >= Uint && k <= Uintptr:
		return v.count(func(i int) any { return narrow(k, int64(i)) }, int(v.Uint()))
	case k == Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok; x, ok = v.Recv() {
				if !yield(x) {
					return
				}
			}
		}
	case !v.Type().CanSeq():
		panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
	}
	return func(yield func(Value) bool) {
		for i := range v.Seq2() {
			if !yield(i) {
				return
			}
		}
	}
}

func (v Value) count(at func(i int) any, n int) iter.Seq[Value] {
	return func(yield func(Value) bool) {
		for i := range n {
			if !yield(Value{t: v.t, x: text.Retype(v.t, at(i))}) {
				return
			}
		}
	}
}

// body is what an iterator calls.
func (v Value) body(f func(in []Value) bool) Value {
	return MakeFunc(v.Type().In(0), func(in []Value) []Value { return []Value{ValueOf(f(in))} })
}

// Seq2 goes through what a range over v with two variables does.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	switch v.Kind() {
	case Func:
		if v.Type().CanSeq2() {
			return func(yield func(Value, Value) bool) {
				v.Call([]Value{v.body(func(in []Value) bool { return yield(in[0], in[1]) })})
			}
		}
	case Pointer:
		if v.Type().Elem().Kind() == Array {
			return v.Elem().Seq2()
		}
	case Array, Slice:
		return func(yield func(Value, Value) bool) {
			for i := range v.Len() {
				if !yield(ValueOf(i), v.Index(i)) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case Map:
		return func(yield func(Value, Value) bool) {
			for i := v.MapRange(); i.Next(); {
				if !yield(i.Key(), i.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}

// each goes through n things.
func each[T any](n int, at func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range n {
			if !yield(at(i)) {
				return
			}
		}
	}
}

func (t rtype) Fields() iter.Seq[StructField] { return each(t.NumField(), t.Field) }

func (t rtype) Methods() iter.Seq[Method] { return each(t.NumMethod(), t.Method) }

func (t rtype) Ins() iter.Seq[Type] { return each(t.NumIn(), t.In) }

func (t rtype) Outs() iter.Seq[Type] { return each(t.NumOut(), t.Out) }

func (v Value) Fields() iter.Seq2[StructField, Value] {
	return func(yield func(StructField, Value) bool) {
		for i := range v.NumField() {
			if !yield(v.Type().Field(i), v.Field(i)) {
				return
			}
		}
	}
}

func (v Value) Methods() iter.Seq2[Method, Value] {
	return func(yield func(Method, Value) bool) {
		for i := range v.NumMethod() {
			if !yield(v.Type().Method(i), v.Method(i)) {
				return
			}
		}
	}
}
