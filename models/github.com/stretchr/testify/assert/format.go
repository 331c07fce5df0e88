// Written by tests/models/testify.py from assert.go.

package assert

import "time"

func with(msg string, args []any) []any { return append([]any{msg}, args...) }

func Failf(t TestingT, failureMessage string, msg string, args ...any) bool {
	return Fail(t, failureMessage, with(msg, args)...)
}

func FailNowf(t TestingT, failureMessage string, msg string, args ...any) bool {
	return FailNow(t, failureMessage, with(msg, args)...)
}

func Equalf(t TestingT, expected, actual any, msg string, args ...any) bool {
	return Equal(t, expected, actual, with(msg, args)...)
}

func NotEqualf(t TestingT, expected, actual any, msg string, args ...any) bool {
	return NotEqual(t, expected, actual, with(msg, args)...)
}

func Exactlyf(t TestingT, expected, actual any, msg string, args ...any) bool {
	return Exactly(t, expected, actual, with(msg, args)...)
}

func EqualValuesf(t TestingT, expected, actual any, msg string, args ...any) bool {
	return EqualValues(t, expected, actual, with(msg, args)...)
}

func NotEqualValuesf(t TestingT, expected, actual any, msg string, args ...any) bool {
	return NotEqualValues(t, expected, actual, with(msg, args)...)
}

func Samef(t TestingT, expected, actual any, msg string, args ...any) bool {
	return Same(t, expected, actual, with(msg, args)...)
}

func NotSamef(t TestingT, expected, actual any, msg string, args ...any) bool {
	return NotSame(t, expected, actual, with(msg, args)...)
}

func IsTypef(t TestingT, expectedType, object any, msg string, args ...any) bool {
	return IsType(t, expectedType, object, with(msg, args)...)
}

func Implementsf(t TestingT, interfaceObject, object any, msg string, args ...any) bool {
	return Implements(t, interfaceObject, object, with(msg, args)...)
}

func JSONEqf(t TestingT, expected, actual string, msg string, args ...any) bool {
	return JSONEq(t, expected, actual, with(msg, args)...)
}

func Truef(t TestingT, value bool, msg string, args ...any) bool {
	return True(t, value, with(msg, args)...)
}

func Falsef(t TestingT, value bool, msg string, args ...any) bool {
	return False(t, value, with(msg, args)...)
}

func Conditionf(t TestingT, comp Comparison, msg string, args ...any) bool {
	return Condition(t, comp, with(msg, args)...)
}

func Nilf(t TestingT, object any, msg string, args ...any) bool {
	return Nil(t, object, with(msg, args)...)
}

func NotNilf(t TestingT, object any, msg string, args ...any) bool {
	return NotNil(t, object, with(msg, args)...)
}

func Zerof(t TestingT, i any, msg string, args ...any) bool {
	return Zero(t, i, with(msg, args)...)
}

func NotZerof(t TestingT, i any, msg string, args ...any) bool {
	return NotZero(t, i, with(msg, args)...)
}

func Lenf(t TestingT, object any, length int, msg string, args ...any) bool {
	return Len(t, object, length, with(msg, args)...)
}

func Emptyf(t TestingT, object any, msg string, args ...any) bool {
	return Empty(t, object, with(msg, args)...)
}

func NotEmptyf(t TestingT, object any, msg string, args ...any) bool {
	return NotEmpty(t, object, with(msg, args)...)
}

func Containsf(t TestingT, s, contains any, msg string, args ...any) bool {
	return Contains(t, s, contains, with(msg, args)...)
}

func NotContainsf(t TestingT, s, contains any, msg string, args ...any) bool {
	return NotContains(t, s, contains, with(msg, args)...)
}

func ElementsMatchf(t TestingT, listA, listB any, msg string, args ...any) bool {
	return ElementsMatch(t, listA, listB, with(msg, args)...)
}

func Subsetf(t TestingT, list, subset any, msg string, args ...any) bool {
	return Subset(t, list, subset, with(msg, args)...)
}

func NotSubsetf(t TestingT, list, subset any, msg string, args ...any) bool {
	return NotSubset(t, list, subset, with(msg, args)...)
}

func IsIncreasingf(t TestingT, object any, msg string, args ...any) bool {
	return IsIncreasing(t, object, with(msg, args)...)
}

func IsNonIncreasingf(t TestingT, object any, msg string, args ...any) bool {
	return IsNonIncreasing(t, object, with(msg, args)...)
}

func IsDecreasingf(t TestingT, object any, msg string, args ...any) bool {
	return IsDecreasing(t, object, with(msg, args)...)
}

func IsNonDecreasingf(t TestingT, object any, msg string, args ...any) bool {
	return IsNonDecreasing(t, object, with(msg, args)...)
}

