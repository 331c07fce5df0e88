// Package calendar is package time of Go's own source, for what needs a calendar. Without a toolchain nothing is known.
//
//chancheck:fallback
//chancheck:source time
package calendar

import "internal/text"

type Month int

type Weekday int

type Duration int64

type Location struct{}

type Time struct{}

type ParseError struct {
	Layout, Value, LayoutElem, ValueElem, Message string
}

func (e *ParseError) Error() string {
	return "parsing time " + text.Quote(e.Value) + " as " + text.Quote(e.Layout) + ": cannot parse " + text.Unknown("the text of an error of time.Parse")
}

var utcLoc Location

func fixedZone(name string, offset int) *Location { return &Location{} }

func Unix(sec int64, nsec int64) Time { return Time{} }

func (t Time) In(loc *Location) Time { return t }

func (t Time) Unix() int64 { return int64(text.UnknownInt("the time of day", 0)) }

func (t Time) Nanosecond() int { return text.UnknownInt("time.Time.Nanosecond()", 0) }

func (t Time) Zone() (name string, offset int) { return "UTC", 0 }

func (t Time) Clock() (hour, min, sec int) { return text.Choose(24), text.Choose(60), text.Choose(60) }

func (t Time) Date() (year int, month Month, day int) {
	return 2000 + text.Choose(2), Month(text.Choose(12) + 1), text.Choose(31) + 1
}

func (t Time) YearDay() int { return text.Choose(366) + 1 }

func (t Time) ISOWeek() (year, week int) { return 2000 + text.Choose(2), text.Choose(53) + 1 }

func (t Time) Weekday() Weekday { return Weekday(text.Choose(7)) }

func (t Time) AddDate(years, months, days int) Time { return t }

func (t Time) Truncate(d Duration) Time { return t }

func (t Time) Round(d Duration) Time { return t }

func (t Time) Format(layout string) string { return text.Unknown("time.Time.Format()") }

func (t Time) String() string { return text.Unknown("time.Time.String()") }

func (t Time) GoString() string { return text.Unknown("time.Time.GoString()") }

func (t Time) MarshalText() ([]byte, error) { return []byte(t.Format("")), nil }

func (t Time) MarshalJSON() ([]byte, error) { return []byte(t.Format("")), nil }

func (t *Time) UnmarshalText(data []byte) error { return parsed() }

func (t *Time) UnmarshalJSON(data []byte) error { return parsed() }

func Parse(layout, value string) (Time, error) { return Time{}, parsed() }

func ParseInLocation(layout, value string, loc *Location) (Time, error) { return Time{}, parsed() }

func parsed() error {
	if text.Choose(2) == 1 {
		return &ParseError{}
	}
	return nil
}
