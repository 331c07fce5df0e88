package time

import "internal/text"

// A Duration is a number of nanoseconds. The model looks only at its sign.
type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

func (d Duration) Nanoseconds() int64 { return int64(d) }

func (d Duration) Microseconds() int64 { return int64(d) / 1000 }

func (d Duration) Milliseconds() int64 { return int64(d) / 1000000 }

func (d Duration) Seconds() float64 { return d.in(Second) }

func (d Duration) Minutes() float64 { return d.in(Minute) }

func (d Duration) Hours() float64 { return d.in(Hour) }

func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == -1<<63:
		return 1<<63 - 1
	}
	return -d
}

func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		if -r+-r < m {
			return d - r
		}
		return d - m - r
	}
	if r+r < m {
		return d - r
	}
	return d + m - r
}

func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	u, sign := uint64(d), ""
	if d < 0 {
		u, sign = -u, "-"
	}
	switch {
	case u < 1000:
		return sign + text.Utoa(u, 10) + "ns"
	case u < 1000000:
		return sign + decimal(u, 1000) + "µs"
	case u < 1000000000:
		return sign + decimal(u, 1000000) + "ms"
	}
	s := decimal(u%60000000000, 1000000000) + "s"
	minutes := u / 60000000000
	if minutes == 0 {
		return sign + s
	}
	s = text.Utoa(minutes%60, 10) + "m" + s
	if minutes >= 60 {
		s = text.Utoa(minutes/60, 10) + "h" + s
	}
	return sign + s
}

// decimal is u/unit as a decimal fraction without trailing zeros.
func decimal(u, unit uint64) string {
	s := text.Utoa(u/unit, 10)
	rest := u % unit
	if rest == 0 {
		return s
	}
	digits := text.Utoa(unit+rest, 10)[1:]
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return s + "." + digits
}
