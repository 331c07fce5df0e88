package time

import "internal/clock"

func Sleep(d Duration) {
	if d > 0 {
		clock.Pause()
	}
}

// A Timer is either a channel that the runtime treats as a timer's, or an alarm with a helper that starts a function.
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
	c := make(chan Time)
	clock.Arm(c, armed(d))
	return &Timer{C: c, c: c}
}

func After(d Duration) <-chan Time { return NewTimer(d).C }

// AfterFunc calls f in a goroutine of its own each time the timer expires.
func AfterFunc(d Duration, f func()) *Timer {
	alarm := clock.NewAlarm()
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
		return t.alarm.Set(0) == 1
	case t.c == nil:
		panic("time: Stop called on uninitialized Timer")
	}
	return clock.Rearm(t.c, clock.Unarmed) != clock.Unarmed
}

// Reset reports whether the timer was armed.
func (t *Timer) Reset(d Duration) bool {
	switch {
	case t.alarm != nil:
		return t.alarm.Set(1) == 1
	case t.c == nil:
		panic("time: Reset called on uninitialized Timer")
	}
	return clock.Rearm(t.c, armed(d)) != clock.Unarmed
}

type Ticker struct {
	C <-chan Time
	c chan Time
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time)
	clock.Arm(c, clock.Ticking)
	return &Ticker{C: c, c: c}
}

func (t *Ticker) Stop() {
	if t.c != nil {
		clock.Rearm(t.c, clock.Unarmed)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.c == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	clock.Rearm(t.c, clock.Ticking)
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
