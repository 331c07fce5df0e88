// Package time models Go's clocks. With a clock (--time virtual) instants and durations are exact, and every run begins
// at the same moment. Without one (--time any) a timer that is armed may expire at any moment, and nobody knows how much
// time passes between two steps.
//
//chancheck:runtime
package time

import (
	"errors"
	"internal/clock"
	"internal/text"
)

// A Time is a time of the clock, where ns is not 0, or one of the calendar: that many seconds and nanoseconds after the
// zero time. Without a clock nothing is known of its times, and ns is 1.
type Time struct {
	ns   clock.Reading
	sec  int64
	nsec int64
	loc  *Location
}

const (
	shortest Duration = -1 << 63
	longest  Duration = 1<<63 - 1
)

// toEpoch is the number of seconds from 1970 to the zero time, century one that instants have room for.
const (
	toEpoch = -62135596800
	century = 100 * 365 * 86400
)

// millennium is the number of seconds from the zero time to about the year 1000.
const millennium = 1000 * 365 * 86400

func now() Time {
	if clock.Moving() {
		return Time{ns: clock.Read()}
	}
	if clock.Virtual() {
		return Time{ns: clock.Reading(clock.Now())}
	}
	return Time{ns: 1}
}

func Now() Time { return now() }

// at is a time of the calendar. Where there is a clock, those near its own are counted as its own.
//
//chancheck:makes calendar dated
func at(sec, nsec int64, loc *Location) Time {
	if text.IsUnknownInt(sec) || text.IsUnknownInt(nsec) {
		return now()
	}
	sec += nsec / 1000000000
	nsec %= 1000000000
	if nsec < 0 {
		sec--
		nsec += 1000000000
	}
	if sec == toEpoch && nsec == 0 {
		return Time{loc: loc}
	}
	if d := sec - clock.Epoch; clock.Virtual() && -century < d && d < century {
		return Time{ns: clock.Beginning + clock.Reading(d*1000000000+nsec), loc: loc}
	}
	return Time{sec: sec - toEpoch, nsec: nsec, loc: loc}
}

func Unix(sec int64, nsec int64) Time { return at(sec, nsec, Local) }

func UnixMilli(msec int64) Time { return Unix(msec/1000, msec%1000*1000000) }

func UnixMicro(usec int64) Time { return Unix(usec/1000000, usec%1000000*1000) }

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	for _, n := range [...]int{year, int(month), day, hour, min, sec, nsec} {
		if loc.unknown || text.IsUnknownInt(int64(n)) {
			return now()
		}
	}
	days := daysTo(year, int(month), day)
	return at((days*24+int64(hour))*3600+int64(min)*60+int64(sec-loc.offset), int64(nsec), inUTC(loc))
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
	leap := quotient(year, 4) - quotient(year, 100) + quotient(year, 400)
	return int64(365*year + leap + (153*(month-3)+2)/5 + day - 719469)
}

func quotient(x, y int) int {
	if x < 0 {
		return (x - y + 1) / y
	}
	return x / y
}

// some is any time; a negative one only between times one of which was moved.
func some(moved bool) Duration {
	d := Duration(text.Elapsed())
	if moved && d != 0 && text.Choose(2) == 1 {
		return -d
	}
	return d
}

func Since(t Time) Duration { return now().Sub(t) }

func Until(t Time) Duration { return t.Sub(now()) }

// isKnown tells whether it is more than a time of a clock that is not there.
func (t Time) isKnown() bool { return t.ns == 0 || clock.Virtual() }

// counted tells whether both are times of the clock.
func counted(t, u Time) bool { return t.ns != 0 && u.ns != 0 }

// isAncient tells whether it is a time of the calendar that lies before all of the clock's by more than a Duration can
// say. Such times need no date of the clock: an instant that is kept for its date grows old without end.
func (t Time) isAncient() bool { return t.ns == 0 && t.sec < millennium }

// apart is how much later t is than u, of which one is a time of the clock: seconds, and nanoseconds.
//
//chancheck:kinds dated
func apart(t, u Time) (sec, nsec int64) {
	s1, n1 := t.whole()
	s2, n2 := u.whole()
	return s1 - s2, n1 - n2
}

// whole is the number of seconds since 1970, and of nanoseconds after that.
func (t Time) whole() (sec, nsec int64) {
	if t.ns == 0 {
		return t.sec + toEpoch, t.nsec
	}
	d := int64(t.ns - clock.Beginning)
	sec, nsec = d/1000000000, d%1000000000
	if nsec < 0 {
		sec--
		nsec += 1000000000
	}
	return sec + clock.Epoch, nsec
}

