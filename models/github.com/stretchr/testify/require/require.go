// Written by tests/models/testify.py from assert.go.

// Package require models testify's assertions that end the test.
package require

import (
	"time"

	"github.com/stretchr/testify/assert"
)

type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

type (
	BoolAssertionFunc       func(TestingT, bool, ...any)
	ComparisonAssertionFunc func(TestingT, any, any, ...any)
	ErrorAssertionFunc      func(TestingT, error, ...any)
	ValueAssertionFunc      func(TestingT, any, ...any)
)

func need(t TestingT, holds bool) {
	if h, ok := t.(interface{ Helper() }); ok {
		h.Helper()
	}
	if !holds {
		t.FailNow()
	}
}

// Assertions has them all as methods.
type Assertions struct {
	t TestingT
}

func New(t TestingT) *Assertions { return &Assertions{t} }

func Fail(t TestingT, failureMessage string, msgAndArgs ...any) {
	need(t, assert.Fail(t, failureMessage, msgAndArgs...))
}

func (a *Assertions) Fail(failureMessage string, msgAndArgs ...any) {
	need(a.t, assert.Fail(a.t, failureMessage, msgAndArgs...))
}

func Failf(t TestingT, failureMessage string, msg string, args ...any) {
	need(t, assert.Failf(t, failureMessage, msg, args...))
}

func (a *Assertions) Failf(failureMessage string, msg string, args ...any) {
	need(a.t, assert.Failf(a.t, failureMessage, msg, args...))
}

func FailNow(t TestingT, failureMessage string, msgAndArgs ...any) {
	need(t, assert.FailNow(t, failureMessage, msgAndArgs...))
}

func (a *Assertions) FailNow(failureMessage string, msgAndArgs ...any) {
	need(a.t, assert.FailNow(a.t, failureMessage, msgAndArgs...))
}

func FailNowf(t TestingT, failureMessage string, msg string, args ...any) {
	need(t, assert.FailNowf(t, failureMessage, msg, args...))
}

func (a *Assertions) FailNowf(failureMessage string, msg string, args ...any) {
	need(a.t, assert.FailNowf(a.t, failureMessage, msg, args...))
}

func Equal(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.Equal(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) Equal(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.Equal(a.t, expected, actual, msgAndArgs...))
}

func Equalf(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.Equalf(t, expected, actual, msg, args...))
}

func (a *Assertions) Equalf(expected, actual any, msg string, args ...any) {
	need(a.t, assert.Equalf(a.t, expected, actual, msg, args...))
}

func NotEqual(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.NotEqual(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) NotEqual(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.NotEqual(a.t, expected, actual, msgAndArgs...))
}

func NotEqualf(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.NotEqualf(t, expected, actual, msg, args...))
}

func (a *Assertions) NotEqualf(expected, actual any, msg string, args ...any) {
	need(a.t, assert.NotEqualf(a.t, expected, actual, msg, args...))
}

func Exactly(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.Exactly(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) Exactly(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.Exactly(a.t, expected, actual, msgAndArgs...))
}

func Exactlyf(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.Exactlyf(t, expected, actual, msg, args...))
}

func (a *Assertions) Exactlyf(expected, actual any, msg string, args ...any) {
	need(a.t, assert.Exactlyf(a.t, expected, actual, msg, args...))
}

func EqualValues(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.EqualValues(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) EqualValues(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.EqualValues(a.t, expected, actual, msgAndArgs...))
}

func EqualValuesf(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.EqualValuesf(t, expected, actual, msg, args...))
}

func (a *Assertions) EqualValuesf(expected, actual any, msg string, args ...any) {
	need(a.t, assert.EqualValuesf(a.t, expected, actual, msg, args...))
}

func NotEqualValues(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.NotEqualValues(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) NotEqualValues(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.NotEqualValues(a.t, expected, actual, msgAndArgs...))
}

func NotEqualValuesf(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.NotEqualValuesf(t, expected, actual, msg, args...))
}

func (a *Assertions) NotEqualValuesf(expected, actual any, msg string, args ...any) {
	need(a.t, assert.NotEqualValuesf(a.t, expected, actual, msg, args...))
}

func Same(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.Same(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) Same(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.Same(a.t, expected, actual, msgAndArgs...))
}

func Samef(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.Samef(t, expected, actual, msg, args...))
}

func (a *Assertions) Samef(expected, actual any, msg string, args ...any) {
	need(a.t, assert.Samef(a.t, expected, actual, msg, args...))
}

