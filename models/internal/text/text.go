// Package text is what the models of fmt, log, strconv and the runtime share: choices, output and looking into values.
//
//chancheck:runtime
package text

// Choose is any number in 0..n-1, each explored.
func Choose(n int) int

// Input is any number in lo..hi, by those that stand for all others.
func Input(lo, hi int) int

// Few is how many values of an input are tried one by one.
func Few() int

// InputsKnown is whether there are values that stand for all others.
func InputsKnown() bool

// Fraction is a number in [0, 1), as many as the program's constants can tell apart.
func Fraction() float64

// Elapsed is a number of nanoseconds: none, or as many as the program's constants of type time.Duration can tell apart.
func Elapsed() int64

// Write prints to standard output.
func Write(s string)

// Note shows s in the trace only (standard error, logs).
func Note(s string)

// Unknown is a text that no model knows. name says what it is, and is a constant.
func Unknown(name string) string

// UnknownInt is a number that no model knows; sample, up to 255, is one that it may be taken for as a bound, or 0.
func UnknownInt(name string, sample int) int

// IsUnknown tells whether s has an unknown part; it may be asked without s being looked at.
func IsUnknown(s string) bool

// IsUnknownInt tells whether n, a number or the bits of one, is unknown.
func IsUnknownInt(n int64) bool

// Kinds of values, as Kind tells them.
const (
	KindNil = iota
	KindBool
	KindInt
	KindUint
	KindString
	KindPointer
	KindStruct
	KindArray
	KindSlice
	KindMap
	KindChan
	KindFunc
	KindFloat
	KindFloat32
	KindComplex
	KindComplex64
	KindOther
)

// Kind is the kind of x's dynamic type.
func Kind(x any) int

// TypeName is x's dynamic type as %T prints it.
func TypeName(x any) string

// Int is the value of a bool or an integer; of an unsigned one the bit pattern; of a float the bits of the float64.
func Int(x any) int64

// Str is the value of a string kind.
func Str(x any) string

// Parts is the number of parts: fields, elements, keys and values, 2 of a complex number; of a pointer to something that has parts 1.
func Parts(x any) int

// Part is a field, an element, a key (even i, in sorted order) or a value (odd i), or what a pointer points to.
func Part(x any, i int) any

// PartName is the name of a struct's field.
func PartName(x any, i int) string

// Elem is what a pointer that is not nil points to.
func Elem(x any) any

// AsChan is a channel of any type, of which only the length is asked for.
func AsChan(x any) chan bool

// TypeNumber tells dynamic types apart.
func TypeNumber(x any) int

// TypeKind is the reflect.Kind of the type with a number; TypeText what it is called; TypeLen the length of an array, and
// 1 for a variadic function.
func TypeKind(number int) int
func TypeText(number int) string
func TypeLen(number int) int
func TypeFields(number int) int
func TypeParams(number int) int
func TypeResults(number int) int

// TypeElem is the number of the element's type, for i = 1 of a map's key; TypeField and the others that of part i.
func TypeElem(number, i int) int
func TypeField(number, i int) int
func TypeParam(number, i int) int
func TypeResult(number, i int) int
func FieldName(number, i int) string

// TypeCount is one more than the largest number of a type.
func TypeCount() int

// What TypeWord and FieldWord tell.
const (
	WordName = iota
	WordPackage
	WordTag
)

// What TypeFact and FieldFact tell.
const (
	FactSize = iota
	FactAlign
	FactDirection
	FactMethods
	FactComparable
	FactUnderlying
	FactPointer
)

const (
	FactEmbedded = iota
	FactOffset
)

func TypeWord(number, which int) string
func TypeFact(number, which int) int
func FieldWord(number, i, which int) string
func FieldFact(number, i, which int) int

// MethodName and MethodType are those of a type's i-th exported method, in the order of the names; with receiver it is
// the first parameter.
func MethodName(number, i int) string
func MethodType(number, i int, receiver bool) int

// TypeImplements tells whether a type has the methods of an interface type.
func TypeImplements(number, iface int) bool

// ZeroOf is the zero value of a type, NewOf a pointer to a new one.
func ZeroOf(number int) any
func NewOf(number int) any

// Retype is x as a value of a type with the same underlying type.
func Retype(number int, x any) any

// Bind is x's i-th exported method as a function.
func Bind(x any, i int) any

// MakeFunc is a function of a type that hands its arguments to f and returns what that does.
func MakeFunc(number int, f func(args []any) []any) any

// Frame is the number of frame i of this goroutine, the caller's being 0; 0 where there is none. Wrappers do not count.
func Frame(i int) int

// FrameText says what such a number stands for: functions, one a line, a tab, and a place.
func FrameText(at int) string

// FuncNumber tells functions apart; FuncName is what one is called.
func FuncNumber(f any) int

// Ignorance is where the program does what no model knows.
func Ignorance(what string) {
	if UnknownInt("a type that only reflection makes", 0) == 1 {
		panic(what)
	}
}

// Store puts x where the pointer points to; FieldAddr and ElemAddr are pointers to a part of what a pointer points to, or
// a slice holds.
func Store(pointer, x any)
func FieldAddr(pointer any, i int) any
func ElemAddr(x any, i int) any

// Tests is how many methods of x, in the order of their names, begin with Test and have no parameters and no results;
// TestName is the name of one, and CallTest calls it.
func Tests(x any) int
func TestName(x any, i int) string
func CallTest(x any, i int)

// Call calls a function of any type.
func Call(f any, args []any) []any

// Same reports whether two pointers, maps or channels of any types refer to the same.
func Same(x, y any) bool

// IsNil reports whether a pointer, slice, map, channel or function is nil.
func IsNil(x any) bool

// Itoa is i in decimal digits.
func Itoa(i int64) string

// Utoa is u in base 2 to 36, lower case.
func Utoa(u uint64, base int) string

// Quote is s as a Go string literal.
func Quote(s string) string

// FromRune is r in UTF-8; U+FFFD for what is no code point.
func FromRune(r rune) string
