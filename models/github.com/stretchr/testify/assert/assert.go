// Package assert models testify's assertions. What they say is shorter than what testify says.
package assert

import (
	"encoding/json"
	"errors"
	"fmt"
	"internal/text"
	"math"
	"os"
	"reflect"
	"regexp"
	"strings"
	"time"
)

type TestingT interface {
	Errorf(format string, args ...any)
}

type helper interface{ Helper() }

type failer interface{ FailNow() }

// AnError is an error for tests that do not care which one it is.
var AnError = errors.New("assert.AnError general error for testing")

type Comparison func() (success bool)

type (
	BoolAssertionFunc       func(TestingT, bool, ...any) bool
	ComparisonAssertionFunc func(TestingT, any, any, ...any) bool
	ErrorAssertionFunc      func(TestingT, error, ...any) bool
	ValueAssertionFunc      func(TestingT, any, ...any) bool
	PanicAssertionFunc      func(t TestingT, f PanicTestFunc, msgAndArgs ...any) bool
)

type PanicTestFunc func()

// CollectT collects the failures of one attempt of EventuallyWithT.
type CollectT struct {
	failed bool
}

func (c *CollectT) Errorf(format string, args ...any) { c.failed = true }

func (c *CollectT) FailNow() {
	c.failed = true
	panic(c)
}

func message(msgAndArgs []any) string {
	switch len(msgAndArgs) {
	case 0:
		return ""
	case 1:
		if s, ok := msgAndArgs[0].(string); ok {
			return s
		}
		return fmt.Sprintf("%+v", msgAndArgs[0])
	}
	return fmt.Sprintf(msgAndArgs[0].(string), msgAndArgs[1:]...)
}

func Fail(t TestingT, failureMessage string, msgAndArgs ...any) bool {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	if more := message(msgAndArgs); more != "" {
		failureMessage += " (" + more + ")"
	}
	t.Errorf("%s", failureMessage)
	return false
}

func FailNow(t TestingT, failureMessage string, msgAndArgs ...any) bool {
	Fail(t, failureMessage, msgAndArgs...)
	f, ok := t.(failer)
	if !ok {
		panic("test failed and t is missing `FailNow()`")
	}
	f.FailNow()
	return false
}

// --- equality

func ObjectsAreEqual(expected, actual any) bool { return reflect.DeepEqual(expected, actual) }

func notEqual(t TestingT, expected, actual any, msgAndArgs []any) bool {
	return Fail(t, fmt.Sprintf("Not equal: expected: %#v actual: %#v", expected, actual), msgAndArgs...)
}

func Equal(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	if text.Kind(expected) == text.KindFunc || text.Kind(actual) == text.KindFunc {
		return Fail(t, "Invalid operation: cannot take func type as argument", msgAndArgs...)
	}
	return ObjectsAreEqual(expected, actual) || notEqual(t, expected, actual, msgAndArgs)
}

func NotEqual(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return !ObjectsAreEqual(expected, actual) ||
		Fail(t, fmt.Sprintf("Should not be: %#v", actual), msgAndArgs...)
}

// Exactly is Equal here: values of different types are never equal.
func Exactly(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return Equal(t, expected, actual, msgAndArgs...)
}

// EqualValues compares numbers of different types by their value.
func EqualValues(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return ObjectsAreEqualValues(expected, actual) || notEqual(t, expected, actual, msgAndArgs)
}

func NotEqualValues(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return !ObjectsAreEqualValues(expected, actual) ||
		Fail(t, fmt.Sprintf("Should not be: %#v", actual), msgAndArgs...)
}

func ObjectsAreEqualValues(expected, actual any) bool {
	if ObjectsAreEqual(expected, actual) {
		return true
	}
	if text.Kind(expected) == text.KindString && text.Kind(actual) == text.KindString {
		return text.Str(expected) == text.Str(actual)
	}
	order, ok := compared(expected, actual)
	return ok && order == 0
}

func Same(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return same(expected, actual) ||
		Fail(t, fmt.Sprintf("Not same: expected: %#v actual: %#v", expected, actual), msgAndArgs...)
}

func NotSame(t TestingT, expected, actual any, msgAndArgs ...any) bool {
	return !same(expected, actual) ||
		Fail(t, fmt.Sprintf("Expected and actual point to the same object: %#v", expected), msgAndArgs...)
}

