// Package check lets programs that are checked with chancheck run under real Go as well: choices are made at random.
package check

import (
	"math"
	"math/rand"
	"time"
)

// Assert panics unless cond holds.
func Assert(cond bool, msg string) {
	if !cond {
		panic("assertion failed: " + msg)
	}
}

// Choose is a number in 0..n-1; the checker explores them all.
func Choose(n int) int {
	if n <= 0 {
		panic("check.Choose: no choice")
	}
	return rand.Intn(n)
}

// Int is a number in lo..hi; the checker explores them all.
func Int(lo, hi int) int {
	if hi < lo {
		panic("check.Int: no number")
	}
	if n := uint64(hi) - uint64(lo); n < math.MaxUint64 {
		return int(uint64(lo) + rand.Uint64()%(n+1))
	}
	return int(rand.Uint64())
}

// Bool is true or false; the checker explores both.
func Bool() bool { return Choose(2) == 1 }

// Prop sets the proposition of this name for the formulas of the checker; here it does nothing.
func Prop(name string, cond bool) {}

// Always states to the checker that holds() is true in every state from here on; here it does nothing.
func Always(holds func() bool) {}

// Eventually states to the checker that holds() is true in some state after this call; here it does nothing.
func Eventually(holds func() bool) {}

// Reachable does nothing here; the checker shows the label in its traces.
func Reachable(label string) {}

// Blocking stands for a system call that takes its time; the checker lets others run meanwhile.
func Blocking() { time.Sleep(time.Millisecond) }