func NotSame(t TestingT, expected, actual any, msgAndArgs ...any) {
	need(t, assert.NotSame(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) NotSame(expected, actual any, msgAndArgs ...any) {
	need(a.t, assert.NotSame(a.t, expected, actual, msgAndArgs...))
}

func NotSamef(t TestingT, expected, actual any, msg string, args ...any) {
	need(t, assert.NotSamef(t, expected, actual, msg, args...))
}

func (a *Assertions) NotSamef(expected, actual any, msg string, args ...any) {
	need(a.t, assert.NotSamef(a.t, expected, actual, msg, args...))
}

func IsType(t TestingT, expectedType, object any, msgAndArgs ...any) {
	need(t, assert.IsType(t, expectedType, object, msgAndArgs...))
}

func (a *Assertions) IsType(expectedType, object any, msgAndArgs ...any) {
	need(a.t, assert.IsType(a.t, expectedType, object, msgAndArgs...))
}

func IsTypef(t TestingT, expectedType, object any, msg string, args ...any) {
	need(t, assert.IsTypef(t, expectedType, object, msg, args...))
}

func (a *Assertions) IsTypef(expectedType, object any, msg string, args ...any) {
	need(a.t, assert.IsTypef(a.t, expectedType, object, msg, args...))
}

func Implements(t TestingT, interfaceObject, object any, msgAndArgs ...any) {
	need(t, assert.Implements(t, interfaceObject, object, msgAndArgs...))
}

func (a *Assertions) Implements(interfaceObject, object any, msgAndArgs ...any) {
	need(a.t, assert.Implements(a.t, interfaceObject, object, msgAndArgs...))
}

func Implementsf(t TestingT, interfaceObject, object any, msg string, args ...any) {
	need(t, assert.Implementsf(t, interfaceObject, object, msg, args...))
}

func (a *Assertions) Implementsf(interfaceObject, object any, msg string, args ...any) {
	need(a.t, assert.Implementsf(a.t, interfaceObject, object, msg, args...))
}

func JSONEq(t TestingT, expected, actual string, msgAndArgs ...any) {
	need(t, assert.JSONEq(t, expected, actual, msgAndArgs...))
}

func (a *Assertions) JSONEq(expected, actual string, msgAndArgs ...any) {
	need(a.t, assert.JSONEq(a.t, expected, actual, msgAndArgs...))
}

func JSONEqf(t TestingT, expected, actual string, msg string, args ...any) {
	need(t, assert.JSONEqf(t, expected, actual, msg, args...))
}

func (a *Assertions) JSONEqf(expected, actual string, msg string, args ...any) {
	need(a.t, assert.JSONEqf(a.t, expected, actual, msg, args...))
}

func True(t TestingT, value bool, msgAndArgs ...any) {
	need(t, assert.True(t, value, msgAndArgs...))
}

func (a *Assertions) True(value bool, msgAndArgs ...any) {
	need(a.t, assert.True(a.t, value, msgAndArgs...))
}

func Truef(t TestingT, value bool, msg string, args ...any) {
	need(t, assert.Truef(t, value, msg, args...))
}

func (a *Assertions) Truef(value bool, msg string, args ...any) {
	need(a.t, assert.Truef(a.t, value, msg, args...))
}

func False(t TestingT, value bool, msgAndArgs ...any) {
	need(t, assert.False(t, value, msgAndArgs...))
}

func (a *Assertions) False(value bool, msgAndArgs ...any) {
	need(a.t, assert.False(a.t, value, msgAndArgs...))
}

func Falsef(t TestingT, value bool, msg string, args ...any) {
	need(t, assert.Falsef(t, value, msg, args...))
}

func (a *Assertions) Falsef(value bool, msg string, args ...any) {
	need(a.t, assert.Falsef(a.t, value, msg, args...))
}

func Condition(t TestingT, comp assert.Comparison, msgAndArgs ...any) {
	need(t, assert.Condition(t, comp, msgAndArgs...))
}

func (a *Assertions) Condition(comp assert.Comparison, msgAndArgs ...any) {
	need(a.t, assert.Condition(a.t, comp, msgAndArgs...))
}

func Conditionf(t TestingT, comp assert.Comparison, msg string, args ...any) {
	need(t, assert.Conditionf(t, comp, msg, args...))
}

func (a *Assertions) Conditionf(comp assert.Comparison, msg string, args ...any) {
	need(a.t, assert.Conditionf(a.t, comp, msg, args...))
}

func Nil(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.Nil(t, object, msgAndArgs...))
}

func (a *Assertions) Nil(object any, msgAndArgs ...any) {
	need(a.t, assert.Nil(a.t, object, msgAndArgs...))
}

func Nilf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.Nilf(t, object, msg, args...))
}

func (a *Assertions) Nilf(object any, msg string, args ...any) {
	need(a.t, assert.Nilf(a.t, object, msg, args...))
}

func NotNil(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.NotNil(t, object, msgAndArgs...))
}

func (a *Assertions) NotNil(object any, msgAndArgs ...any) {
	need(a.t, assert.NotNil(a.t, object, msgAndArgs...))
}

func NotNilf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.NotNilf(t, object, msg, args...))
}

func (a *Assertions) NotNilf(object any, msg string, args ...any) {
	need(a.t, assert.NotNilf(a.t, object, msg, args...))
}

func Zero(t TestingT, i any, msgAndArgs ...any) {
	need(t, assert.Zero(t, i, msgAndArgs...))
}

func (a *Assertions) Zero(i any, msgAndArgs ...any) {
	need(a.t, assert.Zero(a.t, i, msgAndArgs...))
}

