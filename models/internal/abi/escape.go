// Package abi models what keeps a value on the stack or off it, which makes no difference here.
//
//chancheck:rest
package abi

import "unsafe"

func NoEscape(p unsafe.Pointer) unsafe.Pointer { return p }

func Escape[T any](x T) T { return x }

func EscapeNonString[T any](v T) {}

func EscapeToResultNonString[T any](v T) T { return v }
