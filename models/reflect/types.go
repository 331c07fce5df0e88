package reflect

import (
	"internal/text"
	"iter"
)

// A Kind is one of the constants below.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

const Ptr = Pointer

var kindNames = [...]string{"invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16",
	"uint32", "uint64", "uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func", "interface",
	"map", "ptr", "slice", "string", "struct", "unsafe.Pointer"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind" + text.Itoa(int64(k))
}

// A ChanDir is the direction of a channel type.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + text.Itoa(int64(d))
}

// A Type can be compared and printed.
type Type interface {
	Align() int
	FieldAlign() int
	Method(i int) Method
	MethodByName(name string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	Elem() Type
	Key() Type
	Len() int
	NumField() int
	Field(i int) StructField
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	NumIn() int
	NumOut() int
	In(i int) Type
	Out(i int) Type
	IsVariadic() bool
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool
	Fields() iter.Seq[StructField]
	Methods() iter.Seq[Method]
	Ins() iter.Seq[Type]
	Outs() iter.Seq[Type]
}

// A StructField describes one field of a struct.
type StructField struct {
	Name      string
	PkgPath   string
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int
	Anonymous bool
}

func (f StructField) IsExported() bool { return f.PkgPath == "" }

// A Method is one of a type's exported methods. Func takes the receiver first.
type Method struct {
	Name    string
	PkgPath string
	Type    Type
	Func    Value
	Index   int
}

func (m Method) IsExported() bool { return m.PkgPath == "" }

// rtype is the number of a type.
type rtype int

func numbered(n int) Type { return rtype(n) }

func number(t Type) int {
	if t == nil {
		panic("reflect: nil type")
	}
	return int(t.(rtype))
}

func TypeOf(x any) Type {
	if x == nil {
		return nil
	}
	return rtype(text.TypeNumber(x))
}

func TypeFor[T any]() Type {
	var p *T
	return rtype(text.TypeElem(text.TypeNumber(p), 0))
}

func (t rtype) String() string { return text.TypeText(int(t)) }

func (t rtype) Name() string { return text.TypeWord(int(t), text.WordName) }

func (t rtype) PkgPath() string { return text.TypeWord(int(t), text.WordPackage) }

func (t rtype) Size() uintptr { return uintptr(text.TypeFact(int(t), text.FactSize)) }

func (t rtype) Align() int { return text.TypeFact(int(t), text.FactAlign) }

func (t rtype) FieldAlign() int { return t.Align() }

func (t rtype) Comparable() bool { return text.TypeFact(int(t), text.FactComparable) != 0 }

func (t rtype) Kind() Kind { return Kind(text.TypeKind(int(t))) }

func (t rtype) Bits() int {
	if k := t.Kind(); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.Size()) * 8
}

func (t rtype) is(kind Kind, method string) {
	if t.Kind() != kind {
		panic("reflect: " + method + " of non-" + kind.String() + " type " + t.String())
	}
}

func (t rtype) ChanDir() ChanDir {
	t.is(Chan, "ChanDir")
	return ChanDir(text.TypeFact(int(t), text.FactDirection))
}

func (t rtype) Elem() Type {
	n := text.TypeElem(int(t), 0)
	if n == 0 {
		panic("reflect: Elem of invalid type " + t.String())
	}
	return rtype(n)
}

func (t rtype) Key() Type {
	t.is(Map, "Key")
	return rtype(text.TypeElem(int(t), 1))
}

func (t rtype) Len() int {
	t.is(Array, "Len")
	return text.TypeLen(int(t))
}

func (t rtype) NumIn() int {
	t.is(Func, "NumIn")
	return text.TypeParams(int(t))
}

func (t rtype) NumOut() int {
	t.is(Func, "NumOut")
	return text.TypeResults(int(t))
}

func (t rtype) In(i int) Type {
	t.is(Func, "In")
	return rtype(text.TypeParam(int(t), i))
}

func (t rtype) Out(i int) Type {
	t.is(Func, "Out")
	return rtype(text.TypeResult(int(t), i))
}

func (t rtype) IsVariadic() bool {
	t.is(Func, "IsVariadic")
	return text.TypeLen(int(t)) == 1
}

func (t rtype) CanSeq() bool {
	switch t.Kind() {
	case Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr, Array, Slice, Chan, String, Map:
		return true
	case Func:
		return t.yields(1)
	case Pointer:
		return t.Elem().Kind() == Array
	}
	return false
}

func (t rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return t.yields(2)
	case Pointer:
		return t.Elem().Kind() == Array
	}
	return false
}

// yields tells whether t is an iterator over n values.
func (t rtype) yields(n int) bool {
	if t.NumIn() != 1 || t.NumOut() != 0 || t.In(0).Kind() != Func {
		return false
	}
	y := t.In(0)
	return y.NumIn() == n && y.NumOut() == 1 && y.Out(0).Kind() == Bool
}

func (t rtype) OverflowInt(x int64) bool {
	shift := uint(64 - t.Bits())
	return x != x<<shift>>shift
}

func (t rtype) OverflowUint(x uint64) bool {
	shift := uint(64 - t.Bits())
	return x != x<<shift>>shift
}

func (t rtype) OverflowFloat(x float64) bool {
	if x < 0 {
		x = -x
	}
	return t.Bits() == 32 && x > 3.40282346638528859811704183484516925440e+38 && x-x == 0
}

func (t rtype) OverflowComplex(x complex128) bool {
	return t.Bits() == 64 && (floats32.OverflowFloat(real(x)) || floats32.OverflowFloat(imag(x)))
}

var floats32 = TypeFor[float32]()
