package runtime

import "internal/text"

// Error is what run-time panics implement.
type Error interface {
	error
	RuntimeError()
}

// The values of run-time panics; their texts are complete.
type (
	errorString string
	plainError  string
	boundsError string
)

func (f errorString) Error() string { return string(f) }

func (f errorString) RuntimeError() {}

func (f plainError) Error() string { return string(f) }

func (f plainError) RuntimeError() {}

func (f boundsError) Error() string { return string(f) }

func (f boundsError) RuntimeError() {}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	text string
}

func (e *TypeAssertionError) Error() string { return e.text }

func (*TypeAssertionError) RuntimeError() {}

// A PanicNilError is what recover returns after panic(nil).
type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string { return "runtime error: panic called with nil argument" }

func (*PanicNilError) RuntimeError() {}

func fail(s string) {
	panic(errorString("runtime error: " + s))
}

func beyond(s string) {
	panic(boundsError("runtime error: " + s))
}

func panicNilValue() { panic(new(PanicNilError)) }

func itoa(i int64) string { return text.Itoa(i) }

// panicIndex: x[i], len(x) = n.
func panicIndex(i int64, n int) {
	if i < 0 {
		beyond("index out of range [" + itoa(i) + "]")
	}
	beyond("index out of range [" + itoa(i) + "] with length " + itoa(int64(n)))
}

func panicBounds(bounds, unit string, negative bool, n int) {
	s := "slice bounds out of range [" + bounds + "]"
	if !negative {
		s += " with " + unit + " " + itoa(int64(n))
	}
	beyond(s)
}

// panicSliceAlen: x[:hi] of an array or string of length n.
func panicSliceAlen(hi int64, n int) { panicBounds(":"+itoa(hi), "length", hi < 0, n) }

// panicSliceAcap: x[:hi] of a slice of capacity n.
func panicSliceAcap(hi int64, n int) { panicBounds(":"+itoa(hi), "capacity", hi < 0, n) }

// panicSliceB: x[lo:hi] with lo negative or beyond hi.
func panicSliceB(lo, hi int64) {
	if lo < 0 {
		beyond("slice bounds out of range [" + itoa(lo) + ":]")
	}
	beyond("slice bounds out of range [" + itoa(lo) + ":" + itoa(hi) + "]")
}

// panicSlice3: of x[lo:hi:max], which = 0: max = a beyond the capacity b; 1: hi = a beyond max = b; 2: lo = a beyond
// hi = b; 3: max = a beyond the length b of an array.
func panicSlice3(which int, a, b int64) {
	bad := itoa(a)
	limit := ""
	if a >= 0 {
		limit = itoa(b)
	}
	switch which {
	case 0:
		panicBounds("::"+bad, "capacity", a < 0, int(b))
	case 1:
		panicBounds(":"+bad+":"+limit, "", true, 0)
	case 2:
		panicBounds(bad+":"+limit+":", "", true, 0)
	default:
		panicBounds("::"+bad, "length", a < 0, int(b))
	}
}

func panicDivide() { fail("integer divide by zero") }

func panicShift() { fail("negative shift amount") }

func panicMakeSlice(cap bool) {
	if cap {
		fail("makeslice: cap out of range")
	}
	fail("makeslice: len out of range")
}

func panicMakeChan() { panic(plainError("makechan: size out of range")) }

func panicNilMap() { panic(plainError("assignment to entry in nil map")) }

// panicAssert: a value of static type iface was asserted to be of type want, but its dynamic type is have ("" for nil).
// missing is the method that have lacks if want is an interface; iface is then "interface" for a nil value.
func panicAssert(iface, have, want, missing string) {
	s := "interface conversion: "
	switch {
	case missing != "":
		s += have + " is not " + want + ": missing method " + missing
	case have == "":
		s += iface + " is nil, not " + want
	default:
		s += iface + " is " + have + ", not " + want
	}
	panic(&TypeAssertionError{s})
}

func panicCompare(typ string) { fail("comparing uncomparable type " + typ) }

// panicHash: a key for a map with n entries; to look into an empty map takes no hash.
func panicHash(typ string, n int) {
	if n == 0 {
		panic(plainError("hash of unhashable type: " + typ))
	}
	fail("hash of unhashable type " + typ)
}

func panicNil() { fail("invalid memory address or nil pointer dereference") }

// panicArrayLen: a slice of length n converted to an array of length m.
func panicArrayLen(n, m int) {
	beyond("cannot convert slice with length " + itoa(int64(n)) + " to array or pointer to array with length " + itoa(int64(m)))
}

// panicRangeState: an iterator calls the body of a loop in a state in which it must not, or hides its panic.
func panicRangeState(state int) {
	switch state {
	case 0:
		fail("range function continued iteration after function for loop body returned false")
	case 2:
		fail("range function continued iteration after loop body panic")
	case 3:
		fail("range function continued iteration after whole loop exit")
	}
	fail("range function recovered a loop body panic and did not resume panicking")
}
