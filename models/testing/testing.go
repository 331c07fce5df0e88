// Package testing models the runner of Go's tests: every test in a goroutine of its own, whose end the runner awaits.
//
//chancheck:runtime
package testing

import (
	"context"
	"internal/files"
	"internal/process"
	"internal/text"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"time"
)

type TB interface {
	Cleanup(func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
	Output() io.Writer
	Attr(key, value string)
	Chdir(dir string)
}

// common is what tests and benchmarks share.
type common struct {
	name      string
	skipped   bool
	failed    int32 // 1 once it has failed
	completed int32 // 1 once the test has ended
	cleanups  []func()
	ctx       context.Context
	cancel    context.CancelFunc

	parallel bool

	parent  *common
	signal  chan bool     // says that the test has ended or, in Parallel, that the runner need not wait
	release chan struct{} // closed when the parallel subtests may go on
	waiting []*common     // the parallel subtests

	only string         // see subtest.go
	subs map[string]int // how many subtests of each name there were, where only says something
}

func newCommon(name string, parent *common) *common {
	c := &common{name: name, parent: parent, signal: make(chan bool, 1), release: make(chan struct{})}
	if parent != nil {
		c.only = parent.only
	}
	return c
}

// run calls f in a goroutine and waits until it has ended or turned parallel.
//
//chancheck:inside runner; as testing; joins
func (c *common) run(f func()) {
	process.Count(1)
	go func() {
		defer c.end()
		f()
	}()
	<-c.signal
}

// end lets the parallel subtests run, cleans up and tells the runner. A panic goes on its way.
func (c *common) end() {
	if x := recover(); x != nil {
		c.cleanUp()
		panic(x)
	}
	c.finishParallel()
	c.cleanUp()
	atomic.StoreInt32(&c.completed, 1)
	if c.Failed() {
		text.Note("--- FAIL: " + c.name + "\n")
	}
	process.Count(-1)
	c.signal <- true
}

func (c *common) finishParallel() {
	if len(c.waiting) == 0 {
		return
	}
	close(c.release)
	for _, sub := range c.waiting {
		<-sub.signal
	}
}

func (c *common) cleanUp() {
	if c.cancel != nil {
		c.cancel()
	}
	for len(c.cleanups) > 0 {
		last := len(c.cleanups) - 1
		f := c.cleanups[last]
		c.cleanups = c.cleanups[:last]
		f()
	}
}

func (c *common) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }

func (c *common) Context() context.Context {
	if c.ctx == nil {
		c.ctx, c.cancel = context.WithCancel(context.Background())
	}
	return c.ctx
}

func (c *common) Fail() {
	for ; c != nil; c = c.parent {
		atomic.StoreInt32(&c.failed, 1)
	}
	tell()
}

// tell makes a run up to here one that is worth telling.
func tell()

func (c *common) FailNow() {
	c.Fail()
	runtime.Goexit()
}

func (c *common) Failed() bool { return atomic.LoadInt32(&c.failed) != 0 }

func (c *common) note(s string) {
	if !text.IsUnknown(s) && (s == "" || s[len(s)-1] != '\n') {
		s += "\n"
	}
	if c.allCompleted() {
		panic("Log in goroutine after " + c.name + " has completed: " + s)
	}
	text.Note(s)
}

// allCompleted says whether no test is left that could take the line.
func (c *common) allCompleted() bool {
	for ; c != nil; c = c.parent {
		if atomic.LoadInt32(&c.completed) == 0 {
			return false
		}
	}
	return true
}

func (c *common) Log(args ...any) { c.note(text.Sprintln(args)) }

func (c *common) Logf(format string, args ...any) { c.note(text.Format(format, args)) }

func (c *common) Error(args ...any) {
	c.note(text.Sprintln(args))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.note(text.Format(format, args))
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.note(text.Sprintln(args))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.note(text.Format(format, args))
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.note(text.Sprintln(args))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.note(text.Format(format, args))
	c.SkipNow()
}

func (c *common) SkipNow() {
	c.skipped = true
	runtime.Goexit()
}

func (c *common) Skipped() bool { return c.skipped }

func (c *common) Helper() {}

func (c *common) Name() string { return c.name }

// Setenv sets a variable for the time of the test.
func (c *common) Setenv(key, value string) {
	before, there := os.LookupEnv(key)
	os.Setenv(key, value)
	c.Cleanup(func() {
		if there {
			os.Setenv(key, before)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Output is where lines go that are part of the log of the test.
func (c *common) Output() io.Writer { return output{c} }

type output struct{ c *common }

func (o output) Write(b []byte) (int, error) {
	o.c.Logf("%s", b)
	return len(b), nil
}

func (c *common) Attr(key, value string) { c.Logf("%s %s", key, value) }

// Chdir changes the folder for the time of the test.
func (c *common) Chdir(dir string) {
	before := files.Here
	if err := os.Chdir(dir); err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { files.Here = before })
}

// TempDir is a new folder, which goes when the test has ended.
func (c *common) TempDir() string {
	files.Turn()
	name := files.Fresh("", "test", "")
	files.Make(name, &files.Node{Folder: true})
	c.Cleanup(func() { files.Remove(name) })
	return name
}

type T struct {
	*common
	fixed  bool // has called Setenv or Chdir
	bubble bool // of testing/synctest
}

func (t *T) Setenv(key, value string) {
	t.fix()
	t.common.Setenv(key, value)
}

func (t *T) Chdir(dir string) {
	t.fix()
	t.common.Chdir(dir)
}

// fix keeps the test from running beside others, which have the same environment.
func (t *T) fix() {
	for c := t.common; c != nil; c = c.parent {
		if c.parallel {
			panic("testing: test using t.Setenv or t.Chdir can not use t.Parallel")
		}
	}
	t.fixed = true
}

// Parallel waits until the enclosing test's function has returned.
func (t *T) Parallel() {
	if t.bubble {
		panic("testing: t.Parallel called inside synctest bubble")
	}
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.fixed {
		panic("testing: test using t.Setenv or t.Chdir can not use t.Parallel")
	}
	t.parallel = true
	t.parent.waiting = append(t.parent.waiting, t.common)
	t.signal <- true
	<-t.parent.release
}

func (t *T) Deadline() (deadline time.Time, ok bool) {
	if t.bubble {
		panic("testing: t.Deadline called inside synctest bubble")
	}
	return time.Time{}, false
}

// RunBubble calls f as a test of the same name, and says whether it has passed.
func RunBubble(t *T, f func(*T)) bool {
	inner := &T{common: newCommon(t.name, t.common), bubble: true}
	inner.run(func() { f(inner) })
	return !inner.Failed()
}

// InBubble says whether t is the test in a bubble.
func InBubble(t *T) bool { return t.bubble }

func Short() bool { return false }

func Verbose() bool { return false }

func Testing() bool { return true }

func CoverMode() string { return "" }

func Coverage() float64 { return 0 }

// AllocsPerRun calls f; how much it allocates is not known.
func AllocsPerRun(runs int, f func()) float64 {
	f()
	return float64(text.UnknownInt("testing.AllocsPerRun()", 0))
}
