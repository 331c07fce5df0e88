// Package errors models Go's error values and trees of wrapped errors.
package errors

import "internal/text"

type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

func New(message string) error { return &errorString{message} }

// ErrUnsupported says that something cannot be done here.
var ErrUnsupported = New("unsupported operation")

type wrapper interface{ Unwrap() error }

type multiWrapper interface{ Unwrap() []error }

func Unwrap(err error) error {
	if w, ok := err.(wrapper); ok {
		return w.Unwrap()
	}
	return nil
}

// search looks for an error that satisfies found: err, then depth first what it wraps.
func search(err error, found func(error) bool) bool {
	for err != nil {
		if found(err) {
			return true
		}
		switch w := err.(type) {
		case wrapper:
			err = w.Unwrap()
		case multiWrapper:
			for _, part := range w.Unwrap() {
				if search(part, found) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	canCompare := isComparable(target)
	return search(err, func(e error) bool {
		if canCompare && e == target {
			return true
		}
		own, ok := e.(interface{ Is(error) bool })
		return ok && own.Is(target)
	})
}

// isComparable reports whether comparing x with a value of its own type does not panic.
func isComparable(x any) bool {
	switch text.Kind(x) {
	case text.KindSlice, text.KindMap, text.KindFunc:
		return false
	case text.KindStruct, text.KindArray:
		for i := 0; i < text.Parts(x); i++ {
			if part := text.Part(x, i); part != nil && !isComparable(part) {
				return false
			}
		}
	}
	return true
}

// asTarget assigns err to *target and returns true if err's dynamic type is assignable to it.
func asTarget(err error, target any) bool

func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	if text.Kind(target) != text.KindPointer || text.IsNil(target) {
		panic("errors: target must be a non-nil pointer")
	}
	return search(err, func(e error) bool {
		if asTarget(e, target) {
			return true
		}
		own, ok := e.(interface{ As(any) bool })
		return ok && own.As(target)
	})
}

// AsType is the first error of type E in err's tree.
func AsType[E error](err error) (E, bool) {
	var result E
	ok := search(err, func(e error) bool {
		if typed, ok := e.(E); ok {
			result = typed
			return true
		}
		own, ok := e.(interface{ As(any) bool })
		return ok && own.As(&result)
	})
	return result, ok
}

type joinError struct {
	errs []error
}

func (e *joinError) Error() string {
	s := ""
	for i, err := range e.errs {
		if i > 0 {
			s += "\n"
		}
		s += err.Error()
	}
	return s
}

func (e *joinError) Unwrap() []error { return e.errs }

func Join(errs ...error) error {
	var some []error
	for _, err := range errs {
		if err != nil {
			some = append(some, err)
		}
	}
	if some == nil {
		return nil
	}
	return &joinError{some}
}