func Zerof(t TestingT, i any, msg string, args ...any) {
	need(t, assert.Zerof(t, i, msg, args...))
}

func (a *Assertions) Zerof(i any, msg string, args ...any) {
	need(a.t, assert.Zerof(a.t, i, msg, args...))
}

func NotZero(t TestingT, i any, msgAndArgs ...any) {
	need(t, assert.NotZero(t, i, msgAndArgs...))
}

func (a *Assertions) NotZero(i any, msgAndArgs ...any) {
	need(a.t, assert.NotZero(a.t, i, msgAndArgs...))
}

func NotZerof(t TestingT, i any, msg string, args ...any) {
	need(t, assert.NotZerof(t, i, msg, args...))
}

func (a *Assertions) NotZerof(i any, msg string, args ...any) {
	need(a.t, assert.NotZerof(a.t, i, msg, args...))
}

func Len(t TestingT, object any, length int, msgAndArgs ...any) {
	need(t, assert.Len(t, object, length, msgAndArgs...))
}

func (a *Assertions) Len(object any, length int, msgAndArgs ...any) {
	need(a.t, assert.Len(a.t, object, length, msgAndArgs...))
}

func Lenf(t TestingT, object any, length int, msg string, args ...any) {
	need(t, assert.Lenf(t, object, length, msg, args...))
}

func (a *Assertions) Lenf(object any, length int, msg string, args ...any) {
	need(a.t, assert.Lenf(a.t, object, length, msg, args...))
}

func Empty(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.Empty(t, object, msgAndArgs...))
}

func (a *Assertions) Empty(object any, msgAndArgs ...any) {
	need(a.t, assert.Empty(a.t, object, msgAndArgs...))
}

func Emptyf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.Emptyf(t, object, msg, args...))
}

func (a *Assertions) Emptyf(object any, msg string, args ...any) {
	need(a.t, assert.Emptyf(a.t, object, msg, args...))
}

func NotEmpty(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.NotEmpty(t, object, msgAndArgs...))
}

func (a *Assertions) NotEmpty(object any, msgAndArgs ...any) {
	need(a.t, assert.NotEmpty(a.t, object, msgAndArgs...))
}

func NotEmptyf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.NotEmptyf(t, object, msg, args...))
}

func (a *Assertions) NotEmptyf(object any, msg string, args ...any) {
	need(a.t, assert.NotEmptyf(a.t, object, msg, args...))
}

func Contains(t TestingT, s, contains any, msgAndArgs ...any) {
	need(t, assert.Contains(t, s, contains, msgAndArgs...))
}

func (a *Assertions) Contains(s, contains any, msgAndArgs ...any) {
	need(a.t, assert.Contains(a.t, s, contains, msgAndArgs...))
}

func Containsf(t TestingT, s, contains any, msg string, args ...any) {
	need(t, assert.Containsf(t, s, contains, msg, args...))
}

func (a *Assertions) Containsf(s, contains any, msg string, args ...any) {
	need(a.t, assert.Containsf(a.t, s, contains, msg, args...))
}

func NotContains(t TestingT, s, contains any, msgAndArgs ...any) {
	need(t, assert.NotContains(t, s, contains, msgAndArgs...))
}

func (a *Assertions) NotContains(s, contains any, msgAndArgs ...any) {
	need(a.t, assert.NotContains(a.t, s, contains, msgAndArgs...))
}

func NotContainsf(t TestingT, s, contains any, msg string, args ...any) {
	need(t, assert.NotContainsf(t, s, contains, msg, args...))
}

func (a *Assertions) NotContainsf(s, contains any, msg string, args ...any) {
	need(a.t, assert.NotContainsf(a.t, s, contains, msg, args...))
}

func ElementsMatch(t TestingT, listA, listB any, msgAndArgs ...any) {
	need(t, assert.ElementsMatch(t, listA, listB, msgAndArgs...))
}

func (a *Assertions) ElementsMatch(listA, listB any, msgAndArgs ...any) {
	need(a.t, assert.ElementsMatch(a.t, listA, listB, msgAndArgs...))
}

func ElementsMatchf(t TestingT, listA, listB any, msg string, args ...any) {
	need(t, assert.ElementsMatchf(t, listA, listB, msg, args...))
}

func (a *Assertions) ElementsMatchf(listA, listB any, msg string, args ...any) {
	need(a.t, assert.ElementsMatchf(a.t, listA, listB, msg, args...))
}

func Subset(t TestingT, list, subset any, msgAndArgs ...any) {
	need(t, assert.Subset(t, list, subset, msgAndArgs...))
}

func (a *Assertions) Subset(list, subset any, msgAndArgs ...any) {
	need(a.t, assert.Subset(a.t, list, subset, msgAndArgs...))
}

func Subsetf(t TestingT, list, subset any, msg string, args ...any) {
	need(t, assert.Subsetf(t, list, subset, msg, args...))
}