func same(x, y any) bool { return text.Kind(x) == text.KindPointer && x == y }

func IsType(t TestingT, expectedType, object any, msgAndArgs ...any) bool {
	return reflect.TypeOf(expectedType) == reflect.TypeOf(object) ||
		Fail(t, fmt.Sprintf("Object expected to be of type %T, but was %T", expectedType, object), msgAndArgs...)
}

func Implements(t TestingT, interfaceObject, object any, msgAndArgs ...any) bool {
	wanted := reflect.TypeOf(interfaceObject).Elem()
	return object != nil && reflect.TypeOf(object).Implements(wanted) ||
		Fail(t, fmt.Sprintf("%T must implement %v", object, wanted), msgAndArgs...)
}

func JSONEq(t TestingT, expected, actual string, msgAndArgs ...any) bool {
	var wanted, got any
	if err := json.Unmarshal([]byte(expected), &wanted); err != nil {
		return Fail(t, fmt.Sprintf("Expected value ('%s') is not valid json: %v", expected, err), msgAndArgs...)
	}
	if err := json.Unmarshal([]byte(actual), &got); err != nil {
		return Fail(t, fmt.Sprintf("Input ('%s') needs to be valid json: %v", actual, err), msgAndArgs...)
	}
	return Equal(t, wanted, got, msgAndArgs...)
}

// --- truth, nil, zero

func True(t TestingT, value bool, msgAndArgs ...any) bool {
	return value || Fail(t, "Should be true", msgAndArgs...)
}

func False(t TestingT, value bool, msgAndArgs ...any) bool {
	return !value || Fail(t, "Should be false", msgAndArgs...)
}

func Condition(t TestingT, comp Comparison, msgAndArgs ...any) bool {
	return comp() || Fail(t, "Condition failed!", msgAndArgs...)
}

func isNil(x any) bool {
	switch text.Kind(x) {
	case text.KindNil:
		return true
	case text.KindPointer, text.KindSlice, text.KindMap, text.KindChan, text.KindFunc:
		return text.IsNil(x)
	}
	return false
}

func Nil(t TestingT, object any, msgAndArgs ...any) bool {
	return isNil(object) || Fail(t, fmt.Sprintf("Expected nil, but got: %#v", object), msgAndArgs...)
}

func NotNil(t TestingT, object any, msgAndArgs ...any) bool {
	return !isNil(object) || Fail(t, "Expected value not to be nil.", msgAndArgs...)
}

func isZero(x any) bool {
	switch text.Kind(x) {
	case text.KindBool, text.KindInt, text.KindUint:
		return text.Int(x) == 0
	case text.KindFloat, text.KindFloat32:
		return math.Float64frombits(uint64(text.Int(x))) == 0
	case text.KindString:
		return text.Str(x) == ""
	case text.KindStruct, text.KindArray:
		for i := range text.Parts(x) {
			if !isZero(text.Part(x, i)) {
				return false
			}
		}
		return true
	}
	return isNil(x)
}

func Zero(t TestingT, i any, msgAndArgs ...any) bool {
	return isZero(i) || Fail(t, fmt.Sprintf("Should be zero, but was %v", i), msgAndArgs...)
}

func NotZero(t TestingT, i any, msgAndArgs ...any) bool {
	return !isZero(i) || Fail(t, fmt.Sprintf("Should not be zero, but was %v", i), msgAndArgs...)
}

// --- what holds others

// lengthOf is for strings, arrays, slices, maps and channels.
func lengthOf(x any) (n int, ok bool) {
	switch text.Kind(x) {
	case text.KindString:
		return len(text.Str(x)), true
	case text.KindArray, text.KindSlice:
		return text.Parts(x), true
	case text.KindMap:
		return text.Parts(x) / 2, true
	case text.KindChan:
		return len(text.AsChan(x)), true
	}
	return 0, false
}

func Len(t TestingT, object any, length int, msgAndArgs ...any) bool {
	n, ok := lengthOf(object)
	if !ok {
		return Fail(t, fmt.Sprintf("\"%v\" could not be applied builtin len()", object), msgAndArgs...)
	}
	return n == length ||
		Fail(t, fmt.Sprintf("\"%v\" should have %d item(s), but has %d", object, length, n), msgAndArgs...)
}

