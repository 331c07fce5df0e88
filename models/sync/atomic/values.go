package atomic

import "internal/text"

func loadPointer[T any](p **T) *T
func storePointer[T any](p **T, v *T)
func swapPointer[T any](p **T, v *T) *T
func casPointer[T any](p **T, old, new *T) bool

func loadAny(p *any) any
func storeAny(p *any, v any)
func swapAny(p *any, v any) any

// gateAny is one step that synchronises with all others on p.
func gateAny(p *any)

type Bool struct {
	v uint32
}

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

func (x *Bool) Load() bool { return LoadUint32(&x.v) != 0 }

func (x *Bool) Store(val bool) { StoreUint32(&x.v, bit(val)) }

func (x *Bool) Swap(new bool) (old bool) { return SwapUint32(&x.v, bit(new)) != 0 }

func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	return CompareAndSwapUint32(&x.v, bit(old), bit(new))
}

type Pointer[T any] struct {
	v *T
}

func (x *Pointer[T]) Load() *T { return loadPointer(&x.v) }

func (x *Pointer[T]) Store(val *T) { storePointer(&x.v, val) }

func (x *Pointer[T]) Swap(new *T) (old *T) { return swapPointer(&x.v, new) }

func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) { return casPointer(&x.v, old, new) }

// A Value holds values of one type, that of the first.
type Value struct {
	v any
}

func sameType(x, y any) bool { return text.TypeName(x) == text.TypeName(y) }

func (v *Value) Load() (val any) { return loadAny(&v.v) }

func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	first := v.v == nil
	if first {
		gateAny(&v.v)
	}
	if v.v != nil && !sameType(v.v, val) {
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
	if first {
		v.v = val
	} else {
		storeAny(&v.v, val)
	}
}

func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	if v.v == nil {
		gateAny(&v.v)
		if v.v == nil {
			v.v = new
			return nil
		}
	}
	if !sameType(v.v, new) {
		panic("sync/atomic: swap of inconsistently typed value into Value")
	}
	return swapAny(&v.v, new)
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !sameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	gateAny(&v.v)
	switch {
	case v.v == nil && old == nil:
	case v.v == nil:
		return false
	case !sameType(v.v, new):
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	case v.v != old:
		return false
	}
	v.v = new
	return true
}
