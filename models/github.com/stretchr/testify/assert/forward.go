// Written by tests/models/testify.py from assert.go.

package assert

import "time"

// Assertions has them all as methods.
type Assertions struct {
	t TestingT
}

func New(t TestingT) *Assertions { return &Assertions{t} }

func (a *Assertions) Fail(failureMessage string, msgAndArgs ...any) bool {
	return Fail(a.t, failureMessage, msgAndArgs...)
}

func (a *Assertions) Failf(failureMessage string, msg string, args ...any) bool {
	return Failf(a.t, failureMessage, msg, args...)
}

func (a *Assertions) FailNow(failureMessage string, msgAndArgs ...any) bool {
	return FailNow(a.t, failureMessage, msgAndArgs...)
}

func (a *Assertions) FailNowf(failureMessage string, msg string, args ...any) bool {
	return FailNowf(a.t, failureMessage, msg, args...)
}

func (a *Assertions) Equal(expected, actual any, msgAndArgs ...any) bool {
	return Equal(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) Equalf(expected, actual any, msg string, args ...any) bool {
	return Equalf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) NotEqual(expected, actual any, msgAndArgs ...any) bool {
	return NotEqual(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) NotEqualf(expected, actual any, msg string, args ...any) bool {
	return NotEqualf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) Exactly(expected, actual any, msgAndArgs ...any) bool {
	return Exactly(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) Exactlyf(expected, actual any, msg string, args ...any) bool {
	return Exactlyf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) EqualValues(expected, actual any, msgAndArgs ...any) bool {
	return EqualValues(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) EqualValuesf(expected, actual any, msg string, args ...any) bool {
	return EqualValuesf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) NotEqualValues(expected, actual any, msgAndArgs ...any) bool {
	return NotEqualValues(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) NotEqualValuesf(expected, actual any, msg string, args ...any) bool {
	return NotEqualValuesf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) Same(expected, actual any, msgAndArgs ...any) bool {
	return Same(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) Samef(expected, actual any, msg string, args ...any) bool {
	return Samef(a.t, expected, actual, msg, args...)
}

func (a *Assertions) NotSame(expected, actual any, msgAndArgs ...any) bool {
	return NotSame(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) NotSamef(expected, actual any, msg string, args ...any) bool {
	return NotSamef(a.t, expected, actual, msg, args...)
}

func (a *Assertions) IsType(expectedType, object any, msgAndArgs ...any) bool {
	return IsType(a.t, expectedType, object, msgAndArgs...)
}

func (a *Assertions) IsTypef(expectedType, object any, msg string, args ...any) bool {
	return IsTypef(a.t, expectedType, object, msg, args...)
}

func (a *Assertions) Implements(interfaceObject, object any, msgAndArgs ...any) bool {
	return Implements(a.t, interfaceObject, object, msgAndArgs...)
}

func (a *Assertions) Implementsf(interfaceObject, object any, msg string, args ...any) bool {
	return Implementsf(a.t, interfaceObject, object, msg, args...)
}

func (a *Assertions) JSONEq(expected, actual string, msgAndArgs ...any) bool {
	return JSONEq(a.t, expected, actual, msgAndArgs...)
}

func (a *Assertions) JSONEqf(expected, actual string, msg string, args ...any) bool {
	return JSONEqf(a.t, expected, actual, msg, args...)
}

func (a *Assertions) True(value bool, msgAndArgs ...any) bool {
	return True(a.t, value, msgAndArgs...)
}

func (a *Assertions) Truef(value bool, msg string, args ...any) bool {
	return Truef(a.t, value, msg, args...)
}

func (a *Assertions) False(value bool, msgAndArgs ...any) bool {
	return False(a.t, value, msgAndArgs...)
}

func (a *Assertions) Falsef(value bool, msg string, args ...any) bool {
	return Falsef(a.t, value, msg, args...)
}

func (a *Assertions) Condition(comp Comparison, msgAndArgs ...any) bool {
	return Condition(a.t, comp, msgAndArgs...)
}

func (a *Assertions) Conditionf(comp Comparison, msg string, args ...any) bool {
	return Conditionf(a.t, comp, msg, args...)
}

func (a *Assertions) Nil(object any, msgAndArgs ...any) bool {
	return Nil(a.t, object, msgAndArgs...)
}

func (a *Assertions) Nilf(object any, msg string, args ...any) bool {
	return Nilf(a.t, object, msg, args...)
}

func (a *Assertions) NotNil(object any, msgAndArgs ...any) bool {
	return NotNil(a.t, object, msgAndArgs...)
}

func (a *Assertions) NotNilf(object any, msg string, args ...any) bool {
	return NotNilf(a.t, object, msg, args...)
}

func (a *Assertions) Zero(i any, msgAndArgs ...any) bool {
	return Zero(a.t, i, msgAndArgs...)
}

func (a *Assertions) Zerof(i any, msg string, args ...any) bool {
	return Zerof(a.t, i, msg, args...)
}

func (a *Assertions) NotZero(i any, msgAndArgs ...any) bool {
	return NotZero(a.t, i, msgAndArgs...)
}

func (a *Assertions) NotZerof(i any, msg string, args ...any) bool {
	return NotZerof(a.t, i, msg, args...)
}

func (a *Assertions) Len(object any, length int, msgAndArgs ...any) bool {
	return Len(a.t, object, length, msgAndArgs...)
}

func (a *Assertions) Lenf(object any, length int, msg string, args ...any) bool {
	return Lenf(a.t, object, length, msg, args...)
}

func (a *Assertions) Empty(object any, msgAndArgs ...any) bool {
	return Empty(a.t, object, msgAndArgs...)
}

func (a *Assertions) Emptyf(object any, msg string, args ...any) bool {
	return Emptyf(a.t, object, msg, args...)
}

func (a *Assertions) NotEmpty(object any, msgAndArgs ...any) bool {
	return NotEmpty(a.t, object, msgAndArgs...)
}

func (a *Assertions) NotEmptyf(object any, msg string, args ...any) bool {
	return NotEmptyf(a.t, object, msg, args...)
}

func (a *Assertions) Contains(s, contains any, msgAndArgs ...any) bool {
	return Contains(a.t, s, contains, msgAndArgs...)
}

func (a *Assertions) Containsf(s, contains any, msg string, args ...any) bool {
	return Containsf(a.t, s, contains, msg, args...)
}

func (a *Assertions) NotContains(s, contains any, msgAndArgs ...any) bool {
	return NotContains(a.t, s, contains, msgAndArgs...)
}

func (a *Assertions) NotContainsf(s, contains any, msg string, args ...any) bool {
	return NotContainsf(a.t, s, contains, msg, args...)
}

func (a *Assertions) ElementsMatch(listA, listB any, msgAndArgs ...any) bool {
	return ElementsMatch(a.t, listA, listB, msgAndArgs...)
}

func (a *Assertions) ElementsMatchf(listA, listB any, msg string, args ...any) bool {
	return ElementsMatchf(a.t, listA, listB, msg, args...)
}

func (a *Assertions) Subset(list, subset any, msgAndArgs ...any) bool {
	return Subset(a.t, list, subset, msgAndArgs...)
}

func (a *Assertions) Subsetf(list, subset any, msg string, args ...any) bool {
	return Subsetf(a.t, list, subset, msg, args...)
}

func (a *Assertions) NotSubset(list, subset any, msgAndArgs ...any) bool {
	return NotSubset(a.t, list, subset, msgAndArgs...)
}

func (a *Assertions) NotSubsetf(list, subset any, msg string, args ...any) bool {
	return NotSubsetf(a.t, list, subset, msg, args...)
}

func (a *Assertions) IsIncreasing(object any, msgAndArgs ...any) bool {
	return IsIncreasing(a.t, object, msgAndArgs...)
}

func (a *Assertions) IsIncreasingf(object any, msg string, args ...any) bool {
	return IsIncreasingf(a.t, object, msg, args...)
}

func (a *Assertions) IsNonIncreasing(object any, msgAndArgs ...any) bool {
	return IsNonIncreasing(a.t, object, msgAndArgs...)
}

func (a *Assertions) IsNonIncreasingf(object any, msg string, args ...any) bool {
	return IsNonIncreasingf(a.t, object, msg, args...)
}

func (a *Assertions) IsDecreasing(object any, msgAndArgs ...any) bool {
	return IsDecreasing(a.t, object, msgAndArgs...)
}

func (a *Assertions) IsDecreasingf(object any, msg string, args ...any) bool {
	return IsDecreasingf(a.t, object, msg, args...)
}

func (a *Assertions) IsNonDecreasing(object any, msgAndArgs ...any) bool {
	return IsNonDecreasing(a.t, object, msgAndArgs...)
}

func (a *Assertions) IsNonDecreasingf(object any, msg string, args ...any) bool {
	return IsNonDecreasingf(a.t, object, msg, args...)
}

func (a *Assertions) Regexp(rx, str any, msgAndArgs ...any) bool {
	return Regexp(a.t, rx, str, msgAndArgs...)
}

func (a *Assertions) Regexpf(rx, str any, msg string, args ...any) bool {
	return Regexpf(a.t, rx, str, msg, args...)
}

func (a *Assertions) NotRegexp(rx, str any, msgAndArgs ...any) bool {
	return NotRegexp(a.t, rx, str, msgAndArgs...)
}

func (a *Assertions) NotRegexpf(rx, str any, msg string, args ...any) bool {
	return NotRegexpf(a.t, rx, str, msg, args...)
}

func (a *Assertions) FileExists(path string, msgAndArgs ...any) bool {
	return FileExists(a.t, path, msgAndArgs...)
}

func (a *Assertions) FileExistsf(path string, msg string, args ...any) bool {
	return FileExistsf(a.t, path, msg, args...)
}

func (a *Assertions) NoFileExists(path string, msgAndArgs ...any) bool {
	return NoFileExists(a.t, path, msgAndArgs...)
}

func (a *Assertions) NoFileExistsf(path string, msg string, args ...any) bool {
	return NoFileExistsf(a.t, path, msg, args...)
}

func (a *Assertions) DirExists(path string, msgAndArgs ...any) bool {
	return DirExists(a.t, path, msgAndArgs...)
}

func (a *Assertions) DirExistsf(path string, msg string, args ...any) bool {
	return DirExistsf(a.t, path, msg, args...)
}

func (a *Assertions) NoDirExists(path string, msgAndArgs ...any) bool {
	return NoDirExists(a.t, path, msgAndArgs...)
}

func (a *Assertions) NoDirExistsf(path string, msg string, args ...any) bool {
	return NoDirExistsf(a.t, path, msg, args...)
}

func (a *Assertions) NoError(err error, msgAndArgs ...any) bool {
	return NoError(a.t, err, msgAndArgs...)
}

func (a *Assertions) NoErrorf(err error, msg string, args ...any) bool {
	return NoErrorf(a.t, err, msg, args...)
}

func (a *Assertions) Error(err error, msgAndArgs ...any) bool {
	return Error(a.t, err, msgAndArgs...)
}

func (a *Assertions) Errorf(err error, msg string, args ...any) bool {
	return Errorf(a.t, err, msg, args...)
}

func (a *Assertions) EqualError(theError error, errString string, msgAndArgs ...any) bool {
	return EqualError(a.t, theError, errString, msgAndArgs...)
}

func (a *Assertions) EqualErrorf(theError error, errString string, msg string, args ...any) bool {
	return EqualErrorf(a.t, theError, errString, msg, args...)
}

func (a *Assertions) ErrorContains(theError error, contains string, msgAndArgs ...any) bool {
	return ErrorContains(a.t, theError, contains, msgAndArgs...)
}

func (a *Assertions) ErrorContainsf(theError error, contains string, msg string, args ...any) bool {
	return ErrorContainsf(a.t, theError, contains, msg, args...)
}

func (a *Assertions) ErrorIs(err, target error, msgAndArgs ...any) bool {
	return ErrorIs(a.t, err, target, msgAndArgs...)
}

func (a *Assertions) ErrorIsf(err, target error, msg string, args ...any) bool {
	return ErrorIsf(a.t, err, target, msg, args...)
}

func (a *Assertions) NotErrorIs(err, target error, msgAndArgs ...any) bool {
	return NotErrorIs(a.t, err, target, msgAndArgs...)
}

func (a *Assertions) NotErrorIsf(err, target error, msg string, args ...any) bool {
	return NotErrorIsf(a.t, err, target, msg, args...)
}

func (a *Assertions) ErrorAs(err error, target any, msgAndArgs ...any) bool {
	return ErrorAs(a.t, err, target, msgAndArgs...)
}

func (a *Assertions) ErrorAsf(err error, target any, msg string, args ...any) bool {
	return ErrorAsf(a.t, err, target, msg, args...)
}

func (a *Assertions) NotErrorAs(err error, target any, msgAndArgs ...any) bool {
	return NotErrorAs(a.t, err, target, msgAndArgs...)
}

func (a *Assertions) NotErrorAsf(err error, target any, msg string, args ...any) bool {
	return NotErrorAsf(a.t, err, target, msg, args...)
}

func (a *Assertions) Panics(f PanicTestFunc, msgAndArgs ...any) bool {
	return Panics(a.t, f, msgAndArgs...)
}

func (a *Assertions) Panicsf(f PanicTestFunc, msg string, args ...any) bool {
	return Panicsf(a.t, f, msg, args...)
}

func (a *Assertions) NotPanics(f PanicTestFunc, msgAndArgs ...any) bool {
	return NotPanics(a.t, f, msgAndArgs...)
}

func (a *Assertions) NotPanicsf(f PanicTestFunc, msg string, args ...any) bool {
	return NotPanicsf(a.t, f, msg, args...)
}

func (a *Assertions) PanicsWithValue(expected any, f PanicTestFunc, msgAndArgs ...any) bool {
	return PanicsWithValue(a.t, expected, f, msgAndArgs...)
}

func (a *Assertions) PanicsWithValuef(expected any, f PanicTestFunc, msg string, args ...any) bool {
	return PanicsWithValuef(a.t, expected, f, msg, args...)
}

func (a *Assertions) PanicsWithError(errString string, f PanicTestFunc, msgAndArgs ...any) bool {
	return PanicsWithError(a.t, errString, f, msgAndArgs...)
}

func (a *Assertions) PanicsWithErrorf(errString string, f PanicTestFunc, msg string, args ...any) bool {
	return PanicsWithErrorf(a.t, errString, f, msg, args...)
}

func (a *Assertions) Greater(e1, e2 any, msgAndArgs ...any) bool {
	return Greater(a.t, e1, e2, msgAndArgs...)
}

func (a *Assertions) Greaterf(e1, e2 any, msg string, args ...any) bool {
	return Greaterf(a.t, e1, e2, msg, args...)
}

func (a *Assertions) GreaterOrEqual(e1, e2 any, msgAndArgs ...any) bool {
	return GreaterOrEqual(a.t, e1, e2, msgAndArgs...)
}

func (a *Assertions) GreaterOrEqualf(e1, e2 any, msg string, args ...any) bool {
	return GreaterOrEqualf(a.t, e1, e2, msg, args...)
}

func (a *Assertions) Less(e1, e2 any, msgAndArgs ...any) bool {
	return Less(a.t, e1, e2, msgAndArgs...)
}

func (a *Assertions) Lessf(e1, e2 any, msg string, args ...any) bool {
	return Lessf(a.t, e1, e2, msg, args...)
}

func (a *Assertions) LessOrEqual(e1, e2 any, msgAndArgs ...any) bool {
	return LessOrEqual(a.t, e1, e2, msgAndArgs...)
}

func (a *Assertions) LessOrEqualf(e1, e2 any, msg string, args ...any) bool {
	return LessOrEqualf(a.t, e1, e2, msg, args...)
}

func (a *Assertions) Positive(e any, msgAndArgs ...any) bool {
	return Positive(a.t, e, msgAndArgs...)
}

func (a *Assertions) Positivef(e any, msg string, args ...any) bool {
	return Positivef(a.t, e, msg, args...)
}

func (a *Assertions) Negative(e any, msgAndArgs ...any) bool {
	return Negative(a.t, e, msgAndArgs...)
}

func (a *Assertions) Negativef(e any, msg string, args ...any) bool {
	return Negativef(a.t, e, msg, args...)
}

func (a *Assertions) InDelta(expected, actual any, delta float64, msgAndArgs ...any) bool {
	return InDelta(a.t, expected, actual, delta, msgAndArgs...)
}

func (a *Assertions) InDeltaf(expected, actual any, delta float64, msg string, args ...any) bool {
	return InDeltaf(a.t, expected, actual, delta, msg, args...)
}

func (a *Assertions) InDeltaSlice(expected, actual any, delta float64, msgAndArgs ...any) bool {
	return InDeltaSlice(a.t, expected, actual, delta, msgAndArgs...)
}

func (a *Assertions) InDeltaSlicef(expected, actual any, delta float64, msg string, args ...any) bool {
	return InDeltaSlicef(a.t, expected, actual, delta, msg, args...)
}

func (a *Assertions) InEpsilon(expected, actual any, epsilon float64, msgAndArgs ...any) bool {
	return InEpsilon(a.t, expected, actual, epsilon, msgAndArgs...)
}

func (a *Assertions) InEpsilonf(expected, actual any, epsilon float64, msg string, args ...any) bool {
	return InEpsilonf(a.t, expected, actual, epsilon, msg, args...)
}

func (a *Assertions) WithinDuration(expected, actual time.Time, delta time.Duration, msgAndArgs ...any) bool {
	return WithinDuration(a.t, expected, actual, delta, msgAndArgs...)
}

func (a *Assertions) WithinDurationf(expected, actual time.Time, delta time.Duration, msg string, args ...any) bool {
	return WithinDurationf(a.t, expected, actual, delta, msg, args...)
}

func (a *Assertions) WithinRange(actual, start, end time.Time, msgAndArgs ...any) bool {
	return WithinRange(a.t, actual, start, end, msgAndArgs...)
}

func (a *Assertions) WithinRangef(actual, start, end time.Time, msg string, args ...any) bool {
	return WithinRangef(a.t, actual, start, end, msg, args...)
}

func (a *Assertions) Eventually(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return Eventually(a.t, condition, waitFor, tick, msgAndArgs...)
}

func (a *Assertions) Eventuallyf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool {
	return Eventuallyf(a.t, condition, waitFor, tick, msg, args...)
}

func (a *Assertions) Never(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return Never(a.t, condition, waitFor, tick, msgAndArgs...)
}

func (a *Assertions) Neverf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) bool {
	return Neverf(a.t, condition, waitFor, tick, msg, args...)
}

func (a *Assertions) EventuallyWithT(condition func(collect *CollectT), waitFor, tick time.Duration, msgAndArgs ...any) bool {
	return EventuallyWithT(a.t, condition, waitFor, tick, msgAndArgs...)
}

func (a *Assertions) EventuallyWithTf(condition func(collect *CollectT), waitFor, tick time.Duration, msg string, args ...any) bool {
	return EventuallyWithTf(a.t, condition, waitFor, tick, msg, args...)
}
