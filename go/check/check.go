// Package check lets programs that are checked with chancheck run under real Go as well: choices are made at random.
package check

import (
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

// Bool is true or false; the checker explores both.
func Bool() bool { return Choose(2) == 1 }

// Reachable does nothing here; the checker shows the label in its traces.
func Reachable(label string) {}

// Blocking stands for a system call that takes its time; the checker lets others run meanwhile.
func Blocking() { time.Sleep(time.Millisecond) }
