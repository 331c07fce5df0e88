// Package time models Go's clocks. With a clock (--time virtual) instants and durations are exact, and every run begins
// at the same moment. Without one (--time any) a timer that is armed may expire at any moment, and nobody knows how much
// time passes between two steps.
//
//chancheck:runtime
package time

import (
	"internal/clock"
	"internal/text"
)

// A Time is the zero time or some other. Without a clock nothing else is known of it, and ns is 1.
type Time struct {
	ns clock.Instant
}

const (
	shortest Duration = -1 << 63
	longest  Duration = 1<<63 - 1
)

func now() Time {
	if clock.Virtual() {
		return Time{clock.Now()}
	}
	return Time{1}
}

func Now() Time { return now() }

func Unix(sec int64, nsec int64) Time {
	if clock.Virtual() {
		return Time{clock.Beginning + clock.Instant((sec-clock.Epoch)*1000000000+nsec)}
	}
	return now()
}

func UnixMilli(msec int64) Time { return Unix(msec/1000, msec%1000*1000000) }

func UnixMicro(usec int64) Time { return Unix(usec/1000000, usec%1000000*1000) }

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if !clock.Virtual() {
		return now()
	}
	return Unix((daysTo(year, int(month), day)*24+int64(hour))*3600+int64(min)*60+int64(sec), int64(nsec))
}

// daysTo counts the days from 1970 to a day of the Gregorian calendar; the year is taken to begin in March.
func daysTo(year, month, day int) int64 {
	year += (month - 1) / 12
	month = (month-1)%12 + 1
	if month <= 0 {
		month += 12
		year--
	}
	if month <= 2 {
		month += 12
		year--
	}
	return int64(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 719469)
}

// some is no time or a long one.
func some() Duration {
	if text.Choose(2) == 0 {
		return 0
	}
	return 1 << 40
}

func Since(t Time) Duration { return now().Sub(t) }

func Until(t Time) Duration { return t.Sub(now()) }

func (t Time) Sub(u Time) Duration {
	switch {
	case !clock.Virtual():
		return some()
	case t.ns == u.ns:
		return 0
	case t.IsZero():
		return shortest
	case u.IsZero():
		return longest
	}
	return Duration(t.ns - u.ns)
}

func (t Time) Add(d Duration) Time {
	if !clock.Virtual() || t.IsZero() {
		return t
	}
	if d > 0 && t.ns+clock.Instant(d) < t.ns {
		return Time{1<<63 - 1}
	}
	return Time{t.ns + clock.Instant(d)}
}

func (t Time) AddDate(years, months, days int) Time {
	return t.Add(Duration((years*365+months*30+days)*24) * Hour)
}

func (t Time) IsZero() bool { return t.ns == 0 }

// unknown tells whether the order of two times can be any.
func unknown(t, u Time) bool { return !clock.Virtual() && !t.IsZero() && !u.IsZero() }

func (t Time) Before(u Time) bool {
	if unknown(t, u) {
		return text.Choose(2) == 1
	}
	return t.ns < u.ns
}

func (t Time) After(u Time) bool { return u.Before(t) }

func (t Time) Equal(u Time) bool {
	if unknown(t, u) {
		return text.Choose(2) == 1
	}
	return t.ns == u.ns
}

func (t Time) Compare(u Time) int {
	switch {
	case unknown(t, u):
		return text.Choose(3) - 1
	case t.ns < u.ns:
		return -1
	case t.ns > u.ns:
		return 1
	}
	return 0
}

// zero is the number of nanoseconds from 1970 to the zero time, as far as they fit.
const (
	zero        = -62135596800
	zeroInNanos = -6795364578871345152
)

func (t Time) Unix() int64 {
	if t.IsZero() {
		return zero
	}
	return t.UnixNano() / 1000000000
}

func (t Time) UnixMilli() int64 {
	if t.IsZero() {
		return zero * 1000
	}
	return t.UnixNano() / 1000000
}

func (t Time) UnixMicro() int64 {
	if t.IsZero() {
		return zero * 1000000
	}
	return t.UnixNano() / 1000
}

func (t Time) UnixNano() int64 {
	switch {
	case t.IsZero():
		return zeroInNanos
	case !clock.Virtual():
		return int64(text.UnknownInt("the time of day", 0))
	}
	return int64(t.ns-clock.Beginning) + clock.Epoch*1000000000
}

func (t Time) Nanosecond() int { return text.UnknownInt("time.Time.Nanosecond()", 0) }

func (t Time) Second() int { return text.Choose(60) }

func (t Time) Minute() int { return text.Choose(60) }

func (t Time) Hour() int { return text.Choose(24) }

func (t Time) Day() int { return text.Choose(31) + 1 }

func (t Time) Month() Month { return Month(text.Choose(12) + 1) }

func (t Time) Year() int { return 2000 + text.Choose(2) }

func (t Time) YearDay() int { return text.Choose(366) + 1 }

func (t Time) Date() (year int, month Month, day int) { return t.Year(), t.Month(), t.Day() }

func (t Time) Clock() (hour, min, sec int) { return t.Hour(), t.Minute(), t.Second() }

func (t Time) Weekday() Weekday { return Weekday(text.Choose(7)) }

func (t Time) Format(layout string) string { return text.Unknown("time.Time.Format()") }

func (t Time) String() string { return text.Unknown("time.Time.String()") }

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