func (a *Assertions) Subsetf(list, subset any, msg string, args ...any) {
	need(a.t, assert.Subsetf(a.t, list, subset, msg, args...))
}

func NotSubset(t TestingT, list, subset any, msgAndArgs ...any) {
	need(t, assert.NotSubset(t, list, subset, msgAndArgs...))
}

func (a *Assertions) NotSubset(list, subset any, msgAndArgs ...any) {
	need(a.t, assert.NotSubset(a.t, list, subset, msgAndArgs...))
}

func NotSubsetf(t TestingT, list, subset any, msg string, args ...any) {
	need(t, assert.NotSubsetf(t, list, subset, msg, args...))
}

func (a *Assertions) NotSubsetf(list, subset any, msg string, args ...any) {
	need(a.t, assert.NotSubsetf(a.t, list, subset, msg, args...))
}

func IsIncreasing(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.IsIncreasing(t, object, msgAndArgs...))
}

func (a *Assertions) IsIncreasing(object any, msgAndArgs ...any) {
	need(a.t, assert.IsIncreasing(a.t, object, msgAndArgs...))
}

func IsIncreasingf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.IsIncreasingf(t, object, msg, args...))
}

func (a *Assertions) IsIncreasingf(object any, msg string, args ...any) {
	need(a.t, assert.IsIncreasingf(a.t, object, msg, args...))
}

func IsNonIncreasing(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.IsNonIncreasing(t, object, msgAndArgs...))
}

func (a *Assertions) IsNonIncreasing(object any, msgAndArgs ...any) {
	need(a.t, assert.IsNonIncreasing(a.t, object, msgAndArgs...))
}

func IsNonIncreasingf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.IsNonIncreasingf(t, object, msg, args...))
}

func (a *Assertions) IsNonIncreasingf(object any, msg string, args ...any) {
	need(a.t, assert.IsNonIncreasingf(a.t, object, msg, args...))
}

func IsDecreasing(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.IsDecreasing(t, object, msgAndArgs...))
}

func (a *Assertions) IsDecreasing(object any, msgAndArgs ...any) {
	need(a.t, assert.IsDecreasing(a.t, object, msgAndArgs...))
}

func IsDecreasingf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.IsDecreasingf(t, object, msg, args...))
}

func (a *Assertions) IsDecreasingf(object any, msg string, args ...any) {
	need(a.t, assert.IsDecreasingf(a.t, object, msg, args...))
}

func IsNonDecreasing(t TestingT, object any, msgAndArgs ...any) {
	need(t, assert.IsNonDecreasing(t, object, msgAndArgs...))
}

func (a *Assertions) IsNonDecreasing(object any, msgAndArgs ...any) {
	need(a.t, assert.IsNonDecreasing(a.t, object, msgAndArgs...))
}

func IsNonDecreasingf(t TestingT, object any, msg string, args ...any) {
	need(t, assert.IsNonDecreasingf(t, object, msg, args...))
}

func (a *Assertions) IsNonDecreasingf(object any, msg string, args ...any) {
	need(a.t, assert.IsNonDecreasingf(a.t, object, msg, args...))
}

func Regexp(t TestingT, rx, str any, msgAndArgs ...any) {
	need(t, assert.Regexp(t, rx, str, msgAndArgs...))
}

func (a *Assertions) Regexp(rx, str any, msgAndArgs ...any) {
	need(a.t, assert.Regexp(a.t, rx, str, msgAndArgs...))
}

func Regexpf(t TestingT, rx, str any, msg string, args ...any) {
	need(t, assert.Regexpf(t, rx, str, msg, args...))
}

func (a *Assertions) Regexpf(rx, str any, msg string, args ...any) {
	need(a.t, assert.Regexpf(a.t, rx, str, msg, args...))
}

func NotRegexp(t TestingT, rx, str any, msgAndArgs ...any) {
	need(t, assert.NotRegexp(t, rx, str, msgAndArgs...))
}

func (a *Assertions) NotRegexp(rx, str any, msgAndArgs ...any) {
	need(a.t, assert.NotRegexp(a.t, rx, str, msgAndArgs...))
}

func NotRegexpf(t TestingT, rx, str any, msg string, args ...any) {
	need(t, assert.NotRegexpf(t, rx, str, msg, args...))
}

func (a *Assertions) NotRegexpf(rx, str any, msg string, args ...any) {
	need(a.t, assert.NotRegexpf(a.t, rx, str, msg, args...))
}

func FileExists(t TestingT, path string, msgAndArgs ...any) {
	need(t, assert.FileExists(t, path, msgAndArgs...))
}

func (a *Assertions) FileExists(path string, msgAndArgs ...any) {
	need(a.t, assert.FileExists(a.t, path, msgAndArgs...))
}

func FileExistsf(t TestingT, path string, msg string, args ...any) {
	need(t, assert.FileExistsf(t, path, msg, args...))
}

func (a *Assertions) FileExistsf(path string, msg string, args ...any) {
	need(a.t, assert.FileExistsf(a.t, path, msg, args...))
}

