// Package synctest models tests with a clock of their own. A program that reaches Test is one with a clock: time stands
// still while anybody can go on, in the bubble or outside it.
//
//chancheck:runtime
package synctest

import (
	"internal/clock"
	"testing"
	"time"
)

// bubbles counts the tests that are in a bubble now.
var bubbles int

// Test calls f in a bubble. When it is over no time passes there any more, and no goroutine may be left.
func Test(t *testing.T, f func(*testing.T)) {
	if testing.InBubble(t) {
		panic("synctest.Run called from within a synctest bubble")
	}
	bubbles++
	before := clock.Calm()
	passed := testing.RunBubble(t, f)
	left := clock.Calm() - before
	alone := bubbles == 1 // else these may be another's
	bubbles--
	if left > 0 && alone {
		panic("deadlock: main bubble goroutine has exited but blocked goroutines remain")
	}
	if !passed {
		t.FailNow()
	}
}

// Wait returns when every other goroutine is blocked.
func Wait() {
	if bubbles == 0 {
		panic("goroutine is not in a bubble")
	}
	clock.Rest()
}

// Sleep lets d pass, and then waits.
func Sleep(d time.Duration) {
	time.Sleep(d)
	Wait()
}
