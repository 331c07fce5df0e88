// Package mock models testify's mocks: expected calls with their results, and what was called. What it says is shorter than
// what testify says.
package mock

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/stretchr/testify/assert"
)

type TestingT interface {
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	FailNow()
}

type helper interface{ Helper() }

func help(t TestingT) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
}

// Call is one that is expected, or one that was made.
type Call struct {
	Parent          *Mock
	Method          string
	Arguments       Arguments
	ReturnArguments Arguments
	Repeatability   int // how often it may still come; 0: any number of times, -1: never again
	WaitFor         <-chan time.Time
	RunFn           func(Arguments)
	PanicMsg        *string

	total    int
	optional bool
	pause    time.Duration
	requires []*Call
}

func (c *Call) set(change func()) *Call {
	c.Parent.mutex.Lock()
	defer c.Parent.mutex.Unlock()
	change()
	return c
}

func (c *Call) Return(returnArguments ...any) *Call {
	return c.set(func() { c.ReturnArguments = returnArguments })
}

func (c *Call) Panic(msg string) *Call { return c.set(func() { c.PanicMsg = &msg }) }

func (c *Call) Once() *Call { return c.Times(1) }

func (c *Call) Twice() *Call { return c.Times(2) }

func (c *Call) Times(i int) *Call { return c.set(func() { c.Repeatability = i }) }

func (c *Call) WaitUntil(w <-chan time.Time) *Call { return c.set(func() { c.WaitFor = w }) }

func (c *Call) After(d time.Duration) *Call { return c.set(func() { c.pause = d }) }

func (c *Call) Run(fn func(args Arguments)) *Call { return c.set(func() { c.RunFn = fn }) }

func (c *Call) Maybe() *Call { return c.set(func() { c.optional = true }) }

func (c *Call) On(methodName string, arguments ...any) *Call {
	return c.Parent.On(methodName, arguments...)
}

func (c *Call) NotBefore(calls ...*Call) *Call {
	return c.set(func() {
		for _, call := range calls {
			if call.Parent == nil {
				panic("not before calls must be created with Mock.On()")
			}
		}
		c.requires = append(c.requires, calls...)
	})
}

// Unset takes back what is expected of the method with these arguments.
func (c *Call) Unset() *Call {
	refuseFunctions(c.Arguments)
	m, found := c.Parent, false
	m.mutex.Lock()
	left := m.ExpectedCalls[:0]
	for _, call := range m.ExpectedCalls {
		if call.is(c.Method, c.Arguments) {
			found = true
		} else {
			left = append(left, call)
		}
	}
	m.ExpectedCalls = left
	m.mutex.Unlock()
	if !found {
		m.fail("mock: Could not find expected call: %s", c.Method)
	}
	return c
}

func (c *Call) is(method string, arguments []any) bool {
	return c.Method == method && c.Arguments.matches(arguments)
}

// InOrder lets each call come only after the one before it.
func InOrder(calls ...*Call) {
	for i := 1; i < len(calls); i++ {
		calls[i].NotBefore(calls[i-1])
	}
}

// Mock is what mocks embed.
type Mock struct {
	ExpectedCalls []*Call
	Calls         []Call

	test  TestingT
	data  map[string]any
	mutex sync.Mutex
}

func (m *Mock) String() string { return fmt.Sprintf("%[1]T<%[1]p>", m) }

// TestData holds any data for the test. In testify it is an objx.Map.
func (m *Mock) TestData() map[string]any {
	if m.data == nil {
		m.data = map[string]any{}
	}
	return m.data
}

// Test makes an unexpected call a failure of the test; without it, it is a panic.
func (m *Mock) Test(t TestingT) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.test = t
}

func (m *Mock) fail(format string, args ...any) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.test == nil {
		panic(fmt.Sprintf(format, args...))
	}
	m.test.Errorf(format, args...)
	m.test.FailNow()
}

func refuseFunctions(arguments []any) {
	for _, arg := range arguments {
		if reflect.ValueOf(arg).Kind() == reflect.Func {
			panic(fmt.Sprintf("cannot use Func in expectations. Use mock.AnythingOfType(\"%T\")", arg))
		}
	}
}

func (m *Mock) On(methodName string, arguments ...any) *Call {
	refuseFunctions(arguments)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	c := &Call{Parent: m, Method: methodName, Arguments: arguments, ReturnArguments: Arguments{}}
	m.ExpectedCalls = append(m.ExpectedCalls, c)
	return c
}

// Called is a call of the method that calls it.
func (m *Mock) Called(arguments ...any) Arguments {
	pc, _, _, ok := runtime.Caller(1)
	if !ok {
		panic("Couldn't get the caller information")
	}
	path := runtime.FuncForPC(pc).Name()
	return m.MethodCalled(path[strings.LastIndexByte(path, '.')+1:], arguments...)
}