func isEmpty(x any) bool {
	if text.Kind(x) == text.KindPointer && !text.IsNil(x) {
		return isEmpty(text.Elem(x))
	}
	if n, ok := lengthOf(x); ok && text.Kind(x) != text.KindArray {
		return n == 0
	}
	return isZero(x)
}

func Empty(t TestingT, object any, msgAndArgs ...any) bool {
	return isEmpty(object) || Fail(t, fmt.Sprintf("Should be empty, but was %v", object), msgAndArgs...)
}

func NotEmpty(t TestingT, object any, msgAndArgs ...any) bool {
	return !isEmpty(object) || Fail(t, fmt.Sprintf("Should NOT be empty, but was %v", object), msgAndArgs...)
}

// holds says whether a string, array, slice or map (its keys) contains an element.
func holds(list, element any) (found, ok bool) {
	switch text.Kind(list) {
	case text.KindString:
		return strings.Contains(text.Str(list), text.Str(element)), true
	case text.KindArray, text.KindSlice, text.KindMap:
	default:
		return false, false
	}
	step := 1
	if text.Kind(list) == text.KindMap {
		step = 2
	}
	for i := 0; i < text.Parts(list); i += step {
		if ObjectsAreEqual(text.Part(list, i), element) {
			return true, true
		}
	}
	return false, true
}

func Contains(t TestingT, s, contains any, msgAndArgs ...any) bool {
	found, ok := holds(s, contains)
	if !ok {
		return Fail(t, fmt.Sprintf("%#v could not be applied builtin len()", s), msgAndArgs...)
	}
	return found || Fail(t, fmt.Sprintf("%#v does not contain %#v", s, contains), msgAndArgs...)
}

func NotContains(t TestingT, s, contains any, msgAndArgs ...any) bool {
	found, ok := holds(s, contains)
	if !ok {
		return Fail(t, fmt.Sprintf("%#v could not be applied builtin len()", s), msgAndArgs...)
	}
	return !found || Fail(t, fmt.Sprintf("%#v should not contain %#v", s, contains), msgAndArgs...)
}

// missing are the elements of a that b has fewer of.
func missing(a, b any) []any {
	var out []any
	taken := make([]bool, text.Parts(b))
	for i := range text.Parts(a) {
		x := text.Part(a, i)
		found := false
		for j := 0; j < len(taken) && !found; j++ {
			if !taken[j] && ObjectsAreEqual(x, text.Part(b, j)) {
				taken[j], found = true, true
			}
		}
		if !found {
			out = append(out, x)
		}
	}
	return out
}

func isList(x any) bool { return text.Kind(x) == text.KindSlice || text.Kind(x) == text.KindArray }

func ElementsMatch(t TestingT, listA, listB any, msgAndArgs ...any) bool {
	if isEmpty(listA) && isEmpty(listB) {
		return true
	}
	if !isList(listA) || !isList(listB) {
		return Fail(t, "has an unsupported type, expecting array or slice", msgAndArgs...)
	}
	return len(missing(listA, listB)) == 0 && len(missing(listB, listA)) == 0 ||
		Fail(t, fmt.Sprintf("elements differ: %#v and %#v", listA, listB), msgAndArgs...)
}

func Subset(t TestingT, list, subset any, msgAndArgs ...any) bool {
	if !isList(list) || !isList(subset) {
		return Fail(t, "has an unsupported type, expecting array or slice", msgAndArgs...)
	}
	for i := range text.Parts(subset) {
		if found, _ := holds(list, text.Part(subset, i)); !found {
			return Fail(t, fmt.Sprintf("%#v does not contain %#v", list, text.Part(subset, i)), msgAndArgs...)
		}
	}
	return true
}

func NotSubset(t TestingT, list, subset any, msgAndArgs ...any) bool {
	if !isList(list) || !isList(subset) {
		return Fail(t, "has an unsupported type, expecting array or slice", msgAndArgs...)
	}
	for i := range text.Parts(subset) {
		if found, _ := holds(list, text.Part(subset, i)); !found {
			return true
		}
	}
	return Fail(t, fmt.Sprintf("%#v is a subset of %#v", subset, list), msgAndArgs...)
}