func Regexpf(t TestingT, rx, str any, msg string, args ...any) bool {
	return Regexp(t, rx, str, with(msg, args)...)
}

func NotRegexpf(t TestingT, rx, str any, msg string, args ...any) bool {
	return NotRegexp(t, rx, str, with(msg, args)...)
}

func FileExistsf(t TestingT, path string, msg string, args ...any) bool {
	return FileExists(t, path, with(msg, args)...)
}

func NoFileExistsf(t TestingT, path string, msg string, args ...any) bool {
	return NoFileExists(t, path, with(msg, args)...)
}

func DirExistsf(t TestingT, path string, msg string, args ...any) bool {
	return DirExists(t, path, with(msg, args)...)
}

func NoDirExistsf(t TestingT, path string, msg string, args ...any) bool {
	return NoDirExists(t, path, with(msg, args)...)
}

func NoErrorf(t TestingT, err error, msg string, args ...any) bool {
	return NoError(t, err, with(msg, args)...)
}

func Errorf(t TestingT, err error, msg string, args ...any) bool {
	return Error(t, err, with(msg, args)...)
}

func EqualErrorf(t TestingT, theError error, errString string, msg string, args ...any) bool {
	return EqualError(t, theError, errString, with(msg, args)...)
}

func ErrorContainsf(t TestingT, theError error, contains string, msg string, args ...any) bool {
	return ErrorContains(t, theError, contains, with(msg, args)...)
}

func ErrorIsf(t TestingT, err, target error, msg string, args ...any) bool {
	return ErrorIs(t, err, target, with(msg, args)...)
}

func NotErrorIsf(t TestingT, err, target error, msg string, args ...any) bool {
	return NotErrorIs(t, err, target, with(msg, args)...)
}

func ErrorAsf(t TestingT, err error, target any, msg string, args ...any) bool {
	return ErrorAs(t, err, target, with(msg, args)...)
}

func NotErrorAsf(t TestingT, err error, target any, msg string, args ...any) bool {
	return NotErrorAs(t, err, target, with(msg, args)...)
}

func Panicsf(t TestingT, f PanicTestFunc, msg string, args ...any) bool {
	return Panics(t, f, with(msg, args)...)
}

func NotPanicsf(t TestingT, f PanicTestFunc, msg string, args ...any) bool {
	return NotPanics(t, f, with(msg, args)...)
}

func PanicsWithValuef(t TestingT, expected any, f PanicTestFunc, msg string, args ...any) bool {
	return PanicsWithValue(t, expected, f, with(msg, args)...)
}

func PanicsWithErrorf(t TestingT, errString string, f PanicTestFunc, msg string, args ...any) bool {
	return PanicsWithError(t, errString, f, with(msg, args)...)
}

func Greaterf(t TestingT, e1, e2 any, msg string, args ...any) bool {
	return Greater(t, e1, e2, with(msg, args)...)
}

func GreaterOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) bool {
	return GreaterOrEqual(t, e1, e2, with(msg, args)...)
}

func Lessf(t TestingT, e1, e2 any, msg string, args ...any) bool {
	return Less(t, e1, e2, with(msg, args)...)
}

func LessOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) bool {
	return LessOrEqual(t, e1, e2, with(msg, args)...)
}

func Positivef(t TestingT, e any, msg string, args ...any) bool {
	return Positive(t, e, with(msg, args)...)
}

func Negativef(t TestingT, e any, msg string, args ...any) bool {
	return Negative(t, e, with(msg, args)...)
}

func InDeltaf(t TestingT, expected, actual any, delta float64, msg string, args ...any) bool {
	return InDelta(t, expected, actual, delta, with(msg, args)...)
}

func InDeltaSlicef(t TestingT, expected, actual any, delta float64, msg string, args ...any) bool {
	return InDeltaSlice(t, expected, actual, delta, with(msg, args)...)
}

func InEpsilonf(t TestingT, expected, actual any, epsilon float64, msg string, args ...any) bool {
	return InEpsilon(t, expected, actual, epsilon, with(msg, args)...)
}

func WithinDurationf(t TestingT, expected, actual time.Time, delta time.Duration, msg string, args ...any) bool {
	return WithinDuration(t, expected, actual, delta, with(msg, args)...)
}

func WithinRangef(t TestingT, actual, start, end time.Time, msg string, args ...any) bool {
	return WithinRange(t, actual, start, end, with(msg, args)...)
}

func Eventuallyf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool {
	return Eventually(t, condition, waitFor, tick, with(msg, args)...)
}

func Neverf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool {
	return Never(t, condition, waitFor, tick, with(msg, args)...)
}

func EventuallyWithTf(t TestingT, condition func(collect *CollectT), waitFor, tick time.Duration, msg string, args ...any) bool {
	return EventuallyWithT(t, condition, waitFor, tick, with(msg, args)...)
}
