// Package strconv models conversions between integers, truth values and text.
//
//chancheck:rest
package strconv

import (
	"errors"
	"internal/text"
	"math"
)

const IntSize = 64

var ErrRange = errors.New("value out of range")
var ErrSyntax = errors.New("invalid syntax")

// A NumError is a failed conversion.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

func fail(f, s, problem string) *NumError { return &NumError{f, s, errors.New(problem)} }

func Itoa(i int) string { return text.Itoa(int64(i)) }

func Quote(s string) string { return text.Quote(s) }

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func FormatInt(i int64, base int) string {
	switch {
	case text.IsUnknownInt(i):
		return text.Itoa(i)
	case i < 0:
		return "-" + text.Utoa(-uint64(i), base)
	}
	return text.Utoa(uint64(i), base)
}

func FormatUint(i uint64, base int) string { return text.Utoa(i, base) }

func AppendInt(dst []byte, i int64, base int) []byte { return append(dst, FormatInt(i, base)...) }

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, &NumError{"ParseBool", str, ErrSyntax}
}

func Atoi(s string) (int, error) {
	i, err := parseSigned("Atoi", s, 10, 64)
	return int(i), err
}

func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	return parseSigned("ParseInt", s, base, bitSize)
}

func ParseUint(s string, base int, bitSize int) (uint64, error) {
	u, err := parse("ParseUint", s, s, base, bitSize)
	if err != nil {
		return u, err
	}
	return u, nil
}

func parseSigned(f, s string, base, bitSize int) (int64, error) {
	digits, negative := s, false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		digits, negative = s[1:], s[0] == '-'
	}
	u, err := parse(f, s, digits, base, bitSize)
	if err != nil && err.Err != ErrRange {
		return 0, err
	}
	if bitSize == 0 {
		bitSize = 64
	}
	limit := uint64(1) << (bitSize - 1)
	switch {
	case negative && u > limit:
		return -int64(limit), &NumError{f, s, ErrRange}
	case !negative && u >= limit:
		return int64(limit - 1), &NumError{f, s, ErrRange}
	case negative:
		return -int64(u), nil
	}
	return int64(u), nil
}

// parse reads the digits of whole.
func parse(f, whole, digits string, base, bitSize int) (uint64, *NumError) {
	if digits == "" {
		return 0, &NumError{f, whole, ErrSyntax}
	}
	underscores := base == 0
	if base == 0 {
		base, digits = prefix(digits)
	} else if base < 2 || base > 36 {
		return 0, fail(f, whole, "invalid base "+Itoa(base))
	}
	if bitSize < 0 || bitSize > 64 {
		return 0, fail(f, whole, "invalid bit size "+Itoa(bitSize))
	}
	if digits == "" {
		return 0, &NumError{f, whole, ErrSyntax}
	}
	most := ^uint64(0)
	if bitSize != 0 {
		most >>= 64 - bitSize
	}
	u := uint64(0)
	for i := 0; i < len(digits); i++ {
		if digits[i] == '_' && underscores {
			continue
		}
		d := digit(digits[i])
		if d >= base {
			return 0, &NumError{f, whole, ErrSyntax}
		}
		if u > (most-uint64(d))/uint64(base) {
			return most, &NumError{f, whole, ErrRange}
		}
		u = u*uint64(base) + uint64(d)
	}
	return u, nil
}

// prefix takes the base from the beginning of a literal.
func prefix(s string) (int, string) {
	if s[0] != '0' || len(s) == 1 {
		return 10, s
	}
	switch s[1] {
	case 'x', 'X':
		return 16, s[2:]
	case 'b', 'B':
		return 2, s[2:]
	case 'o', 'O':
		return 8, s[2:]
	}
	return 8, s[1:]
}

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	}
	return 36
}

// FormatFloat knows the formats e, E, f, g and G.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return text.Float(int64(math.Float64bits(f)), fmt, prec, bitSize)
}
