// Package check is what a program can say to the checker; chancheck ships the same package for real Go.
package check

import "internal/text"

// Assert panics unless cond holds.
func Assert(cond bool, msg string) {
	if !cond {
		panic("assertion failed: " + msg)
	}
}

// Choose is any number in 0..n-1, each explored.
func Choose(n int) int {
	if n <= 0 {
		panic("check.Choose: no choice")
	}
	return text.Choose(n)
}

// Int is any number in lo..hi, each explored: one by one where there are few, else by those that stand for all others.
func Int(lo, hi int) int {
	if hi < lo {
		panic("check.Int: no number")
	}
	v := lo
	switch n := hi - lo; {
	case 0 <= n && n < text.Few():
		v += text.Choose(n + 1)
	case text.InputsKnown():
		v = text.Input(lo, hi)
	default:
		v = text.UnknownInt("check.Int", 0)
	}
	text.Note("check.Int: " + text.Itoa(int64(v)) + "\n")
	return v
}

// Blocking stands for a system call that takes its time. It orders nothing.
func Blocking()

// Bool is true or false, both explored.
func Bool() bool { return text.Choose(2) == 1 }

// Prop sets the proposition of this name, which formulas can use (docs/temporal.md). It holds from the step at which
// Prop(name, true) returns up to that of Prop(name, false), whichever goroutine makes them; at first it does not hold.
// Each call is a step. name is a string literal. Without a formula that uses the name, nothing happens.
func Prop(name string, cond bool) {}

// Always states that holds() is true in every state from this call on. holds is evaluated from outside the program:
// nothing that it does can be seen, and it is false where it panics.
func Always(holds func() bool) {}

// Eventually states that holds() is true in some state after this call, each time that it is made.
func Eventually(holds func() bool) {}

// Reachable leaves its label in the trace of every run that comes by.
func Reachable(label string) { text.Note("reachable: " + label + "\n") }