func (m *Mock) MethodCalled(methodName string, arguments ...any) Arguments {
	m.mutex.Lock()
	call, spent := m.expected(methodName, arguments)
	if call == nil {
		m.mutex.Unlock()
		if spent != nil {
			m.fail("assert: mock: The method has been called over %d times: %s", spent.total, methodName)
		}
		m.fail("assert: mock: the method call was unexpected: %s(%s)", methodName, Arguments(arguments).String())
	}
	for _, before := range call.requires {
		if !before.Parent.met(before) {
			m.mutex.Unlock()
			m.fail("mock: Unexpected Method Call: %s must not be called before %s", call.Method, before.Method)
		}
	}
	switch {
	case call.Repeatability == 1:
		call.Repeatability = -1
	case call.Repeatability > 1:
		call.Repeatability--
	}
	call.total++
	m.Calls = append(m.Calls,
		Call{Parent: m, Method: methodName, Arguments: arguments, ReturnArguments: call.ReturnArguments})
	m.mutex.Unlock()
	return call.perform(arguments)
}

// expected is the first call with these arguments that may still come; else the last one that came often enough.
func (m *Mock) expected(method string, arguments []any) (call, spent *Call) {
	for _, c := range m.ExpectedCalls {
		if !c.is(method, arguments) {
			continue
		}
		if c.Repeatability > -1 {
			return c, nil
		}
		spent = c
	}
	return nil, spent
}

func (c *Call) perform(arguments Arguments) Arguments {
	if c.WaitFor != nil {
		<-c.WaitFor
	} else if c.pause > 0 {
		time.Sleep(c.pause)
	}
	var message *string
	var run func(Arguments)
	c.set(func() { message, run = c.PanicMsg, c.RunFn })
	if message != nil {
		panic(*message)
	}
	if run != nil {
		run(arguments)
	}
	var results Arguments
	c.set(func() { results = c.ReturnArguments })
	return results
}

// --- what was called

type expecting interface{ AssertExpectations(TestingT) bool }

func AssertExpectationsForObjects(t TestingT, testObjects ...any) bool {
	help(t)
	for _, object := range testObjects {
		m, ok := object.(expecting)
		if !ok {
			t.Errorf("Invalid test object type %T. Expected reference to a mock.Mock", object)
			continue
		}
		if !m.AssertExpectations(t) {
			t.Logf("Expectations didn't match for Mock: %T", m)
			return false
		}
	}
	return true
}

func (m *Mock) AssertExpectations(t TestingT) bool {
	if s, ok := t.(interface{ Skipped() bool }); ok && s.Skipped() {
		return true
	}
	help(t)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	missing := 0
	for _, call := range m.ExpectedCalls {
		if !m.met(call) {
			missing++
			t.Logf("FAIL:\t%s(%s)", call.Method, call.Arguments.String())
		}
	}
	if missing != 0 {
		t.Errorf("FAIL: %d out of %d expectation(s) were met.", len(m.ExpectedCalls)-missing, len(m.ExpectedCalls))
	}
	return missing == 0
}

func (m *Mock) met(call *Call) bool {
	if !call.optional && call.total == 0 && !m.was(call.Method, call.Arguments) {
		return false
	}
	return call.Repeatability <= 0
}

func (m *Mock) was(method string, arguments Arguments) bool {
	for _, call := range m.Calls {
		if call.Method == method && arguments.matches(call.Arguments) {
			return true
		}
	}
	return false
}

func (m *Mock) AssertNumberOfCalls(t TestingT, methodName string, expectedCalls int) bool {
	help(t)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	calls := 0
	for _, call := range m.Calls {
		if call.Method == methodName {
			calls++
		}
	}
	return assert.Equal(t, expectedCalls, calls, "Expected number of calls of method "+methodName)
}

func (m *Mock) AssertCalled(t TestingT, methodName string, arguments ...any) bool {
	help(t)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.was(methodName, arguments) ||
		assert.Fail(t, "Should have called with given arguments", methodName)
}

func (m *Mock) AssertNotCalled(t TestingT, methodName string, arguments ...any) bool {
	help(t)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return !m.was(methodName, arguments) ||
		assert.Fail(t, "Should not have called with given arguments", methodName)
}

// IsMethodCallable is whether a call that is expected exactly so, a limited number of times, may still come.
func (m *Mock) IsMethodCallable(t TestingT, methodName string, arguments ...any) bool {
	help(t)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for _, call := range m.ExpectedCalls {
		if call.Method == methodName && call.Repeatability >= call.total &&
			reflect.DeepEqual([]any(call.Arguments), arguments) {
			return true
		}
	}
	return false
}
