// Package unique models handles: two are equal if their values are. The zero handle is that of no value.
package unique

type Handle[T comparable] struct {
	value T
	made  bool
}

func (h Handle[T]) Value() T {
	if !h.made {
		var none *T
		return *none
	}
	return h.value
}

func Make[T comparable](value T) Handle[T] { return Handle[T]{value, true} }
