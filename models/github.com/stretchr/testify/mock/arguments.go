package mock

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/stretchr/testify/assert"
)

// Arguments are those of a call, or its results.
type Arguments []any

const Anything = "mock.Anything"

type AnythingOfTypeArgument = anythingOfTypeArgument

type anythingOfTypeArgument string

func AnythingOfType(t string) AnythingOfTypeArgument { return anythingOfTypeArgument(t) }

type IsTypeArgument struct{ t reflect.Type }

func IsType(t any) *IsTypeArgument { return &IsTypeArgument{reflect.TypeOf(t)} }

type argumentMatcher struct{ fn reflect.Value }

func MatchedBy(fn any) argumentMatcher {
	t := reflect.TypeOf(fn)
	if t.Kind() != reflect.Func || t.NumIn() != 1 || t.NumOut() != 1 || t.Out(0).Kind() != reflect.Bool {
		panic(fmt.Sprintf("assert: arguments: %T is not a func with one argument that returns a bool", fn))
	}
	return argumentMatcher{reflect.ValueOf(fn)}
}

func (f argumentMatcher) Matches(argument any) bool {
	wanted, given := f.fn.Type().In(0), reflect.TypeOf(argument)
	if given != nil {
		return given.AssignableTo(wanted) && f.fn.Call([]reflect.Value{reflect.ValueOf(argument)})[0].Bool()
	}
	switch wanted.Kind() {
	case reflect.Interface, reflect.Chan, reflect.Func, reflect.Map, reflect.Slice, reflect.Pointer:
		return f.fn.Call([]reflect.Value{reflect.Zero(wanted)})[0].Bool()
	}
	panic(errors.New("attempting to call matcher with nil for non-nil expected type"))
}

func (f argumentMatcher) String() string { return fmt.Sprintf("func(%s) bool", f.fn.Type().In(0)) }

// matches is false where the function panics.
func (f argumentMatcher) matches(argument any) (matches bool) {
	defer func() { recover() }()
	return f.Matches(argument)
}

// FunctionalOptionsArgument stands for options that set the same as these do; here, for the same functions.
type FunctionalOptionsArgument struct{ values []any }

func FunctionalOptions(values ...any) *FunctionalOptionsArgument {
	return &FunctionalOptionsArgument{values}
}

func (f *FunctionalOptionsArgument) String() string { return fmt.Sprintf("%d options", len(f.values)) }

func (f *FunctionalOptionsArgument) matches(actual any) bool {
	options := reflect.ValueOf(actual)
	if options.Kind() != reflect.Slice || options.Len() != len(f.values) {
		return false
	}
	for i, wanted := range f.values {
		given := options.Index(i)
		if given.Kind() == reflect.Interface {
			given = given.Elem()
		}
		if given.Pointer() != reflect.ValueOf(wanted).Pointer() {
			return false
		}
	}
	return true
}

// fits is whether an argument is as expected.
func fits(expected, actual any) bool {
	switch expected := expected.(type) {
	case argumentMatcher:
		return expected.matches(actual)
	case anythingOfTypeArgument:
		t := reflect.TypeOf(actual)
		return t.Name() == string(expected) || t.String() == string(expected)
	case *IsTypeArgument:
		return reflect.TypeOf(actual) == expected.t
	case *FunctionalOptionsArgument:
		return expected.matches(actual)
	}
	return expected == any(Anything) || actual == any(Anything) || assert.ObjectsAreEqual(expected, actual)
}

func at(values []any, i int) any {
	if i < len(values) {
		return values[i]
	}
	return "(Missing)"
}

func (args Arguments) matches(objects []any) bool {
	for i := range max(len(args), len(objects)) {
		if !fits(at(args, i), at(objects, i)) {
			return false
		}
	}
	return true
}

// Diff tells the differences, and how many there are.
func (args Arguments) Diff(objects []any) (string, int) {
	said, differences := "\n", 0
	for i := range max(len(args), len(objects)) {
		expected, actual := at(args, i), at(objects, i)
		how, sign := "PASS", "=="
		if !fits(expected, actual) {
			differences++
			how, sign = "FAIL", "!="
		}
		said += fmt.Sprintf("\t%d: %s:  (%[3]T=%[3]v) %s (%[5]T=%[5]v)\n", i, how, actual, sign, expected)
	}
	if differences == 0 {
		return "No differences.", 0
	}
	return said, differences
}

func (args Arguments) Assert(t TestingT, objects ...any) bool {
	help(t)
	diff, differences := args.Diff(objects)
	if differences == 0 {
		return true
	}
	t.Logf("%s", diff)
	t.Errorf("Arguments do not match.")
	return false
}

func (args Arguments) Get(index int) any {
	if index+1 > len(args) {
		panic(fmt.Sprintf("assert: arguments: Cannot call Get(%d) because there are %d argument(s).", index, len(args)))
	}
	return args[index]
}

func (args Arguments) Is(objects ...any) bool {
	for i, value := range args {
		if value != objects[i] {
			return false
		}
	}
	return true
}

// String is the argument at an index; without one, the types of all.
func (args Arguments) String(indexOrNil ...int) string {
	switch len(indexOrNil) {
	case 0:
		types := make([]string, len(args))
		for i, value := range args {
			types[i] = fmt.Sprintf("%T", value)
		}
		return strings.Join(types, ",")
	case 1:
		return typed[string](args, indexOrNil[0], "String")
	}
	panic(fmt.Sprintf("assert: arguments: Wrong number of arguments passed to String.  Must be 0 or 1, not %d",
		len(indexOrNil)))
}

func (args Arguments) Int(index int) int { return typed[int](args, index, "Int") }

func (args Arguments) Bool(index int) bool { return typed[bool](args, index, "Bool") }

func (args Arguments) Error(index int) error {
	if args.Get(index) == nil {
		return nil
	}
	return typed[error](args, index, "Error")
}

func typed[T any](args Arguments, index int, name string) T {
	value, ok := args.Get(index).(T)
	if !ok {
		panic(fmt.Sprintf("assert: arguments: %s(%d) failed because object wasn't correct type: %v",
			name, index, args.Get(index)))
	}
	return value
}
