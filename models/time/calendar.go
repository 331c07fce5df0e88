package time

import (
	"internal/calendar"
	"internal/seen"
	"internal/text"
)

// onCalendar is the time for what needs a calendar; false if it is not known.
func (t Time) onCalendar() (calendar.Time, bool) {
	if !t.isKnown() || t.loc != nil && t.loc.unknown {
		return calendar.Time{}, false
	}
	sec, nsec := t.whole()
	name, offset := "UTC", 0
	if t.loc != nil && t.loc != Local {
		name, offset = t.loc.name, t.loc.offset
	}
	return calendar.Unix(sec, nsec).In(calendar.FixedZone(name, offset)), true
}

// fromCalendar is a time in a zone.
func fromCalendar(t calendar.Time, loc *Location) Time {
	return at(t.Unix(), int64(t.Nanosecond()), loc)
}

func (t Time) Clock() (hour, min, sec int) {
	if c, known := t.onCalendar(); known {
		return c.Clock()
	}
	return text.Choose(24), text.Choose(60), text.Choose(60)
}

func (t Time) Date() (year int, month Month, day int) {
	if c, known := t.onCalendar(); known {
		y, m, d := c.Date()
		return y, Month(m), d
	}
	return 2000 + text.Choose(2), Month(text.Choose(12) + 1), text.Choose(31) + 1
}

func (t Time) Second() int {
	if c, known := t.onCalendar(); known {
		_, _, second := c.Clock()
		return second
	}
	return text.Choose(60)
}

func (t Time) Minute() int {
	if c, known := t.onCalendar(); known {
		_, minute, _ := c.Clock()
		return minute
	}
	return text.Choose(60)
}

func (t Time) Hour() int {
	if c, known := t.onCalendar(); known {
		hour, _, _ := c.Clock()
		return hour
	}
	return text.Choose(24)
}

func (t Time) Day() int {
	if c, known := t.onCalendar(); known {
		_, _, day := c.Date()
		return day
	}
	return text.Choose(31) + 1
}

func (t Time) Month() Month {
	if c, known := t.onCalendar(); known {
		_, month, _ := c.Date()
		return Month(month)
	}
	return Month(text.Choose(12) + 1)
}

func (t Time) Year() int {
	if c, known := t.onCalendar(); known {
		year, _, _ := c.Date()
		return year
	}
	return 2000 + text.Choose(2)
}

func (t Time) YearDay() int {
	if c, known := t.onCalendar(); known {
		return c.YearDay()
	}
	return text.Choose(366) + 1
}

func (t Time) ISOWeek() (year, week int) {
	if c, known := t.onCalendar(); known {
		return c.ISOWeek()
	}
	return 2000 + text.Choose(2), text.Choose(53) + 1
}

func (t Time) Weekday() Weekday {
	if c, known := t.onCalendar(); known {
		return Weekday(c.Weekday())
	}
	return Weekday(text.Choose(7))
}

func (t Time) Zone() (name string, offset int) {
	if t.loc == nil || t.loc == Local {
		return "UTC", 0
	}
	return t.loc.name, t.loc.offset
}

func (t Time) AddDate(years, months, days int) Time {
	if c, known := t.onCalendar(); known {
		return fromCalendar(c.AddDate(years, months, days), t.loc)
	}
	return t
}

func (t Time) Truncate(d Duration) Time {
	if c, known := t.onCalendar(); known {
		return fromCalendar(c.Truncate(calendar.Duration(d)), t.loc)
	}
	return t
}

func (t Time) Round(d Duration) Time {
	if c, known := t.onCalendar(); known {
		return fromCalendar(c.Round(calendar.Duration(d)), t.loc)
	}
	return t
}

func (t Time) Format(layout string) string {
	if c, known := t.onCalendar(); known {
		return c.Format(layout)
	}
	return text.Unknown("time.Time.Format()")
}

// AppendFormat writes memory of the program's.
//
//chancheck:visible
func (t Time) AppendFormat(b []byte, layout string) []byte { return append(b, t.Format(layout)...) }

// String has the reading of the monotonic clock in it, where there is one.
func (t Time) String() string {
	switch {
	case t.ns != 0 || t.loc == somewhere:
		return text.Unknown("time.Time.String()")
	case t.IsZero() && t.loc == nil:
		return "0001-01-01 00:00:00 +0000 UTC"
	}
	return t.written()
}

//chancheck:kinds calendar
func (t Time) written() string {
	if c, known := t.onCalendar(); known {
		return c.String()
	}
	return text.Unknown("time.Time.String()")
}

func (t Time) MarshalText() ([]byte, error) {
	if c, known := t.onCalendar(); known {
		return c.MarshalText()
	}
	return []byte(text.Unknown("time.Time.MarshalText()")), nil
}

func (t Time) MarshalJSON() ([]byte, error) {
	if c, known := t.onCalendar(); known {
		return c.MarshalJSON()
	}
	return []byte(text.Unknown("time.Time.MarshalJSON()")), nil
}

func (t *Time) UnmarshalText(data []byte) error {
	var c calendar.Time
	if err := c.UnmarshalText(data); err != nil {
		return translated(err)
	}
	seen.Store(t, inItsZone(c))
	return nil
}

func (t *Time) UnmarshalJSON(data []byte) error {
	var c calendar.Time
	if err := c.UnmarshalJSON(data); err != nil {
		return translated(err)
	}
	if string(data) != "null" {
		seen.Store(t, inItsZone(c))
	}
	return nil
}

// inItsZone is a time that was read, in the zone that was read with it.
func inItsZone(c calendar.Time) Time {
	name, offset := c.Zone()
	if name == "UTC" && offset == 0 {
		return fromCalendar(c, nil)
	}
	return fromCalendar(c, FixedZone(name, offset))
}

// Parse finds a time in the text.
func Parse(layout, value string) (Time, error) { return ParseInLocation(layout, value, UTC) }

func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	if text.IsUnknown(value) || text.IsUnknown(layout) || loc.unknown {
		if text.Choose(2) == 1 {
			return Time{}, &ParseError{Layout: layout, Value: value}
		}
		return now(), nil
	}
	here := calendar.FixedZone(loc.name, loc.offset)
	c, err := calendar.ParseInLocation(layout, value, here)
	if err != nil {
		return Time{}, translated(err)
	}
	if name, offset := c.Zone(); name == loc.name && offset == loc.offset {
		return fromCalendar(c, inUTC(loc)), nil
	}
	return inItsZone(c), nil
}

func translated(err error) error {
	if e, is := err.(*calendar.ParseError); is {
		return &ParseError{e.Layout, e.Value, e.LayoutElem, e.ValueElem, e.Message}
	}
	return err
}

// A ParseError says that a text is no time.
type ParseError struct {
	Layout, Value, LayoutElem, ValueElem, Message string
}

func (e *ParseError) Error() string {
	c := calendar.ParseError{Layout: e.Layout, Value: e.Value, LayoutElem: e.LayoutElem, ValueElem: e.ValueElem, Message: e.Message}
	return c.Error()
}
