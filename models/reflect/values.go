package reflect

import (
	"internal/text"
	"math"
)

// A Value holds x, of which t is the static type, or what is at a pointer.
type Value struct {
	t       int
	x       any
	pointer any
}

func ValueOf(x any) Value {
	if x == nil {
		return Value{}
	}
	return Value{t: text.TypeNumber(x), x: x}
}

// at is the variable behind a pointer to a type.
func at(pointer any) Value {
	return Value{t: text.TypeElem(text.TypeNumber(pointer), 0), pointer: pointer}
}

func (v Value) get() any {
	if v.pointer != nil {
		return text.Elem(v.pointer)
	}
	return v.x
}

// invalid is what the zero Value holds, for printing.
type invalid struct{}

func (invalid) String() string { return "<invalid reflect.Value>" }

// Reflected is for package fmt.
func (v Value) Reflected() any {
	if v.t == 0 {
		return invalid{}
	}
	return v.get()
}

func (v Value) IsValid() bool { return v.t != 0 }

func (v Value) Kind() Kind {
	if v.t == 0 {
		return Invalid
	}
	return Kind(text.TypeKind(v.t))
}

func (v Value) Type() Type {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	return named(v.t)
}

// A ValueError tells of a method that its value does not have.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

func (v Value) fail(method string) {
	panic(&ValueError{"reflect.Value." + method, v.Kind()})
}

func (v Value) Interface() any {
	if v.t == 0 {
		v.fail("Interface")
	}
	return v.get()
}

func (v Value) CanInterface() bool { return true }

func (v Value) CanSet() bool { return v.pointer != nil }

func (v Value) CanAddr() bool { return v.pointer != nil }

func (v Value) Addr() Value {
	if v.pointer == nil {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return ValueOf(v.pointer)
}

func (v Value) Int() int64 {
	if k := v.Kind(); k < Int || k > Int64 {
		v.fail("Int")
	}
	return text.Int(v.get())
}

func (v Value) Uint() uint64 {
	if k := v.Kind(); k < Uint || k > Uintptr {
		v.fail("Uint")
	}
	return uint64(text.Int(v.get()))
}

func (v Value) Float() float64 {
	if k := v.Kind(); k != Float32 && k != Float64 {
		v.fail("Float")
	}
	return math.Float64frombits(uint64(text.Int(v.get())))
}

func (v Value) Bool() bool {
	if v.Kind() != Bool {
		v.fail("Bool")
	}
	return text.Int(v.get()) != 0
}

func (v Value) String() string {
	switch v.Kind() {
	case Invalid:
		return "<invalid Value>"
	case String:
		return text.Str(v.get())
	}
	return "<" + v.Type().String() + " Value>"
}

func (v Value) IsNil() bool {
	switch v.Kind() {
	case Interface:
		return v.get() == nil
	case Chan, Func, Map, Pointer, Slice:
		return text.IsNil(v.get())
	}
	v.fail("IsNil")
	return false
}

// IsZero compares structs and arrays part by part.
func (v Value) IsZero() bool {
	switch v.Kind() {
	case Invalid:
		v.fail("IsZero")
	case Interface, Chan, Func, Map, Pointer, Slice:
		return v.IsNil()
	}
	return DeepEqual(v.get(), text.ZeroOf(v.t))
}

func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		return ValueOf(v.get())
	case Pointer:
		if v.IsNil() {
			return Value{}
		}
		return at(v.get())
	}
	v.fail("Elem")
	return v
}

func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

func (v Value) Len() int {
	switch v.Kind() {
	case Array:
		return text.TypeLen(v.t)
	case Slice:
		return text.Parts(v.get())
	case Map:
		return text.Parts(v.get()) / 2
	case String:
		return len(text.Str(v.get()))
	case Chan:
		return len(text.AsChan(v.get()))
	}
	v.fail("Len")
	return 0
}

func (v Value) Index(i int) Value {
	k := v.Kind()
	if k != Array && k != Slice && k != String {
		v.fail("Index")
	}
	if i < 0 || i >= v.Len() {
		panic("reflect: " + k.String() + " index out of range")
	}
	switch {
	case k == String:
		return ValueOf(text.Str(v.get())[i])
	case k == Slice:
		return at(text.ElemAddr(v.get(), i))
	case v.pointer != nil:
		return at(text.ElemAddr(v.pointer, i))
	}
	return Value{t: text.TypeElem(v.t, 0), x: text.Part(v.x, i)}
}

