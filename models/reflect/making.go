package reflect

import (
	"internal/text"
)

// Set puts a value in the place of another.
func (v Value) Set(x Value) {
	v.settable("Set")
	if x.t == 0 {
		x.fail("Set")
	}
	text.Store(v.pointer, x.assigned("reflect.Set", v.Type()).x)
}

func (v Value) settable(method string) {
	if v.hidden {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
	if v.pointer == nil {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// assigned is v as a value of type t, to which it must be assignable.
func (v Value) assigned(context string, t Type) Value {
	if v.t == 0 {
		panic(context + ": value of type nil is not assignable to type " + t.String())
	}
	n := number(t)
	if v.t == n {
		return Value{t: n, x: v.get()}
	}
	if !v.Type().AssignableTo(t) {
		panic(context + ": value of type " + v.Type().String() + " is not assignable to type " + t.String())
	}
	if t.Kind() == Interface {
		return Value{t: n, x: v.get()}
	}
	return Value{t: n, x: text.Retype(n, v.get())}
}

// put stores what has the same underlying type as v.
func (v Value) put(x any) { text.Store(v.pointer, text.Retype(v.t, x)) }

func (v Value) SetBool(x bool) {
	v.settable("SetBool")
	v.is(Bool, "SetBool")
	v.put(x)
}

func (v Value) SetInt(x int64) {
	v.settable("SetInt")
	if !v.CanInt() {
		v.fail("SetInt")
	}
	v.put(narrow(v.Kind(), x))
}

func (v Value) SetUint(x uint64) {
	v.settable("SetUint")
	if !v.CanUint() {
		v.fail("SetUint")
	}
	v.put(narrow(v.Kind(), int64(x)))
}

// narrow is x in the range of an integer kind.
func narrow(k Kind, x int64) any {
	switch k {
	case Int8:
		return int8(x)
	case Int16:
		return int16(x)
	case Int32:
		return int32(x)
	case Uint8:
		return uint8(x)
	case Uint16:
		return uint16(x)
	case Uint32:
		return uint32(x)
	}
	return x
}

func (v Value) SetFloat(x float64) {
	v.settable("SetFloat")
	if !v.CanFloat() {
		v.fail("SetFloat")
	}
	v.put(rounded(v.Kind(), x))
}

func rounded(k Kind, x float64) any {
	if k == Float32 {
		return float32(x)
	}
	return x
}

func (v Value) SetComplex(x complex128) {
	v.settable("SetComplex")
	switch v.Kind() {
	case Complex64:
		v.put(complex64(x))
	case Complex128:
		v.put(x)
	default:
		v.fail("SetComplex")
	}
}

func (v Value) SetString(x string) {
	v.settable("SetString")
	v.is(String, "SetString")
	v.put(x)
}

func (v Value) SetBytes(x []byte) {
	v.settable("SetBytes")
	v.is(Slice, "SetBytes")
	v.put(x)
}

func (v Value) SetLen(n int) {
	v.settable("SetLen")
	v.is(Slice, "SetLen")
	if n < 0 || n > v.Cap() {
		panic("reflect: slice length out of range in SetLen")
	}
	text.Store(v.pointer, sliceCut(v.get(), 0, n, v.Cap()))
}

func (v Value) SetCap(n int) {
	v.settable("SetCap")
	v.is(Slice, "SetCap")
	text.Store(v.pointer, sliceCut(v.get(), 0, v.Len(), n))
}

func (v Value) Grow(n int) {
	v.settable("Grow")
	v.is(Slice, "Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	if l := v.Len(); l+n > v.Cap() {
		s := sliceJoin(v.get(), sliceMake(v.t, n, n))
		text.Store(v.pointer, sliceCut(s, 0, l, sliceCap(s)))
	}
}

func (v Value) OverflowInt(x int64) bool { return v.Type().OverflowInt(x) }

func (v Value) OverflowUint(x uint64) bool { return v.Type().OverflowUint(x) }

func (v Value) OverflowFloat(x float64) bool { return v.Type().OverflowFloat(x) }

func (v Value) OverflowComplex(x complex128) bool { return v.Type().OverflowComplex(x) }

func Zero(t Type) Value {
	n := number(t)
	return Value{t: n, x: text.ZeroOf(n)}
}

func New(t Type) Value { return ValueOf(text.NewOf(number(t))) }

func MakeSlice(t Type, n, c int) Value {
	t.(rtype).is(Slice, "MakeSlice")
	return of(t, sliceMake(number(t), n, c))
}

func MakeMap(t Type) Value { return MakeMapWithSize(t, 0) }

func MakeMapWithSize(t Type, n int) Value {
	t.(rtype).is(Map, "MakeMapWithSize")
	return of(t, mapMake(number(t)))
}

func MakeChan(t Type, n int) Value {
	t.(rtype).is(Chan, "MakeChan")
	return of(t, chanMake(number(t), n))
}

// MakeFunc is a function of type t that does what f does.
func MakeFunc(t Type, f func(args []Value) (results []Value)) Value {
	t.(rtype).is(Func, "call of MakeFunc")
	return of(t, text.MakeFunc(number(t), func(given []any) []any {
		args := make([]Value, len(given))
		for i, x := range given {
			args[i] = of(t.In(i), x)
		}
		out := f(args)
		if len(out) != t.NumOut() {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		results := make([]any, len(out))
		for i, r := range out {
			results[i] = r.assigned("reflect.MakeFunc", t.Out(i)).x
		}
		return results
	}))
}

func Append(s Value, x ...Value) Value {
	s.is(Slice, "Append")
	made := s.get()
	for _, e := range x {
		made = sliceAppend(made, e.assigned("reflect.Append", s.Type().Elem()).x)
	}
	return of(s.Type(), made)
}

func AppendSlice(s, t Value) Value {
	s.is(Slice, "AppendSlice")
	return of(s.Type(), sliceJoin(s.get(), text.Retype(s.t, t.get())))
}

// Copy copies elements; a string is copied as bytes.
func Copy(dst, src Value) int {
	if dst.Kind() == Slice && src.Kind() == Slice {
		return sliceCopy(dst.get(), text.Retype(dst.t, src.get()))
	}
	n := min(dst.Len(), src.Len())
	for i := range n {
		dst.Index(i).Set(src.Index(i))
	}
	return n
}

// Convert is v as a value of type t, by the rules of conversions.
func (v Value) Convert(t Type) Value {
	if !v.Type().ConvertibleTo(t) {
		panic("reflect.Value.Convert: value of type " + v.Type().String() + " cannot be converted to type " + t.String())
	}
	n := number(t)
	if t.Kind() == Interface {
		return Value{t: n, x: v.get(), hidden: v.hidden}
	}
	return Value{t: n, x: text.Retype(n, v.converted(t)), hidden: v.hidden}
}

// converted has the underlying type of t.
func (v Value) converted(t Type) any {
	k := t.Kind()
	from := v.Kind()
	switch {
	case k >= Int && k <= Uintptr && isNumber(from):
		return narrow(k, v.integer(k))
	case k == Float32 || k == Float64:
		return rounded(k, v.real())
	case k == Complex64:
		return complex64(v.Complex())
	case k == Complex128:
		return v.Complex()
	case k == String && v.CanInt():
		return character(v.Int())
	case k == String && v.CanUint():
		return character(int64(v.Uint()))
	case k == String && from == Slice && v.Type().Elem().Kind() == Uint8:
		return string(text.Retype(text.TypeNumber([]byte(nil)), v.get()).([]byte))
	case k == String && from == Slice:
		return string(text.Retype(text.TypeNumber([]rune(nil)), v.get()).([]rune))
	case k == Slice && from == String && t.Elem().Kind() == Uint8:
		return []byte(v.String())
	case k == Slice && from == String:
		return []rune(v.String())
	}
	return v.get()
}

func character(x int64) string {
	if x < 0 || x > 0x10FFFF {
		x = 0xFFFD
	}
	return text.FromRune(rune(x))
}

func (v Value) integer(k Kind) int64 {
	switch {
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return int64(v.Uint())
	case k >= Uint:
		return int64(uint64(v.Float()))
	}
	return int64(v.Float())
}

func (v Value) real() float64 {
	switch {
	case v.CanInt():
		return float64(v.Int())
	case v.CanUint():
		return float64(v.Uint())
	}
	return v.Float()
}

func (v Value) CanConvert(t Type) bool { return v.Type().ConvertibleTo(t) }

// Call calls a function. What a variadic one takes is gathered.
func (v Value) Call(in []Value) []Value {
	n := v.callable("Call")
	if v.Type().IsVariadic() {
		if len(in) < n-1 {
			panic("reflect: Call with too few input arguments")
		}
		rest := MakeSlice(v.Type().In(n-1), 0, 0)
		in = append(in[:n-1:n-1], Append(rest, in[n-1:]...))
	}
	return v.call("Call", in)
}

// CallSlice calls a variadic function with its last arguments as a slice.
func (v Value) CallSlice(in []Value) []Value {
	v.callable("CallSlice")
	return v.call("CallSlice", in)
}

func (v Value) callable(method string) int {
	if v.Kind() != Func {
		v.fail(method)
	}
	if v.hidden {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
	if text.IsNil(v.get()) {
		panic("reflect: call of nil function")
	}
	return v.Type().NumIn()
}

func (v Value) call(method string, in []Value) []Value {
	n := v.Type().NumIn()
	if len(in) < n {
		panic("reflect: " + method + " with too few input arguments")
	}
	if len(in) > n {
		panic("reflect: " + method + " with too many input arguments")
	}
	args := make([]any, n)
	for i, x := range in {
		if x.t == 0 {
			panic("reflect: " + method + " using zero Value argument")
		}
		if want := v.Type().In(i); !x.Type().AssignableTo(want) {
			panic("reflect: " + method + " using " + x.Type().String() + " as type " + want.String())
		}
		args[i] = x.assigned("reflect.Value.Call", v.Type().In(i)).x
	}
	out := text.Call(v.get(), args)
	results := make([]Value, len(out))
	for i, x := range out {
		results[i] = of(v.Type().Out(i), x)
	}
	return results
}

// Swapper swaps elements of a slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	v.is(Slice, "Swapper")
	return func(i, j int) {
		x, y := v.Index(i).get(), v.Index(j).get()
		text.Store(text.ElemAddr(slice, i), y)
		text.Store(text.ElemAddr(slice, j), x)
	}
}
