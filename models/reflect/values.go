package reflect

import (
	"internal/address"
	"internal/text"
	"math"
)

// A Value holds x, of which t is the static type, or what is at a pointer. One that was reached by a field that is not
// exported is hidden: it may be looked at only.
type Value struct {
	t       int
	x       any
	pointer any
	hidden  bool
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

// of is x as a value of type t.
func of(t Type, x any) Value { return Value{t: number(t), x: x} }

func (v Value) get() any {
	if v.pointer != nil {
		return text.Elem(v.pointer)
	}
	return v.x
}

// held is what a value holds, nil for the zero Value.
func (v Value) held() any {
	if v.t == 0 {
		return nil
	}
	return v.get()
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
	return rtype(v.t)
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

// is fails if v is of another kind.
func (v Value) is(k Kind, method string) {
	if v.Kind() != k {
		v.fail(method)
	}
}

func (v Value) Interface() any {
	if v.t == 0 {
		v.fail("Interface")
	}
	if v.hidden {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return v.get()
}

// TypeAssert is v.Interface().(T).
func TypeAssert[T any](v Value) (T, bool) {
	if v.t == 0 {
		v.fail("TypeAssert")
	}
	if v.hidden {
		panic("reflect.TypeAssert: cannot return value obtained from unexported field or method")
	}
	x, ok := v.get().(T)
	return x, ok
}

func (v Value) CanInterface() bool {
	if v.t == 0 {
		v.fail("CanInterface")
	}
	return !v.hidden
}

func (v Value) CanSet() bool { return v.pointer != nil && !v.hidden }

func (v Value) CanAddr() bool { return v.pointer != nil }

func (v Value) Addr() Value {
	if v.pointer == nil {
		panic("reflect.Value.Addr of unaddressable value")
	}
	p := ValueOf(v.pointer)
	p.hidden = v.hidden
	return p
}

func (v Value) CanInt() bool { return v.Kind() >= Int && v.Kind() <= Int64 }

func (v Value) CanUint() bool { return v.Kind() >= Uint && v.Kind() <= Uintptr }

func (v Value) CanFloat() bool { return v.Kind() == Float32 || v.Kind() == Float64 }

func (v Value) CanComplex() bool { return v.Kind() == Complex64 || v.Kind() == Complex128 }

func (v Value) Int() int64 {
	if !v.CanInt() {
		v.fail("Int")
	}
	return text.Int(v.get())
}

func (v Value) Uint() uint64 {
	if !v.CanUint() {
		v.fail("Uint")
	}
	return uint64(text.Int(v.get()))
}

func (v Value) Float() float64 {
	if !v.CanFloat() {
		v.fail("Float")
	}
	return math.Float64frombits(uint64(text.Int(v.get())))
}

func (v Value) Complex() complex128 {
	if !v.CanComplex() {
		v.fail("Complex")
	}
	x := v.get()
	return complex(ValueOf(text.Part(x, 0)).Float(), ValueOf(text.Part(x, 1)).Float())
}

func (v Value) Bool() bool {
	v.is(Bool, "Bool")
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

func (v Value) Bytes() []byte {
	if k := v.Kind(); k != Slice && k != Array {
		v.fail("Bytes")
	}
	if v.Type().Elem().Kind() != Uint8 {
		panic("reflect.Value.Bytes of non-byte slice")
	}
	if b, ok := text.Retype(text.TypeNumber([]byte(nil)), v.get()).([]byte); ok && v.Kind() == Slice {
		return b
	}
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

func (v Value) IsNil() bool {
	switch v.Kind() {
	case Interface:
		return v.get() == nil
	case Chan, Func, Map, Pointer, Slice, UnsafePointer:
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
	case Interface, Chan, Func, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case Float32, Float64:
		return text.Int(v.get()) == 0
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				return false
			}
		}
		return true
	}
	return DeepEqual(v.get(), text.ZeroOf(v.t))
}

func (v Value) SetZero() { v.Set(Value{t: v.t, x: text.ZeroOf(v.t)}) }

func (v Value) Elem() Value {
	e := Value{}
	switch v.Kind() {
	case Interface:
		e = ValueOf(v.get())
	case Pointer:
		if v.IsNil() {
			return Value{}
		}
		e = at(v.get())
	default:
		v.fail("Elem")
	}
	e.hidden = v.hidden
	return e
}

func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	case Array:
		for i := range v.Len() {
			if !v.Index(i).Comparable() {
				return false
			}
		}
		return true
	}
	return v.Type().Comparable()
}

func (v Value) Equal(u Value) bool { return v.held() == u.held() }

func (v Value) NumMethod() int {
	if v.t == 0 {
		v.fail("NumMethod")
	}
	return v.Type().NumMethod()
}

// Method is a function that has v as its receiver.
func (v Value) Method(i int) Value {
	if v.t == 0 {
		v.fail("Method")
	}
	if i < 0 || i >= v.NumMethod() {
		panic("reflect: Method index out of range")
	}
	x := v.get()
	if v.Kind() == Interface {
		if x == nil {
			panic("reflect: Method on nil interface value")
		}
		return ValueOf(x).MethodByName(text.MethodName(v.t, i))
	}
	m := ValueOf(text.Bind(x, i))
	m.hidden = v.hidden
	return m
}

func (v Value) MethodByName(name string) Value {
	for i := range v.NumMethod() {
		if text.MethodName(v.t, i) == name {
			return v.Method(i)
		}
	}
	return Value{}
}

// nothing is where all values without memory are.
var nothing struct{}

// Pointer of a function says which code it has; of others where the object is.
func (v Value) Pointer() uintptr {
	x := v.get()
	switch {
	case v.Kind() == Func:
		return uintptr(text.FuncNumber(x))
	case v.IsNil():
		return 0
	case v.Kind() == Slice && v.Cap() == 0:
		return address.Of(&nothing)
	case v.Kind() == Slice:
		return address.Of(text.ElemAddr(v.Slice(0, 1).get(), 0))
	}
	return address.Of(x)
}

func (v Value) UnsafePointer() uintptr { return v.Pointer() }