func NoFileExists(t TestingT, path string, msgAndArgs ...any) {
	need(t, assert.NoFileExists(t, path, msgAndArgs...))
}

func (a *Assertions) NoFileExists(path string, msgAndArgs ...any) {
	need(a.t, assert.NoFileExists(a.t, path, msgAndArgs...))
}

func NoFileExistsf(t TestingT, path string, msg string, args ...any) {
	need(t, assert.NoFileExistsf(t, path, msg, args...))
}

func (a *Assertions) NoFileExistsf(path string, msg string, args ...any) {
	need(a.t, assert.NoFileExistsf(a.t, path, msg, args...))
}

func DirExists(t TestingT, path string, msgAndArgs ...any) {
	need(t, assert.DirExists(t, path, msgAndArgs...))
}

func (a *Assertions) DirExists(path string, msgAndArgs ...any) {
	need(a.t, assert.DirExists(a.t, path, msgAndArgs...))
}

func DirExistsf(t TestingT, path string, msg string, args ...any) {
	need(t, assert.DirExistsf(t, path, msg, args...))
}

func (a *Assertions) DirExistsf(path string, msg string, args ...any) {
	need(a.t, assert.DirExistsf(a.t, path, msg, args...))
}

func NoDirExists(t TestingT, path string, msgAndArgs ...any) {
	need(t, assert.NoDirExists(t, path, msgAndArgs...))
}

func (a *Assertions) NoDirExists(path string, msgAndArgs ...any) {
	need(a.t, assert.NoDirExists(a.t, path, msgAndArgs...))
}

func NoDirExistsf(t TestingT, path string, msg string, args ...any) {
	need(t, assert.NoDirExistsf(t, path, msg, args...))
}

func (a *Assertions) NoDirExistsf(path string, msg string, args ...any) {
	need(a.t, assert.NoDirExistsf(a.t, path, msg, args...))
}

func NoError(t TestingT, err error, msgAndArgs ...any) {
	need(t, assert.NoError(t, err, msgAndArgs...))
}

func (a *Assertions) NoError(err error, msgAndArgs ...any) {
	need(a.t, assert.NoError(a.t, err, msgAndArgs...))
}

func NoErrorf(t TestingT, err error, msg string, args ...any) {
	need(t, assert.NoErrorf(t, err, msg, args...))
}

func (a *Assertions) NoErrorf(err error, msg string, args ...any) {
	need(a.t, assert.NoErrorf(a.t, err, msg, args...))
}

func Error(t TestingT, err error, msgAndArgs ...any) {
	need(t, assert.Error(t, err, msgAndArgs...))
}

func (a *Assertions) Error(err error, msgAndArgs ...any) {
	need(a.t, assert.Error(a.t, err, msgAndArgs...))
}

func Errorf(t TestingT, err error, msg string, args ...any) {
	need(t, assert.Errorf(t, err, msg, args...))
}

func (a *Assertions) Errorf(err error, msg string, args ...any) {
	need(a.t, assert.Errorf(a.t, err, msg, args...))
}

func EqualError(t TestingT, theError error, errString string, msgAndArgs ...any) {
	need(t, assert.EqualError(t, theError, errString, msgAndArgs...))
}

func (a *Assertions) EqualError(theError error, errString string, msgAndArgs ...any) {
	need(a.t, assert.EqualError(a.t, theError, errString, msgAndArgs...))
}

func EqualErrorf(t TestingT, theError error, errString string, msg string, args ...any) {
	need(t, assert.EqualErrorf(t, theError, errString, msg, args...))
}

func (a *Assertions) EqualErrorf(theError error, errString string, msg string, args ...any) {
	need(a.t, assert.EqualErrorf(a.t, theError, errString, msg, args...))
}

func ErrorContains(t TestingT, theError error, contains string, msgAndArgs ...any) {
	need(t, assert.ErrorContains(t, theError, contains, msgAndArgs...))
}

func (a *Assertions) ErrorContains(theError error, contains string, msgAndArgs ...any) {
	need(a.t, assert.ErrorContains(a.t, theError, contains, msgAndArgs...))
}

func ErrorContainsf(t TestingT, theError error, contains string, msg string, args ...any) {
	need(t, assert.ErrorContainsf(t, theError, contains, msg, args...))
}

func (a *Assertions) ErrorContainsf(theError error, contains string, msg string, args ...any) {
	need(a.t, assert.ErrorContainsf(a.t, theError, contains, msg, args...))
}

func ErrorIs(t TestingT, err, target error, msgAndArgs ...any) {
	need(t, assert.ErrorIs(t, err, target, msgAndArgs...))
}

func (a *Assertions) ErrorIs(err, target error, msgAndArgs ...any) {
	need(a.t, assert.ErrorIs(a.t, err, target, msgAndArgs...))
}

func ErrorIsf(t TestingT, err, target error, msg string, args ...any) {
	need(t, assert.ErrorIsf(t, err, target, msg, args...))
}

func (a *Assertions) ErrorIsf(err, target error, msg string, args ...any) {
	need(a.t, assert.ErrorIsf(a.t, err, target, msg, args...))
}

