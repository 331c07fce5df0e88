// Package unique models handles: two are equal if their values are.
package unique

type Handle[T comparable] struct{ value T }

func (h Handle[T]) Value() T { return h.value }

func Make[T comparable](value T) Handle[T] { return Handle[T]{value} }