func increases(t TestingT, object any, holds func(order int) bool, what string, msgAndArgs []any) bool {
	if !isList(object) {
		return Fail(t, fmt.Sprintf("object %T is not an ordered collection", object), msgAndArgs...)
	}
	for i := 1; i < text.Parts(object); i++ {
		before, after := text.Part(object, i-1), text.Part(object, i)
		if order, ok := compared(before, after); !ok || !holds(order) {
			return Fail(t, fmt.Sprintf("\"%v\" is not %s \"%v\"", before, what, after), msgAndArgs...)
		}
	}
	return true
}

func IsIncreasing(t TestingT, object any, msgAndArgs ...any) bool {
	return increases(t, object, func(order int) bool { return order < 0 }, "less than", msgAndArgs)
}

func IsNonIncreasing(t TestingT, object any, msgAndArgs ...any) bool {
	return increases(t, object, func(order int) bool { return order >= 0 }, "greater than or equal to", msgAndArgs)
}

func IsDecreasing(t TestingT, object any, msgAndArgs ...any) bool {
	return increases(t, object, func(order int) bool { return order > 0 }, "greater than", msgAndArgs)
}

func IsNonDecreasing(t TestingT, object any, msgAndArgs ...any) bool {
	return increases(t, object, func(order int) bool { return order <= 0 }, "less than or equal to", msgAndArgs)
}

// --- texts and files

func matches(rx, str any) bool {
	r, ok := rx.(*regexp.Regexp)
	if !ok {
		r = regexp.MustCompile(fmt.Sprint(rx))
	}
	return r.MatchString(fmt.Sprint(str))
}

func Regexp(t TestingT, rx, str any, msgAndArgs ...any) bool {
	return matches(rx, str) || Fail(t, fmt.Sprintf("Expect \"%v\" to match \"%v\"", str, rx), msgAndArgs...)
}

func NotRegexp(t TestingT, rx, str any, msgAndArgs ...any) bool {
	return !matches(rx, str) || Fail(t, fmt.Sprintf("Expect \"%v\" to NOT match \"%v\"", str, rx), msgAndArgs...)
}

func there(path string, folder bool) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir() == folder
}

func FileExists(t TestingT, path string, msgAndArgs ...any) bool {
	return there(path, false) || Fail(t, fmt.Sprintf("unable to find file %q", path), msgAndArgs...)
}

func NoFileExists(t TestingT, path string, msgAndArgs ...any) bool {
	return !there(path, false) || Fail(t, fmt.Sprintf("file %q exists", path), msgAndArgs...)
}

func DirExists(t TestingT, path string, msgAndArgs ...any) bool {
	return there(path, true) || Fail(t, fmt.Sprintf("unable to find directory %q", path), msgAndArgs...)
}

func NoDirExists(t TestingT, path string, msgAndArgs ...any) bool {
	return !there(path, true) || Fail(t, fmt.Sprintf("directory %q exists", path), msgAndArgs...)
}

// --- errors

func NoError(t TestingT, err error, msgAndArgs ...any) bool {
	return err == nil || Fail(t, fmt.Sprintf("Received unexpected error: %+v", err), msgAndArgs...)
}

func Error(t TestingT, err error, msgAndArgs ...any) bool {
	return err != nil || Fail(t, "An error is expected but got nil.", msgAndArgs...)
}

func EqualError(t TestingT, theError error, errString string, msgAndArgs ...any) bool {
	return Error(t, theError, msgAndArgs...) &&
		(theError.Error() == errString || notEqual(t, errString, theError.Error(), msgAndArgs))
}

func ErrorContains(t TestingT, theError error, contains string, msgAndArgs ...any) bool {
	return Error(t, theError, msgAndArgs...) && (strings.Contains(theError.Error(), contains) ||
		Fail(t, fmt.Sprintf("Error %#v does not contain %#v", theError.Error(), contains), msgAndArgs...))
}

func ErrorIs(t TestingT, err, target error, msgAndArgs ...any) bool {
	return errors.Is(err, target) ||
		Fail(t, fmt.Sprintf("Target error should be in err chain: expected: %v in chain: %v", target, err), msgAndArgs...)
}