func (v Value) NumField() int {
	if v.Kind() != Struct {
		v.fail("NumField")
	}
	return text.TypeFields(v.t)
}

func (v Value) Field(i int) Value {
	if v.Kind() != Struct {
		v.fail("Field")
	}
	if i < 0 || i >= text.TypeFields(v.t) {
		panic("reflect: Field index out of range")
	}
	if v.pointer != nil {
		return at(text.FieldAddr(v.pointer, i))
	}
	return Value{t: text.TypeField(v.t, i), x: text.Part(v.x, i)}
}

// FieldByName does not look into embedded structs.
func (v Value) FieldByName(name string) Value {
	for i := range v.NumField() {
		if text.FieldName(v.t, i) == name {
			return v.Field(i)
		}
	}
	return Value{}
}

func (v Value) MapKeys() []Value {
	if v.Kind() != Map {
		v.fail("MapKeys")
	}
	m := v.get()
	keys := make([]Value, text.Parts(m)/2)
	for i := range keys {
		keys[i] = Value{t: text.TypeElem(v.t, 1), x: text.Part(m, 2*i)}
	}
	return keys
}

func (v Value) MapIndex(key Value) Value {
	if v.Kind() != Map {
		v.fail("MapIndex")
	}
	m, k := v.get(), key.get()
	for i := 0; i < text.Parts(m); i += 2 {
		if text.Part(m, i) == k {
			return Value{t: text.TypeElem(v.t, 0), x: text.Part(m, i+1)}
		}
	}
	return Value{}
}

func (v Value) Pointer() uintptr {
	if v.IsNil() {
		return 0
	}
	return uintptr(text.Choose(2))*0x48 + 0xC000010000
}

// Set puts a value of the same type, or any into an interface, in its place.
func (v Value) Set(x Value) {
	if v.pointer == nil {
		panic("reflect: reflect.Value.Set using unaddressable value")
	}
	if x.t != v.t && v.Kind() != Interface {
		panic("reflect.Set: value of type " + x.Type().String() + " is not assignable to type " + v.Type().String())
	}
	text.Store(v.pointer, x.get())
}

func Zero(t Type) Value {
	n := int(t.(named))
	return Value{t: n, x: text.ZeroOf(n)}
}

func New(t Type) Value { return ValueOf(text.NewOf(int(t.(named)))) }

// MakeSlice gives no room beyond n.
func MakeSlice(t Type, n, cap int) Value {
	return ValueOf(text.MakeSlice(int(t.(named)), n))
}

func Append(s Value, x ...Value) Value {
	n := s.Len()
	made := ValueOf(text.MakeSlice(s.t, n+len(x)))
	for i := range n {
		made.Index(i).Set(s.Index(i))
	}
	for i, e := range x {
		made.Index(n + i).Set(e)
	}
	return made
}

// Call calls a function. What a variadic one takes is gathered.
func (v Value) Call(in []Value) []Value {
	if v.Kind() != Func {
		v.fail("Call")
	}
	f := v.get()
	if text.IsNil(f) {
		panic("reflect: call of nil function")
	}
	n := text.TypeParams(v.t)
	if text.TypeLen(v.t) == 1 && len(in) >= n-1 {
		rest := Value{t: text.TypeParam(v.t, n-1), x: text.MakeSlice(text.TypeParam(v.t, n-1), 0)}
		in = append(in[:n-1:n-1], Append(rest, in[n-1:]...))
	}
	if len(in) < n {
		panic("reflect: Call with too few input arguments")
	}
	if len(in) > n {
		panic("reflect: Call with too many input arguments")
	}
	args := make([]any, n)
	for i, x := range in {
		args[i] = v.argument(i, x)
	}
	out := text.Call(f, args)
	results := make([]Value, len(out))
	for i, x := range out {
		results[i] = Value{t: text.TypeResult(v.t, i), x: x}
	}
	return results
}

func (v Value) argument(i int, x Value) any {
	if want := text.TypeParam(v.t, i); x.t != want && Kind(text.TypeKind(want)) != Interface {
		panic("reflect: Call using " + text.TypeText(x.t) + " as type " + text.TypeText(want))
	}
	return x.get()
}
