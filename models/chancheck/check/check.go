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

// Blocking stands for a system call that takes its time. It orders nothing.
func Blocking()

// Bool is true or false, both explored.
func Bool() bool { return text.Choose(2) == 1 }

// Reachable leaves its label in the trace of every run that comes by.
func Reachable(label string) { text.Note("reachable: " + label + "\n") }