func (t Time) Sub(u Time) Duration {
	switch {
	case t.ns != 0 && u.isAncient():
		return longest
	case u.ns != 0 && t.isAncient():
		return shortest
	case !t.isKnown() || !u.isKnown():
		return some(t.nsec != 0 || u.nsec != 0)
	case counted(t, u):
		return Duration(t.ns - u.ns)
	case t.ns == 0 && u.ns == 0:
		return between(t.sec-u.sec, t.nsec-u.nsec)
	}
	return between(apart(t, u))
}

// between is that many seconds and nanoseconds.
func between(sec, nsec int64) Duration {
	switch {
	case sec > int64(longest/Second)-1:
		return longest
	case sec < int64(shortest/Second)+1:
		return shortest
	}
	return Duration(sec)*Second + Duration(nsec)
}

func (t Time) Add(d Duration) Time {
	switch {
	case !t.isKnown():
		t.nsec = 1 // moved
		return t
	case t.ns == 0:
		return t.shifted(d)
	case d > 0 && t.ns+clock.Reading(d) < t.ns:
		return Time{ns: 1<<63 - 1, loc: t.loc}
	}
	return Time{ns: t.ns + clock.Reading(d), loc: t.loc}
}

// shifted is a time of the calendar after d. How one that was the zero time is written is unknown: programs have no
// calendar only for that.
func (t Time) shifted(d Duration) Time {
	if text.IsUnknownInt(int64(d)) {
		return now()
	}
	if t.IsZero() {
		t.loc = somewhere
	}
	ancient := t.isAncient()
	t.sec += int64(d / Second)
	t.nsec += int64(d % Second)
	if ancient && !t.isAncient() {
		t.sec = int64(text.UnknownInt("time.Time.Add()", 0))
	}
	switch {
	case t.nsec < 0:
		t.sec--
		t.nsec += 1000000000
	case t.nsec >= 1000000000:
		t.sec++
		t.nsec -= 1000000000
	}
	return t
}

func (t Time) IsZero() bool { return t.ns == 0 && t.sec == 0 && t.nsec == 0 }

// unknown tells whether the order of two times can be any.
func unknown(t, u Time) bool { return !(t.isKnown() && u.isKnown()) && !t.IsZero() && !u.IsZero() }

// order is negative if t is before u, and positive if it is after.
func order(t, u Time) int64 {
	if counted(t, u) || !t.isKnown() || !u.isKnown() {
		return int64(t.ns - u.ns) // the zero time is before all others
	}
	sec, nsec := t.sec-u.sec, t.nsec-u.nsec
	switch {
	case t.isAncient() && u.ns != 0:
		return -1
	case u.isAncient() && t.ns != 0:
		return 1
	case t.ns != 0 || u.ns != 0:
		sec, nsec = apart(t, u)
	}
	if sec != 0 {
		return sec
	}
	return nsec
}

func (t Time) Before(u Time) bool {
	if unknown(t, u) {
		return text.Choose(2) == 1
	}
	return order(t, u) < 0
}

func (t Time) After(u Time) bool { return u.Before(t) }

func (t Time) Equal(u Time) bool {
	if unknown(t, u) {
		return text.Choose(2) == 1
	}
	return order(t, u) == 0
}

func (t Time) Compare(u Time) int {
	if unknown(t, u) {
		return text.Choose(3) - 1
	}
	switch n := order(t, u); {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func (t Time) Unix() int64 { return t.count(1) }

func (t Time) UnixMilli() int64 { return t.count(1000) }

func (t Time) UnixMicro() int64 { return t.count(1000000) }

func (t Time) UnixNano() int64 { return t.count(1000000000) }

// count is the time since 1970, in a fraction of a second.
func (t Time) count(perSecond int64) int64 {
	if !t.isKnown() {
		return int64(text.UnknownInt("the time of day", 0))
	}
	sec, nsec := t.whole()
	return sec*perSecond + nsec/(1000000000/perSecond)
}

func (t Time) Nanosecond() int {
	if !t.isKnown() {
		return text.UnknownInt("time.Time.Nanosecond()", 0)
	}
	_, nsec := t.whole()
	return int(nsec)
}

// A Location is a time zone. Those with a name that is not UTC or Local are unknown.
type Location struct {
	name    string
	offset  int
	unknown bool
}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

var UTC = &Location{name: "UTC"}

var somewhere = &Location{name: "UTC", unknown: true}

// Local is the zone of a machine whose clock shows UTC.
var Local = &Location{name: "Local"}

func FixedZone(name string, offset int) *Location { return &Location{name: name, offset: offset} }

func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	if text.Choose(2) == 1 {
		return nil, errors.New("unknown time zone " + name)
	}
	return &Location{name: name, unknown: true}, nil
}

// inUTC is what a time keeps of its zone: nothing if it is UTC.
func inUTC(loc *Location) *Location {
	if loc == UTC {
		return nil
	}
	return loc
}

func (t Time) UTC() Time { return t.In(UTC) }

func (t Time) Local() Time { return t.In(Local) }

//chancheck:makes calendar
func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.loc = inUTC(loc)
	return t
}

func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

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