func NotErrorIs(t TestingT, err, target error, msgAndArgs ...any) {
	need(t, assert.NotErrorIs(t, err, target, msgAndArgs...))
}

func (a *Assertions) NotErrorIs(err, target error, msgAndArgs ...any) {
	need(a.t, assert.NotErrorIs(a.t, err, target, msgAndArgs...))
}

func NotErrorIsf(t TestingT, err, target error, msg string, args ...any) {
	need(t, assert.NotErrorIsf(t, err, target, msg, args...))
}

func (a *Assertions) NotErrorIsf(err, target error, msg string, args ...any) {
	need(a.t, assert.NotErrorIsf(a.t, err, target, msg, args...))
}

func ErrorAs(t TestingT, err error, target any, msgAndArgs ...any) {
	need(t, assert.ErrorAs(t, err, target, msgAndArgs...))
}

func (a *Assertions) ErrorAs(err error, target any, msgAndArgs ...any) {
	need(a.t, assert.ErrorAs(a.t, err, target, msgAndArgs...))
}

func ErrorAsf(t TestingT, err error, target any, msg string, args ...any) {
	need(t, assert.ErrorAsf(t, err, target, msg, args...))
}

func (a *Assertions) ErrorAsf(err error, target any, msg string, args ...any) {
	need(a.t, assert.ErrorAsf(a.t, err, target, msg, args...))
}

func NotErrorAs(t TestingT, err error, target any, msgAndArgs ...any) {
	need(t, assert.NotErrorAs(t, err, target, msgAndArgs...))
}

func (a *Assertions) NotErrorAs(err error, target any, msgAndArgs ...any) {
	need(a.t, assert.NotErrorAs(a.t, err, target, msgAndArgs...))
}

func NotErrorAsf(t TestingT, err error, target any, msg string, args ...any) {
	need(t, assert.NotErrorAsf(t, err, target, msg, args...))
}

func (a *Assertions) NotErrorAsf(err error, target any, msg string, args ...any) {
	need(a.t, assert.NotErrorAsf(a.t, err, target, msg, args...))
}

func Panics(t TestingT, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(t, assert.Panics(t, f, msgAndArgs...))
}

func (a *Assertions) Panics(f assert.PanicTestFunc, msgAndArgs ...any) {
	need(a.t, assert.Panics(a.t, f, msgAndArgs...))
}

func Panicsf(t TestingT, f assert.PanicTestFunc, msg string, args ...any) {
	need(t, assert.Panicsf(t, f, msg, args...))
}

func (a *Assertions) Panicsf(f assert.PanicTestFunc, msg string, args ...any) {
	need(a.t, assert.Panicsf(a.t, f, msg, args...))
}

func NotPanics(t TestingT, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(t, assert.NotPanics(t, f, msgAndArgs...))
}

func (a *Assertions) NotPanics(f assert.PanicTestFunc, msgAndArgs ...any) {
	need(a.t, assert.NotPanics(a.t, f, msgAndArgs...))
}

func NotPanicsf(t TestingT, f assert.PanicTestFunc, msg string, args ...any) {
	need(t, assert.NotPanicsf(t, f, msg, args...))
}

func (a *Assertions) NotPanicsf(f assert.PanicTestFunc, msg string, args ...any) {
	need(a.t, assert.NotPanicsf(a.t, f, msg, args...))
}

func PanicsWithValue(t TestingT, expected any, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(t, assert.PanicsWithValue(t, expected, f, msgAndArgs...))
}

func (a *Assertions) PanicsWithValue(expected any, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(a.t, assert.PanicsWithValue(a.t, expected, f, msgAndArgs...))
}

func PanicsWithValuef(t TestingT, expected any, f assert.PanicTestFunc, msg string, args ...any) {
	need(t, assert.PanicsWithValuef(t, expected, f, msg, args...))
}

func (a *Assertions) PanicsWithValuef(expected any, f assert.PanicTestFunc, msg string, args ...any) {
	need(a.t, assert.PanicsWithValuef(a.t, expected, f, msg, args...))
}

func PanicsWithError(t TestingT, errString string, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(t, assert.PanicsWithError(t, errString, f, msgAndArgs...))
}

func (a *Assertions) PanicsWithError(errString string, f assert.PanicTestFunc, msgAndArgs ...any) {
	need(a.t, assert.PanicsWithError(a.t, errString, f, msgAndArgs...))
}

func PanicsWithErrorf(t TestingT, errString string, f assert.PanicTestFunc, msg string, args ...any) {
	need(t, assert.PanicsWithErrorf(t, errString, f, msg, args...))
}

func (a *Assertions) PanicsWithErrorf(errString string, f assert.PanicTestFunc, msg string, args ...any) {
	need(a.t, assert.PanicsWithErrorf(a.t, errString, f, msg, args...))
}

func Greater(t TestingT, e1, e2 any, msgAndArgs ...any) {
	need(t, assert.Greater(t, e1, e2, msgAndArgs...))
}

