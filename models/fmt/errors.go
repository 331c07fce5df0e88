package fmt

import (
	"errors"
	"internal/text"
)

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }

func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string { return e.msg }

func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf makes an error that wraps the operands of its %w verbs, in their order in a.
func Errorf(format string, a ...any) error {
	s, wrapped := text.FormatWrapping(format, a)
	if len(wrapped) == 0 {
		return errors.New(s)
	}
	if len(wrapped) == 1 {
		return &wrapError{s, a[wrapped[0]].(error)}
	}
	var errs []error
	for i, x := range a {
		for _, w := range wrapped {
			if w == i {
				errs = append(errs, x.(error))
			}
		}
	}
	return &wrapErrors{s, errs}
}
