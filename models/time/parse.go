package time

import (
	"errors"
	"internal/text"
)

func unitOf(name string) Duration {
	switch name {
	case "ns":
		return Nanosecond
	case "us", "µs", "μs":
		return Microsecond
	case "ms":
		return Millisecond
	case "s":
		return Second
	case "m":
		return Minute
	case "h":
		return Hour
	}
	return 0
}

func invalid(s string) (Duration, error) {
	return 0, errors.New("time: invalid duration " + text.Quote(s))
}

// ParseDuration reads a sequence of decimal numbers with units, such as "1h30m" or "1.5s".
func ParseDuration(s string) (Duration, error) {
	rest, negative := s, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	if rest == "0" {
		return 0, nil
	}
	if rest == "" {
		return invalid(s)
	}
	var total Duration
	for rest != "" {
		number, fraction, scale := Duration(0), Duration(0), Duration(1)
		digits, i := 0, 0
		for ; i < len(rest) && '0' <= rest[i] && rest[i] <= '9'; i++ {
			number = number*10 + Duration(rest[i]-'0')
			digits++
		}
		if i < len(rest) && rest[i] == '.' {
			for i++; i < len(rest) && '0' <= rest[i] && rest[i] <= '9'; i++ {
				if scale < 1000000000 {
					fraction = fraction*10 + Duration(rest[i]-'0')
					scale *= 10
				}
				digits++
			}
		}
		if digits == 0 {
			return invalid(s)
		}
		start := i
		for i < len(rest) && rest[i] != '.' && (rest[i] < '0' || rest[i] > '9') {
			i++
		}
		if i == start {
			return 0, errors.New("time: missing unit in duration " + text.Quote(s))
		}
		unit := unitOf(rest[start:i])
		if unit == 0 {
			return 0, errors.New("time: unknown unit " + text.Quote(rest[start:i]) + " in duration " + text.Quote(s))
		}
		total += number*unit + fraction*(unit/scale) + fraction*(unit%scale)/scale
		rest = rest[i:]
	}
	if negative {
		total = -total
	}
	return total, nil
}
