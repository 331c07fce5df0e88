package time

import "internal/clock"

func Sleep(d Duration) {
	if until := clock.After(int64(d)); d > 0 && (until > clock.Present || !clock.Virtual()) {
		clock.Pause(0, until)
	}
}

// A Timer is either a channel that the runtime treats as a timer's, or an alarm with a helper: for a function, and for
// the buffered channel that a timer had before Go 1.23.
type Timer struct {
	C     <-chan Time
	c     chan Time
	alarm *clock.Alarm
}

// armed is the state of a channel that gives one value after d.
func armed(d Duration) int {
	if d <= 0 {
		return clock.Expired
	}
	return clock.Once
}

func NewTimer(d Duration) *Timer {
	if clock.Buffered() {
		c := make(chan Time, 1)
		return &Timer{C: c, alarm: filling(c, clock.NewAlarm(clock.After(int64(d))))}
	}
	c := make(chan Time)
	clock.Arm(c, armed(d), clock.After(int64(d)), 0)
	return &Timer{C: c, c: c}
}

// filling has a helper put a value into c, if there is room, whenever the alarm goes off.
func filling(c chan Time, alarm *clock.Alarm) *clock.Alarm {
	clock.Helper(func() {
		for {
			alarm.Fire()
			select {
			case c <- present():
			default:
			}
		}
	})
	return alarm
}

// present is the time that a timer gives. Where the clock moves when it is read, it is not a reading: timers that go off at
// one instant give the same.
func present() Time {
	if clock.Virtual() {
		return Time{ns: clock.Reading(clock.Now())}
	}
	return Time{ns: 1}
}

func After(d Duration) <-chan Time { return NewTimer(d).C }

// AfterFunc calls f in a goroutine of its own each time the timer expires.
func AfterFunc(d Duration, f func()) *Timer {
	alarm := clock.NewAlarm(clock.After(int64(d)))
	clock.Helper(func() {
		for {
			alarm.Fire()
			go f()
		}
	})
	return &Timer{alarm: alarm}
}

// Stop reports whether the timer was armed; nothing can be received from its channel any more.
func (t *Timer) Stop() bool {
	switch {
	case t.alarm != nil:
		return t.alarm.Set(clock.Off, 0, 0) != clock.Off
	case t.c == nil:
		panic("time: Stop called on uninitialized Timer")
	}
	return clock.Rearm(t.c, clock.Unarmed, 0, 0) != clock.Unarmed
}

// Reset reports whether the timer was armed.
func (t *Timer) Reset(d Duration) bool {
	switch {
	case t.alarm != nil:
		return t.alarm.Set(clock.Single, clock.After(int64(d)), 0) != clock.Off
	case t.c == nil:
		panic("time: Reset called on uninitialized Timer")
	}
	return clock.Rearm(t.c, armed(d), clock.After(int64(d)), 0) != clock.Unarmed
}

type Ticker struct {
	C     <-chan Time
	c     chan Time
	alarm *clock.Alarm // before Go 1.23
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	if clock.Buffered() {
		c := make(chan Time, 1)
		return &Ticker{C: c, alarm: filling(c, clock.NewTicking(clock.After(int64(d)), int64(d)))}
	}
	c := make(chan Time)
	clock.Arm(c, clock.Ticking, clock.After(int64(d)), int64(d))
	return &Ticker{C: c, c: c}
}

func (t *Ticker) Stop() {
	switch {
	case t.alarm != nil:
		t.alarm.Set(clock.Off, 0, 0)
	case t.c != nil:
		clock.Rearm(t.c, clock.Unarmed, 0, 0)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	switch {
	case t.alarm != nil:
		t.alarm.Set(clock.Again, clock.After(int64(d)), int64(d))
	case t.c == nil:
		panic("time: Reset called on uninitialized Ticker")
	default:
		clock.Rearm(t.c, clock.Ticking, clock.After(int64(d)), int64(d))
	}
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
