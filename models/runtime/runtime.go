// Package runtime models what programs ask of Go's runtime, and holds the panics of failed run-time checks.
//
//chancheck:runtime
package runtime

import "internal/text"

// Gosched lets other goroutines run.
func Gosched()

// Goexit ends the calling goroutine after its deferred calls.
func Goexit()

// NumGoroutine is the number of goroutines that have not ended.
func NumGoroutine() int

const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "gc"
)

const processors = 4

func Version() string { return "go1.27" }

func GOROOT() string { return text.Opaque() }

func GOMAXPROCS(n int) int { return processors }

func NumCPU() int { return processors }

func NumCgoCall() int64 { return 0 }

func GC() {}

func LockOSThread() {}

func UnlockOSThread() {}

func KeepAlive(x any) {}

func SetFinalizer(obj any, finalizer any) {}

func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	return 0, text.Opaque(), 0, true
}

func Callers(skip int, pc []uintptr) int { return 0 }

func Stack(buf []byte, all bool) int { return 0 }

// MemStats keeps the few fields that programs print.
type MemStats struct {
	Alloc, TotalAlloc, Sys, Mallocs, Frees uint64
	HeapAlloc, HeapSys, HeapObjects        uint64
	NumGC                                  uint32
}

func ReadMemStats(m *MemStats) {}