func (a *Assertions) Greater(e1, e2 any, msgAndArgs ...any) {
	need(a.t, assert.Greater(a.t, e1, e2, msgAndArgs...))
}

func Greaterf(t TestingT, e1, e2 any, msg string, args ...any) {
	need(t, assert.Greaterf(t, e1, e2, msg, args...))
}

func (a *Assertions) Greaterf(e1, e2 any, msg string, args ...any) {
	need(a.t, assert.Greaterf(a.t, e1, e2, msg, args...))
}

func GreaterOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) {
	need(t, assert.GreaterOrEqual(t, e1, e2, msgAndArgs...))
}

func (a *Assertions) GreaterOrEqual(e1, e2 any, msgAndArgs ...any) {
	need(a.t, assert.GreaterOrEqual(a.t, e1, e2, msgAndArgs...))
}

func GreaterOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) {
	need(t, assert.GreaterOrEqualf(t, e1, e2, msg, args...))
}

func (a *Assertions) GreaterOrEqualf(e1, e2 any, msg string, args ...any) {
	need(a.t, assert.GreaterOrEqualf(a.t, e1, e2, msg, args...))
}

func Less(t TestingT, e1, e2 any, msgAndArgs ...any) {
	need(t, assert.Less(t, e1, e2, msgAndArgs...))
}

func (a *Assertions) Less(e1, e2 any, msgAndArgs ...any) {
	need(a.t, assert.Less(a.t, e1, e2, msgAndArgs...))
}

func Lessf(t TestingT, e1, e2 any, msg string, args ...any) {
	need(t, assert.Lessf(t, e1, e2, msg, args...))
}

func (a *Assertions) Lessf(e1, e2 any, msg string, args ...any) {
	need(a.t, assert.Lessf(a.t, e1, e2, msg, args...))
}

func LessOrEqual(t TestingT, e1, e2 any, msgAndArgs ...any) {
	need(t, assert.LessOrEqual(t, e1, e2, msgAndArgs...))
}

func (a *Assertions) LessOrEqual(e1, e2 any, msgAndArgs ...any) {
	need(a.t, assert.LessOrEqual(a.t, e1, e2, msgAndArgs...))
}

func LessOrEqualf(t TestingT, e1, e2 any, msg string, args ...any) {
	need(t, assert.LessOrEqualf(t, e1, e2, msg, args...))
}

func (a *Assertions) LessOrEqualf(e1, e2 any, msg string, args ...any) {
	need(a.t, assert.LessOrEqualf(a.t, e1, e2, msg, args...))
}

func Positive(t TestingT, e any, msgAndArgs ...any) {
	need(t, assert.Positive(t, e, msgAndArgs...))
}

func (a *Assertions) Positive(e any, msgAndArgs ...any) {
	need(a.t, assert.Positive(a.t, e, msgAndArgs...))
}

func Positivef(t TestingT, e any, msg string, args ...any) {
	need(t, assert.Positivef(t, e, msg, args...))
}

func (a *Assertions) Positivef(e any, msg string, args ...any) {
	need(a.t, assert.Positivef(a.t, e, msg, args...))
}

func Negative(t TestingT, e any, msgAndArgs ...any) {
	need(t, assert.Negative(t, e, msgAndArgs...))
}

func (a *Assertions) Negative(e any, msgAndArgs ...any) {
	need(a.t, assert.Negative(a.t, e, msgAndArgs...))
}

func Negativef(t TestingT, e any, msg string, args ...any) {
	need(t, assert.Negativef(t, e, msg, args...))
}

func (a *Assertions) Negativef(e any, msg string, args ...any) {
	need(a.t, assert.Negativef(a.t, e, msg, args...))
}

func InDelta(t TestingT, expected, actual any, delta float64, msgAndArgs ...any) {
	need(t, assert.InDelta(t, expected, actual, delta, msgAndArgs...))
}

func (a *Assertions) InDelta(expected, actual any, delta float64, msgAndArgs ...any) {
	need(a.t, assert.InDelta(a.t, expected, actual, delta, msgAndArgs...))
}

func InDeltaf(t TestingT, expected, actual any, delta float64, msg string, args ...any) {
	need(t, assert.InDeltaf(t, expected, actual, delta, msg, args...))
}

func (a *Assertions) InDeltaf(expected, actual any, delta float64, msg string, args ...any) {
	need(a.t, assert.InDeltaf(a.t, expected, actual, delta, msg, args...))
}

func InDeltaSlice(t TestingT, expected, actual any, delta float64, msgAndArgs ...any) {
	need(t, assert.InDeltaSlice(t, expected, actual, delta, msgAndArgs...))
}

func (a *Assertions) InDeltaSlice(expected, actual any, delta float64, msgAndArgs ...any) {
	need(a.t, assert.InDeltaSlice(a.t, expected, actual, delta, msgAndArgs...))
}

func InDeltaSlicef(t TestingT, expected, actual any, delta float64, msg string, args ...any) {
	need(t, assert.InDeltaSlicef(t, expected, actual, delta, msg, args...))
}

