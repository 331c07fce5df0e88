// Package maphash models what the runtime hashes with. Go promises nothing of a hash but that equal values have equal
// ones; here it is one fixed function of the seed and the bytes, and each seed is made once (internal/chance).
//
//chancheck:rest
package maphash

import (
	"internal/chance"
	"math"
	"reflect"
)

// factor is odd, with half of its bits set: a step of the hash is one to one.
const factor = 0x9E3779B97F4A7C15

// mixed spreads each bit of h over all of them, so that the low bits serve to choose a shard.
func mixed(h uint64) uint64 {
	h ^= h >> 32
	h *= factor
	return h ^ h>>29
}

//chancheck:instead
func randUint64() uint64 { return mixed(chance.Next()) }

//chancheck:instead
func rthash(buf []byte, seed uint64) uint64 { return rthashString(string(buf), seed) }

//chancheck:instead
func rthashString(s string, state uint64) uint64 {
	if s == "" {
		return state
	}
	for i := range len(s) {
		state = (state ^ uint64(s[i])) * factor
	}
	return mixed(state)
}

//chancheck:instead
func comparableHash[T comparable](v T, seed Seed) uint64 {
	var h Hash
	h.SetSeed(seed)
	writeComparable(&h, v)
	return h.Sum64()
}

//chancheck:instead
func writeComparable[T comparable](h *Hash, v T) {
	switch v := any(v).(type) {
	case string:
		writeText(h, v)
	case int:
		writeNumber(h, uint64(v))
	default:
		write(h, reflect.ValueOf(v))
	}
}

func writeNumber(h *Hash, n uint64) {
	for range 8 {
		h.WriteByte(byte(n))
		n >>= 8
	}
}

// writeText writes the length too: "a", "bc" differs from "ab", "c".
func writeText(h *Hash, s string) {
	writeNumber(h, uint64(len(s)))
	h.WriteString(s)
}

func writeFloat(h *Hash, f float64) {
	switch {
	case f == 0: // 0 equals -0
		f = 0
	case f != f: // equals nothing
		writeNumber(h, randUint64())
	}
	writeNumber(h, math.Float64bits(f))
}

// write writes what makes a value equal to another one of its type.
func write(h *Hash, v reflect.Value) {
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		writeNumber(h, uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		writeNumber(h, v.Uint())
	case reflect.Bool:
		if v.Bool() {
			h.WriteByte(1)
		} else {
			h.WriteByte(0)
		}
	case reflect.Float32, reflect.Float64:
		writeFloat(h, v.Float())
	case reflect.Complex64, reflect.Complex128:
		writeFloat(h, real(v.Complex()))
		writeFloat(h, imag(v.Complex()))
	case reflect.String:
		writeText(h, v.String())
	case reflect.Array:
		for i := range v.Len() {
			write(h, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			write(h, v.Field(i))
		}
	case reflect.Interface:
		if v.IsNil() {
			h.WriteByte(0)
			return
		}
		writeText(h, v.Elem().Type().String())
		write(h, v.Elem())
	case reflect.Chan, reflect.Pointer, reflect.UnsafePointer:
		writeNumber(h, uint64(v.Pointer()))
	default:
		if v.IsValid() {
			panic("hash of unhashable type " + v.Type().String())
		}
	}
}
