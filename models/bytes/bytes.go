// Package bytes models buffers and the usual functions on slices of bytes.
//
//chancheck:rest
package bytes

import "strings"

func Equal(a, b []byte) bool { return string(a) == string(b) }

func Compare(a, b []byte) int { return strings.Compare(string(a), string(b)) }

func Contains(b, subslice []byte) bool { return strings.Contains(string(b), string(subslice)) }

func Index(s, sep []byte) int { return strings.Index(string(s), string(sep)) }

func IndexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }

func HasPrefix(s, prefix []byte) bool { return strings.HasPrefix(string(s), string(prefix)) }

func HasSuffix(s, suffix []byte) bool { return strings.HasSuffix(string(s), string(suffix)) }

func ToUpper(s []byte) []byte { return []byte(strings.ToUpper(string(s))) }

func ToLower(s []byte) []byte { return []byte(strings.ToLower(string(s))) }

func Repeat(b []byte, count int) []byte { return []byte(strings.Repeat(string(b), count)) }

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func TrimSpace(s []byte) []byte {
	rest := strings.TrimLeft(string(s), "\t\n\v\f\r ")
	start := len(s) - len(rest)
	return s[start : start+len(strings.TrimSpace(rest))]
}

func Join(s [][]byte, sep []byte) []byte {
	r := []byte{}
	for i, part := range s {
		if i > 0 {
			r = append(r, sep...)
		}
		r = append(r, part...)
	}
	return r
}

func Split(s, sep []byte) [][]byte {
	parts := [][]byte{}
	for _, part := range strings.Split(string(s), string(sep)) {
		parts = append(parts, []byte(part))
	}
	return parts
}

func Fields(s []byte) [][]byte {
	var fields [][]byte
	for _, f := range strings.Fields(string(s)) {
		fields = append(fields, []byte(f))
	}
	return fields
}

func EqualFold(s, t []byte) bool { return strings.EqualFold(string(s), string(t)) }

func Count(s, sep []byte) int { return strings.Count(string(s), string(sep)) }

func LastIndex(s, sep []byte) int { return strings.LastIndex(string(s), string(sep)) }

func ContainsAny(b []byte, chars string) bool { return strings.ContainsAny(string(b), chars) }

func ReplaceAll(s, old, new []byte) []byte {
	return []byte(strings.ReplaceAll(string(s), string(old), string(new)))
}

// The functions that trim give a part of what they are given.

func Trim(s []byte, cutset string) []byte { return TrimRight(TrimLeft(s, cutset), cutset) }

func TrimLeft(s []byte, cutset string) []byte {
	return s[len(s)-len(strings.TrimLeft(string(s), cutset)):]
}

func TrimRight(s []byte, cutset string) []byte { return s[:len(strings.TrimRight(string(s), cutset))] }

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}
