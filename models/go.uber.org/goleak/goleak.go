// Package goleak models go.uber.org/goleak: what it finds is the goroutines that the program still has once none of them
// can go on. What the options name is not looked up: where it matters, the answer is unknown.
package goleak

import (
	"errors"
	"internal/clock"
	"internal/process"
	"internal/text"
	"os"
	"runtime"
	"time"
)

// patience is how long the original looks again.
const patience = 430 * time.Millisecond

type TestingT interface {
	Error(...any)
}

type TestingM interface {
	Run() int
}

type Option interface {
	set(*settings)
}

type settings struct {
	named     bool // some goroutines are to be ignored by the names of their functions
	known     int  // how many there were
	cleanup   func(int)
	onFailure bool
}

type option func(*settings)

func (o option) set(s *settings) { o(s) }

func IgnoreTopFunction(f string) Option { return option(func(s *settings) { s.named = true }) }

func IgnoreAnyFunction(f string) Option { return option(func(s *settings) { s.named = true }) }

func IgnoreCreatedBy(f string) Option { return option(func(s *settings) { s.named = true }) }

func IgnoreCurrent() Option {
	known := runtime.NumGoroutine() - own()
	return option(func(s *settings) { s.known = known })
}

func Cleanup(f func(exitCode int)) Option { return option(func(s *settings) { s.cleanup = f }) }

func RunOnFailure() Option { return option(func(s *settings) { s.onFailure = true }) }

// own is how many goroutines the runner of the tests has.
//
//go:norace
func own() int { return 1 + process.Tests }

func all(options []Option) settings {
	var s settings
	for _, o := range options {
		o.set(&s)
	}
	return s
}

func (s settings) find() error {
	time.Sleep(patience)
	n := clock.Calm() - own() - s.known
	if n > 0 && s.named {
		n = text.UnknownInt("what goleak is to ignore", 0)
	}
	if n <= 0 {
		return nil
	}
	return errors.New("found unexpected goroutines: " + text.Itoa(int64(n)))
}

func Find(options ...Option) error {
	s := all(options)
	switch {
	case s.cleanup != nil:
		return errors.New("Cleanup can only be passed to VerifyNone or VerifyTestMain")
	case s.onFailure:
		return errors.New("RunOnFailure can only be passed to VerifyTestMain")
	}
	return s.find()
}

func VerifyNone(t TestingT, options ...Option) {
	s := all(options)
	if s.onFailure {
		t.Error(errors.New("RunOnFailure can only be passed to VerifyTestMain"))
	} else if err := s.find(); err != nil {
		t.Error(err)
	}
	if s.cleanup != nil {
		s.cleanup(0)
	}
}

func VerifyTestMain(m TestingM, options ...Option) {
	s := all(options)
	code := m.Run()
	if code == 0 || s.onFailure {
		if err := s.find(); err != nil {
			text.Note("goleak: Errors on successful test run: " + err.Error() + "\n")
			if code == 0 {
				code = 1
			}
		}
	}
	exit := os.Exit
	if s.cleanup != nil {
		exit = s.cleanup
	}
	exit(code)
}
