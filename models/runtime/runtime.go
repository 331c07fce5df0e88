// Package runtime models what programs ask of Go's runtime, and holds the panics of failed run-time checks.
//
//chancheck:runtime
package runtime

import (
	"internal/clock"
	"internal/text"
)

// Gosched lets other goroutines run.
func Gosched() {
	if clock.Moving() {
		clock.Yield()
		return
	}
	yield()
}

func yield()

// Goexit ends the calling goroutine after its deferred calls.
func Goexit()

// NumGoroutine is the number of goroutines that have not ended.
func NumGoroutine() int

const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "gc"
)

// How many processors there are. With a scheduler it says.
const processors = 4

var setting = processors

func Version() string { return "go1.27" }

func GOROOT() string { return text.Unknown("runtime.GOROOT()") }

// GOMAXPROCS gives the setting before the call. It changes what further calls give, not how many processors there are.
//
//go:norace
func GOMAXPROCS(n int) int {
	before := setting
	if n > 0 {
		setting = n
	}
	return before
}

func NumCPU() int { return 4 }

func NumCgoCall() int64 { return int64(text.UnknownInt("runtime.NumCgoCall()", 0)) }

func GC() {}

func LockOSThread() {}

func UnlockOSThread() {}

func KeepAlive(x any) {}

// never is an alarm that never goes off.
var never clock.Alarm

// SetFinalizer leaves a goroutine that only shows which finalizer there is, or that there is none any more. It runs where
// the object is found to be unreachable at the end of a run (verdict/finalizers.py).
func SetFinalizer(obj any, finalizer any) { hold(obj, finalizer, nil) }

func hold(obj any, finalizer any, ended *bool) {
	clock.Helper(func() {
		never.Await()
		keep(obj, finalizer, ended)
	})
}

func keep(obj, finalizer any, ended *bool) {}

// A Cleanup is a call that AddCleanup has asked for.
type Cleanup struct {
	ended *bool
}

// AddCleanup asks for cleanup(arg) at some moment after ptr has become unreachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic(plainError("runtime.AddCleanup: ptr is nil"))
	}
	c := Cleanup{new(bool)}
	hold(ptr, func() { cleanup(arg) }, c.ended)
	return c
}

// Stop takes the call back, if it has not been made.
//
//go:norace
func (c Cleanup) Stop() {
	if c.ended != nil {
		*c.ended = true
	}
}

// MemStats keeps the few fields that programs print.
type MemStats struct {
	Alloc, TotalAlloc, Sys, Mallocs, Frees uint64
	HeapAlloc, HeapSys, HeapObjects        uint64
	NumGC                                  uint32
}

func ReadMemStats(m *MemStats) {
	const name = "runtime.ReadMemStats()"
	n := uint64(text.UnknownInt(name, 0))
	*m = MemStats{n, n, n, n, n, n, n, n, uint32(text.UnknownInt(name, 0))}
}
