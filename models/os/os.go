// Package os models the end of the process and its standard streams.
//
//chancheck:runtime
//chancheck:rest
package os

import (
	"errors"
	"internal/process"
	"internal/text"
	"syscall"
)

// Exit ends the process; nobody's deferred calls run.
//
//go:norace
func Exit(code int) {
	if process.Exit != nil {
		process.Exit(code)
	}
	exit(code)
}

func exit(code int)

type Signal interface {
	String() string
	Signal()
}

var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

var (
	ErrInvalid  = errors.New("invalid argument")
	ErrNotExist = errors.New("file does not exist")
	ErrExist    = errors.New("file already exists")
	ErrClosed   = errors.New("file already closed")
)

// arguments are those of the program, each with a zero byte behind it, where `--args` gives some.
const arguments = ""

var Args = commandLine(arguments)

func commandLine(said string) []string {
	words := []string{"program"}
	start := 0
	for i := 0; i < len(said); i++ {
		if said[i] == 0 {
			words = append(words, said[start:i])
			start = i + 1
		}
	}
	return words
}

func runtime_args() []string { return Args }

//go:norace
func Getenv(key string) string { return process.Env[key] }

//go:norace
func LookupEnv(key string) (string, bool) {
	value, ok := process.Env[key]
	return value, ok
}

//go:norace
func Setenv(key, value string) error {
	if key == "" {
		return ErrInvalid
	}
	if process.Env == nil {
		process.Env = map[string]string{}
	}
	process.Env[key] = value
	return nil
}

//go:norace
func Unsetenv(key string) error {
	delete(process.Env, key)
	return nil
}

//go:norace
func Clearenv() { process.Env = nil }

//go:norace
func Environ() []string {
	var all []string
	for key, value := range process.Env {
		all = append(all, key+"="+value)
	}
	return all
}

func Getpid() int { return text.UnknownInt("os.Getpid()", 0) }

func Hostname() (name string, err error) { return text.Unknown("os.Hostname()"), nil }
