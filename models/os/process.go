package os

import (
	"errors"
	"internal/text"
	"time"
)

var ErrProcessDone = errors.New("os: process already finished")

// A Process is one that somebody else runs: it ends at any moment, in any way.
type Process struct {
	Pid int
}

// A ProcessState says how a process ended.
type ProcessState struct {
	status int
}

func (p *ProcessState) ExitCode() int { return p.status }

func (p *ProcessState) Exited() bool { return true }

func (p *ProcessState) Success() bool { return p.status == 0 }

func (p *ProcessState) Pid() int { return text.Choose(2) + 2 }

func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	return "exit status " + text.Itoa(int64(p.status))
}

func FindProcess(pid int) (*Process, error) { return &Process{pid}, nil }

func (p *Process) Kill() error { return p.Signal(Kill) }

// Signal fails if the process has ended already, which may be at any moment.
func (p *Process) Signal(sig Signal) error {
	if p.Pid <= 0 {
		return errors.New("os: process not initialized")
	}
	if text.Choose(2) == 1 {
		return ErrProcessDone
	}
	return nil
}

func (p *Process) Wait() (*ProcessState, error) {
	if p == nil || p.Pid <= 0 {
		return nil, syscallError("wait", ErrInvalid)
	}
	time.Sleep(time.Millisecond)
	return &ProcessState{text.Choose(2)}, nil
}

func (p *Process) Release() error { return nil }

func syscallError(name string, err error) error { return errors.New(name + ": " + err.Error()) }

// Executable fails: what is verified has no file that could be started.
func Executable() (string, error) { return "", errors.New("os: executable path is not known") }
