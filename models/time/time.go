// Package time models Go's clocks without a clock: a timer that is armed may expire at any moment, and nobody knows how
// much time passes between two steps.
//
//chancheck:runtime
package time

import "internal/text"

// A Time is the zero time or some other, of which nothing is known.
type Time struct {
	ns int64
}

func now() Time { return Time{1} }

func Now() Time { return now() }

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time { return now() }

func Unix(sec int64, nsec int64) Time { return now() }

func UnixMilli(msec int64) Time { return now() }

// some is no time or a long one.
func some() Duration {
	if text.Choose(2) == 0 {
		return 0
	}
	return 1 << 40
}

func Since(t Time) Duration { return some() }

func Until(t Time) Duration { return some() }

func (t Time) Sub(u Time) Duration { return some() }

func (t Time) Add(d Duration) Time { return t }

func (t Time) AddDate(years, months, days int) Time { return t }

func (t Time) IsZero() bool { return t.ns == 0 }

func (t Time) Before(u Time) bool {
	if t.IsZero() || u.IsZero() {
		return t.ns < u.ns
	}
	return text.Choose(2) == 1
}

func (t Time) After(u Time) bool { return u.Before(t) }

func (t Time) Equal(u Time) bool {
	if t.IsZero() || u.IsZero() {
		return t.ns == u.ns
	}
	return text.Choose(2) == 1
}

func (t Time) Compare(u Time) int {
	if t.IsZero() || u.IsZero() {
		return int(t.ns - u.ns)
	}
	return text.Choose(3) - 1
}

func (t Time) Unix() int64 { return 0 }

func (t Time) UnixMilli() int64 { return 0 }

func (t Time) UnixMicro() int64 { return 0 }

func (t Time) UnixNano() int64 { return 0 }

func (t Time) Nanosecond() int { return 0 }

func (t Time) Second() int { return text.Choose(60) }

func (t Time) Minute() int { return text.Choose(60) }

func (t Time) Hour() int { return text.Choose(24) }

func (t Time) Weekday() Weekday { return Weekday(text.Choose(7)) }

func (t Time) Format(layout string) string { return text.Opaque() }

func (t Time) String() string { return text.Opaque() }

func (t Time) UTC() Time { return t }

func (t Time) Local() Time { return t }

func (t Time) In(loc *Location) Time { return t }

func (t Time) Round(d Duration) Time { return t }

func (t Time) Truncate(d Duration) Time { return t }

// A Location is a time zone.
type Location struct {
	name string
}

func (l *Location) String() string { return l.name }

var UTC = &Location{"UTC"}
var Local = &Location{"Local"}

type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

func (m Month) String() string {
	names := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December"}
	if m < January || m > December {
		return "%!Month(" + text.Utoa(uint64(m), 10) + ")"
	}
	return names[m-1]
}

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

func (d Weekday) String() string {
	names := [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	if d < Sunday || d > Saturday {
		return "%!Weekday(" + text.Utoa(uint64(d), 10) + ")"
	}
	return names[d]
}

const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)
