// Package process holds what the process of a program has once: where standard output goes, the environment, and what
// os.Exit does in TestMain.
//
//chancheck:runtime
package process

import (
	"internal/text"
	"sync/atomic"
)

// Exit, if it is there, is what os.Exit calls.
var Exit func(code int)

// Tests is how many goroutines run tests, or wait for those that do.
var Tests int

var tested bool

// Count changes it.
//
//go:norace
func Count(by int) {
	Tests += by
	tested = true
}

// Testing says that a test runs, or has run.
//
//go:norace
func Testing() bool { return tested }

// Env is what the program has set; before that the environment is taken to be empty.
var Env map[string]string

var (
	keeps bool
	kept  string
	turn  int32
)

// Keep collects standard output from now on.
func Keep() { keeps, kept = true, "" }

// Kept is what was written since Keep.
func Kept() string {
	atomic.StoreInt32(&turn, 0)
	keeps = false
	return kept
}

// Redirect, if it is there, writes to what the program has put in the place of standard output, if it has.
var Redirect func(s string) bool

// Print writes to standard output. What goroutines write comes in the order of their steps.
//
//go:norace
func Print(s string) {
	if Redirect != nil && Redirect(s) {
		return
	}
	if !keeps {
		text.Write(s)
		return
	}
	atomic.StoreInt32(&turn, 0)
	kept += s
}