func NotErrorIs(t TestingT, err, target error, msgAndArgs ...any) bool {
	return !errors.Is(err, target) ||
		Fail(t, fmt.Sprintf("Target error should not be in err chain: found: %v in chain: %v", target, err), msgAndArgs...)
}

func ErrorAs(t TestingT, err error, target any, msgAndArgs ...any) bool {
	return errors.As(err, target) ||
		Fail(t, fmt.Sprintf("Should be in error chain: expected: %T in chain: %v", target, err), msgAndArgs...)
}

func NotErrorAs(t TestingT, err error, target any, msgAndArgs ...any) bool {
	return !errors.As(err, target) ||
		Fail(t, fmt.Sprintf("Target error should not be in err chain: found: %T in chain: %v", target, err), msgAndArgs...)
}

// --- panics

func panics(f PanicTestFunc) (did bool, with any) {
	did = true
	defer func() {
		with = recover()
	}()
	f()
	did = false
	return
}

func Panics(t TestingT, f PanicTestFunc, msgAndArgs ...any) bool {
	did, with := panics(f)
	return did || Fail(t, fmt.Sprintf("func should panic. Panic value: %#v", with), msgAndArgs...)
}

func NotPanics(t TestingT, f PanicTestFunc, msgAndArgs ...any) bool {
	did, with := panics(f)
	return !did || Fail(t, fmt.Sprintf("func should not panic. Panic value: %v", with), msgAndArgs...)
}

func PanicsWithValue(t TestingT, expected any, f PanicTestFunc, msgAndArgs ...any) bool {
	did, with := panics(f)
	if !did {
		return Fail(t, fmt.Sprintf("func should panic. Panic value: %#v", with), msgAndArgs...)
	}
	return ObjectsAreEqual(expected, with) ||
		Fail(t, fmt.Sprintf("func should panic with value: %#v Panic value: %#v", expected, with), msgAndArgs...)
}

func PanicsWithError(t TestingT, errString string, f PanicTestFunc, msgAndArgs ...any) bool {
	did, with := panics(f)
	if !did {
		return Fail(t, fmt.Sprintf("func should panic. Panic value: %#v", with), msgAndArgs...)
	}
	err, ok := with.(error)
	return ok && err.Error() == errString ||
		Fail(t, fmt.Sprintf("func should panic with error message: %#v Panic value: %#v", errString, with), msgAndArgs...)
}

// --- order

// number is a number's value; exactly, up to 53 bits.
func number(x any) (value float64, ok bool) {
	switch text.Kind(x) {
	case text.KindInt:
		return float64(text.Int(x)), true
	case text.KindUint:
		return float64(uint64(text.Int(x))), true
	case text.KindFloat, text.KindFloat32:
		return math.Float64frombits(uint64(text.Int(x))), true
	}
	return 0, false
}

// compared is negative if a comes before b.
func compared(a, b any) (order int, ok bool) {
	if text.Kind(a) == text.KindString && text.Kind(b) == text.KindString {
		return strings.Compare(text.Str(a), text.Str(b)), true
	}
	if s, ok := a.(time.Time); ok {
		u, ok := b.(time.Time)
		return s.Compare(u), ok
	}
	if text.Kind(a) == text.KindInt && text.Kind(b) == text.KindInt {
		return sign(text.Int(a) < text.Int(b), text.Int(a) > text.Int(b)), true
	}
	x, known := number(a)
	y, too := number(b)
	return sign(x < y, x > y), known && too
}

func sign(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

func ordered(t TestingT, e1, e2 any, what string, holds func(order int) bool, msgAndArgs []any) bool {
	order, ok := compared(e1, e2)
	if !ok || text.TypeNumber(e1) != text.TypeNumber(e2) {
		return Fail(t, "Elements should be the same type", msgAndArgs...)
	}
	return holds(order) || Fail(t, fmt.Sprintf("\"%v\" is not %s \"%v\"", e1, what, e2), msgAndArgs...)
}

func Greater(t TestingT, e1, e2 any, msgAndArgs ...any) bool {
	return ordered(t, e1, e2, "greater than", func(order int) bool { return order > 0 }, msgAndArgs)
}

func GreaterOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) bool {
	return ordered(t, e1, e2, "greater than or equal to", func(order int) bool { return order >= 0 }, msgAndArgs)
}

