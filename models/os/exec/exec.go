// Package exec models commands: whether one can be started, what it prints, when it ends and how, is anything.
//
//chancheck:runtime
package exec

import (
	"bytes"
	"context"
	"errors"
	"internal/hosts"
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
	ours    []*os.File // ends of pipes: the program's, which Wait closes
	theirs  []*os.File // and the command's
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
	err := c.start()
	if err != nil && c.Process == nil {
		closeAll(c.ours)
		closeAll(c.theirs)
	}
	return err
}

//chancheck:visible
func (c *Cmd) start() error {
	switch {
	case c.Err != nil:
		return c.Err
	case c.Process != nil:
		return errors.New("exec: already started")
	case c.ctx != nil && c.ctx.Err() != nil:
		return c.ctx.Err()
	case c.Path != os.Args[0] && text.Choose(2) == 1: // the program itself is there
		return &Error{c.Path, ErrNotFound}
	}
	hosts.Share()
	c.Process = &os.Process{Pid: 2}
	c.ended = make(chan struct{})
	c.copyFrom(c.Stdin)
	c.copyTo(c.Stdout)
	if c.Stderr != c.Stdout {
		c.copyTo(c.Stderr)
	}
	c.copied = make(chan error, len(c.copying))
	c.use()
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
		_, err := w.Write([]byte(printed()))
		return err
	})
}

func printed() string { return text.Unknown("what a command prints") }

// StdoutPipe gives the end of a pipe; the command writes to the other one.
//
//chancheck:visible
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) {
	r, w, err := c.pipe("Stdout", c.Stdout != nil)
	if err != nil {
		return nil, err
	}
	c.Stdout = w
	c.ours, c.theirs = append(c.ours, r), append(c.theirs, w)
	return r, nil
}

//chancheck:visible
func (c *Cmd) StderrPipe() (io.ReadCloser, error) {
	r, w, err := c.pipe("Stderr", c.Stderr != nil)
	if err != nil {
		return nil, err
	}
	c.Stderr = w
	c.ours, c.theirs = append(c.ours, r), append(c.theirs, w)
	return r, nil
}

//chancheck:visible
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	r, w, err := c.pipe("Stdin", c.Stdin != nil)
	if err != nil {
		return nil, err
	}
	c.Stdin = r
	c.ours, c.theirs = append(c.ours, w), append(c.theirs, r)
	return w, nil
}

// pipe is for a stream of the command that nothing else may be connected to.
func (c *Cmd) pipe(stream string, connected bool) (r, w *os.File, err error) {
	if connected {
		return nil, nil, errors.New("exec: " + stream + " already set")
	}
	if c.Process != nil {
		return nil, nil, errors.New("exec: " + stream + "Pipe after process started")
	}
	return os.Pipe()
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// use is what the command does with its ends of pipes: it prints nothing or something, reads nothing or all, and ends.
func (c *Cmd) use() {
	for _, f := range c.theirs {
		go func() {
			time.Sleep(time.Millisecond)
			if text.Choose(2) == 1 {
				if f == c.Stdin {
					io.Copy(io.Discard, f)
				} else {
					f.WriteString(printed())
				}
			}
			f.Close()
		}()
	}
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
	closeAll(c.ours)
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
