// Package exec models commands: whether one can be started, what it prints, when it ends and how, is anything.
//
//chancheck:runtime
package exec

import (
	"bytes"
	"context"
	"errors"
	"internal/text"
	"io"
	"os"
	"time"
)

var ErrNotFound = errors.New("executable file not found in $PATH")

// An Error says which program could not be found.
type Error struct {
	Name string
	Err  error
}

func (e *Error) Error() string { return "exec: " + text.Quote(e.Name) + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// An ExitError says that a command did not end well.
type ExitError struct {
	*os.ProcessState
	Stderr []byte
}

func (e *ExitError) Error() string { return e.ProcessState.String() }

type Cmd struct {
	Path         string
	Args         []string
	Env          []string
	Dir          string
	Stdin        io.Reader
	Stdout       io.Writer
	Stderr       io.Writer
	Process      *os.Process
	ProcessState *os.ProcessState
	Err          error
	Cancel       func() error

	ctx     context.Context
	copying []func() error
	copied  chan error
	ended   chan struct{}
	watched chan error
}

func Command(name string, arg ...string) *Cmd {
	return &Cmd{Path: name, Args: append([]string{name}, arg...)}
}

func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

func LookPath(file string) (string, error) {
	if text.Choose(2) == 1 {
		return "", &Error{file, ErrNotFound}
	}
	return "/usr/bin/" + file, nil
}

func (c *Cmd) String() string {
	s := c.Path
	for i, a := range c.Args {
		if i > 0 {
			s += " " + a
		}
	}
	return s
}

func (c *Cmd) Environ() []string { return c.Env }

// Start fails or not. What the command prints is copied by goroutines, unless it goes to a file.
//
//chancheck:visible
func (c *Cmd) Start() error {
	switch {
	case c.Err != nil:
		return c.Err
	case c.Process != nil:
		return errors.New("exec: already started")
	case c.ctx != nil && c.ctx.Err() != nil:
		return c.ctx.Err()
	case text.Choose(2) == 1:
		return &Error{c.Path, ErrNotFound}
	}
	c.Process = &os.Process{Pid: 2}
	c.ended = make(chan struct{})
	c.copyFrom(c.Stdin)
	c.copyTo(c.Stdout)
	if c.Stderr != c.Stdout {
		c.copyTo(c.Stderr)
	}
	c.copied = make(chan error, len(c.copying))
	for _, f := range c.copying {
		go func(f func() error) { c.copied <- f() }(f)
	}
	c.copying = nil
	if c.ctx != nil && c.ctx.Done() != nil {
		c.watched = make(chan error, 1)
		go c.watch()
	}
	return nil
}

// copyTo has the command write to w, at any moment, nothing or something.
func (c *Cmd) copyTo(w io.Writer) {
	if _, direct := w.(*os.File); w == nil || direct {
		return
	}
	c.copying = append(c.copying, func() error {
		time.Sleep(time.Millisecond)
		if text.Choose(2) == 0 {
			return nil
		}
		_, err := w.Write([]byte("?"))
		return err
	})
}

// copyFrom has the command read from r.
func (c *Cmd) copyFrom(r io.Reader) {
	if _, direct := r.(*os.File); r == nil || direct {
		return
	}
	c.copying = append(c.copying, func() error {
		b := make([]byte, 1)
		for {
			if _, err := r.Read(b); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	})
}

// watch kills the command when its context ends before it.
func (c *Cmd) watch() {
	select {
	case <-c.ended:
		c.watched <- nil
	case <-c.ctx.Done():
		if err := c.Cancel(); err != nil && err != os.ErrProcessDone {
			c.watched <- err
			return
		}
		c.watched <- c.ctx.Err()
	}
}

// Wait waits for the command and for those who copy.
//
//chancheck:visible
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	c.ProcessState = state
	close(c.ended)
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	if c.watched != nil {
		if killed := <-c.watched; err == nil {
			err = killed
		}
	}
	for i := 0; i < cap(c.copied); i++ {
		if failed := <-c.copied; err == nil {
			err = failed
		}
	}
	return err
}

func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

//chancheck:visible
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	err := c.Run()
	return out.Bytes(), err
}

//chancheck:visible
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	if c.Stderr != nil {
		return nil, errors.New("exec: Stderr already set")
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	return out.Bytes(), err
}