func (a *Assertions) InDeltaSlicef(expected, actual any, delta float64, msg string, args ...any) {
	need(a.t, assert.InDeltaSlicef(a.t, expected, actual, delta, msg, args...))
}

func InEpsilon(t TestingT, expected, actual any, epsilon float64, msgAndArgs ...any) {
	need(t, assert.InEpsilon(t, expected, actual, epsilon, msgAndArgs...))
}

func (a *Assertions) InEpsilon(expected, actual any, epsilon float64, msgAndArgs ...any) {
	need(a.t, assert.InEpsilon(a.t, expected, actual, epsilon, msgAndArgs...))
}

func InEpsilonf(t TestingT, expected, actual any, epsilon float64, msg string, args ...any) {
	need(t, assert.InEpsilonf(t, expected, actual, epsilon, msg, args...))
}

func (a *Assertions) InEpsilonf(expected, actual any, epsilon float64, msg string, args ...any) {
	need(a.t, assert.InEpsilonf(a.t, expected, actual, epsilon, msg, args...))
}

func WithinDuration(t TestingT, expected, actual time.Time, delta time.Duration, msgAndArgs ...any) {
	need(t, assert.WithinDuration(t, expected, actual, delta, msgAndArgs...))
}

func (a *Assertions) WithinDuration(expected, actual time.Time, delta time.Duration, msgAndArgs ...any) {
	need(a.t, assert.WithinDuration(a.t, expected, actual, delta, msgAndArgs...))
}

func WithinDurationf(t TestingT, expected, actual time.Time, delta time.Duration, msg string, args ...any) {
	need(t, assert.WithinDurationf(t, expected, actual, delta, msg, args...))
}

func (a *Assertions) WithinDurationf(expected, actual time.Time, delta time.Duration, msg string, args ...any) {
	need(a.t, assert.WithinDurationf(a.t, expected, actual, delta, msg, args...))
}

func WithinRange(t TestingT, actual, start, end time.Time, msgAndArgs ...any) {
	need(t, assert.WithinRange(t, actual, start, end, msgAndArgs...))
}

func (a *Assertions) WithinRange(actual, start, end time.Time, msgAndArgs ...any) {
	need(a.t, assert.WithinRange(a.t, actual, start, end, msgAndArgs...))
}

func WithinRangef(t TestingT, actual, start, end time.Time, msg string, args ...any) {
	need(t, assert.WithinRangef(t, actual, start, end, msg, args...))
}

func (a *Assertions) WithinRangef(actual, start, end time.Time, msg string, args ...any) {
	need(a.t, assert.WithinRangef(a.t, actual, start, end, msg, args...))
}

func Eventually(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) {
	need(t, assert.Eventually(t, condition, waitFor, tick, msgAndArgs...))
}

func (a *Assertions) Eventually(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) {
	need(a.t, assert.Eventually(a.t, condition, waitFor, tick, msgAndArgs...))
}

func Eventuallyf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) {
	need(t, assert.Eventuallyf(t, condition, waitFor, tick, msg, args...))
}

func (a *Assertions) Eventuallyf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) {
	need(a.t, assert.Eventuallyf(a.t, condition, waitFor, tick, msg, args...))
}

func Never(t TestingT, condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) {
	need(t, assert.Never(t, condition, waitFor, tick, msgAndArgs...))
}

func (a *Assertions) Never(condition func() bool, waitFor, tick time.Duration, msgAndArgs ...any) {
	need(a.t, assert.Never(a.t, condition, waitFor, tick, msgAndArgs...))
}

func Neverf(t TestingT, condition func() bool, waitFor, tick time.Duration, msg string, args ...any) {
	need(t, assert.Neverf(t, condition, waitFor, tick, msg, args...))
}

func (a *Assertions) Neverf(condition func() bool, waitFor, tick time.Duration, msg string, args ...any) {
	need(a.t, assert.Neverf(a.t, condition, waitFor, tick, msg, args...))
}

func EventuallyWithT(t TestingT, condition func(collect *assert.CollectT), waitFor, tick time.Duration, msgAndArgs ...any) {
	need(t, assert.EventuallyWithT(t, condition, waitFor, tick, msgAndArgs...))
}

func (a *Assertions) EventuallyWithT(condition func(collect *assert.CollectT), waitFor, tick time.Duration, msgAndArgs ...any) {
	need(a.t, assert.EventuallyWithT(a.t, condition, waitFor, tick, msgAndArgs...))
}

func EventuallyWithTf(t TestingT, condition func(collect *assert.CollectT), waitFor, tick time.Duration, msg string, args ...any) {
	need(t, assert.EventuallyWithTf(t, condition, waitFor, tick, msg, args...))
}

func (a *Assertions) EventuallyWithTf(condition func(collect *assert.CollectT), waitFor, tick time.Duration, msg string, args ...any) {
	need(a.t, assert.EventuallyWithTf(a.t, condition, waitFor, tick, msg, args...))
}
