// Package debug models what programs do to help those who look into them: nothing that the program itself sees.
//
//chancheck:runtime
package debug

import (
	"internal/stack"
	"internal/text"
)

// Stack names the functions that the goroutine is in. Every goroutine has the number 1 here.
func Stack() []byte { return []byte("goroutine 1 [running]:\n" + stack.Text(0)) }

func PrintStack() { text.Note("(the stack)\n") }

func SetGCPercent(percent int) int { return 100 }

func SetMaxThreads(threads int) int { return 10000 }

func SetMaxStack(bytes int) int { return 1000000000 }

func SetMemoryLimit(limit int64) int64 { return 1<<63 - 1 }

func FreeOSMemory() {}
