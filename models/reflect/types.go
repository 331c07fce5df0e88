package reflect

import "internal/text"

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

func (k Kind) String() string { return kindNames[k] }

// A Type can be compared and printed.
type Type interface {
	Name() string
	String() string
	Kind() Kind
	Elem() Type
	Key() Type
	Len() int
	NumField() int
	Field(i int) StructField
	FieldByName(name string) (StructField, bool)
	NumIn() int
	NumOut() int
	In(i int) Type
	Out(i int) Type
	IsVariadic() bool
}

// A StructField has no tag and no offset here.
type StructField struct {
	Name  string
	Type  Type
	Index []int
}

func (f StructField) IsExported() bool { return f.Name[0] >= 'A' && f.Name[0] <= 'Z' }

type named int

func TypeOf(x any) Type {
	if x == nil {
		return nil
	}
	return named(text.TypeNumber(x))
}

func TypeFor[T any]() Type {
	var p *T
	return named(text.TypeElem(text.TypeNumber(p), 0))
}

func (t named) String() string { return text.TypeText(int(t)) }

// Name is empty for types without a name of their own.
func (t named) Name() string {
	name := t.String()
	first := 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '*', ' ', '(', '<', '{':
			return ""
		case '[':
			if i == 0 || name[:i] == "map" {
				return ""
			}
			return name[first:] // an instance
		case '.':
			first = i + 1
		}
	}
	return name[first:]
}

func (t named) Kind() Kind { return Kind(text.TypeKind(int(t))) }

func (t named) is(kind Kind, method string) {
	if t.Kind() != kind {
		panic("reflect: " + method + " of non-" + kind.String() + " type " + t.String())
	}
}

func (t named) Elem() Type {
	n := text.TypeElem(int(t), 0)
	if n == 0 {
		panic("reflect: Elem of invalid type " + t.String())
	}
	return named(n)
}

func (t named) Key() Type {
	t.is(Map, "Key")
	return named(text.TypeElem(int(t), 1))
}

func (t named) Len() int {
	t.is(Array, "Len")
	return text.TypeLen(int(t))
}

func (t named) NumField() int {
	t.is(Struct, "NumField")
	return text.TypeFields(int(t))
}

func (t named) Field(i int) StructField {
	t.is(Struct, "Field")
	if i < 0 || i >= t.NumField() {
		panic("reflect: Field index out of bounds")
	}
	return StructField{text.FieldName(int(t), i), named(text.TypeField(int(t), i)), []int{i}}
}

// FieldByName does not look into embedded structs.
func (t named) FieldByName(name string) (StructField, bool) {
	for i := range t.NumField() {
		if text.FieldName(int(t), i) == name {
			return t.Field(i), true
		}
	}
	return StructField{}, false
}

func (t named) NumIn() int {
	t.is(Func, "NumIn")
	return text.TypeParams(int(t))
}

func (t named) NumOut() int {
	t.is(Func, "NumOut")
	return text.TypeResults(int(t))
}

func (t named) In(i int) Type {
	t.is(Func, "In")
	return named(text.TypeParam(int(t), i))
}

func (t named) Out(i int) Type {
	t.is(Func, "Out")
	return named(text.TypeResult(int(t), i))
}

func (t named) IsVariadic() bool {
	t.is(Func, "IsVariadic")
	return text.TypeLen(int(t)) == 1
}