func Less(t TestingT, e1, e2 any, msgAndArgs ...any) bool {
	return ordered(t, e1, e2, "less than", func(order int) bool { return order < 0 }, msgAndArgs)
}

func LessOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) bool {
	return ordered(t, e1, e2, "less than or equal to", func(order int) bool { return order <= 0 }, msgAndArgs)
}

func Positive(t TestingT, e any, msgAndArgs ...any) bool {
	value, _ := number(e)
	return value > 0 || Fail(t, fmt.Sprintf("\"%v\" is not positive", e), msgAndArgs...)
}

func Negative(t TestingT, e any, msgAndArgs ...any) bool {
	value, _ := number(e)
	return value < 0 || Fail(t, fmt.Sprintf("\"%v\" is not negative", e), msgAndArgs...)
}

func InDelta(t TestingT, expected, actual any, delta float64, msgAndArgs ...any) bool {
	a, known := number(expected)
	b, too := number(actual)
	if !known || !too {
		return Fail(t, "Parameters must be numerical", msgAndArgs...)
	}
	difference := a - b
	return -delta <= difference && difference <= delta ||
		Fail(t, fmt.Sprintf("Max difference between %v and %v allowed is %v, but difference was %v",
			expected, actual, delta, difference), msgAndArgs...)
}

func InDeltaSlice(t TestingT, expected, actual any, delta float64, msgAndArgs ...any) bool {
	if !isList(expected) || !isList(actual) || text.Parts(expected) != text.Parts(actual) {
		return Fail(t, "Parameters must be slices of one length", msgAndArgs...)
	}
	for i := range text.Parts(expected) {
		if !InDelta(t, text.Part(expected, i), text.Part(actual, i), delta, msgAndArgs...) {
			return false
		}
	}
	return true
}

func InEpsilon(t TestingT, expected, actual any, epsilon float64, msgAndArgs ...any) bool {
	a, known := number(expected)
	b, too := number(actual)
	if !known || !too || a == 0 {
		return Fail(t, "Parameters must be numerical, and the expected value not zero", msgAndArgs...)
	}
	relative := math.Abs(a-b) / math.Abs(a)
	return relative <= epsilon ||
		Fail(t, fmt.Sprintf("Relative error is too high: %v (expected) < %v (actual)", epsilon, relative), msgAndArgs...)
}

func WithinDuration(t TestingT, expected, actual time.Time, delta time.Duration, msgAndArgs ...any) bool {
	difference := expected.Sub(actual)
	return -delta <= difference && difference <= delta ||
		Fail(t, fmt.Sprintf("Max difference allowed is %v, but difference was %v", delta, difference), msgAndArgs...)
}

func WithinRange(t TestingT, actual, start, end time.Time, msgAndArgs ...any) bool {
	return !actual.Before(start) && !actual.After(end) ||
		Fail(t, "Time is not within the range", msgAndArgs...)
}

// --- what comes true in time

// Eventually asks in another goroutine, so that a condition which does not return is given up too.
func Eventually(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return comesTrue(condition, waitFor, tick) || Fail(t, "Condition never satisfied", msgAndArgs...)
}

func Never(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return !comesTrue(condition, waitFor, tick) || Fail(t, "Condition satisfied", msgAndArgs...)
}

func EventuallyWithT(t TestingT, condition func(collect *CollectT), waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return comesTrue(func() bool { return passes(condition) }, waitFor, tick) ||
		Fail(t, "Condition never satisfied", msgAndArgs...)
}

func passes(condition func(collect *CollectT)) bool {
	collect := &CollectT{}
	func() {
		defer func() {
			if x := recover(); x != nil && x != any(collect) {
				panic(x)
			}
		}()
		condition(collect)
	}()
	return !collect.failed
}

func comesTrue(condition func() bool, waitFor, tick time.Duration) bool {
	over := time.NewTimer(waitFor)
	defer over.Stop()
	again := time.NewTicker(tick)
	defer again.Stop()
	for {
		answer := make(chan bool, 1)
		go func() { answer <- condition() }()
		select {
		case <-over.C:
			return false
		case yes := <-answer:
			if yes {
				return true
			}
		}
		select {
		case <-over.C:
			return false
		case <-again.C:
		}
	}
}
