// Package clock is time as the checker sees it: what has been armed may happen at any moment.
//
//chancheck:runtime
package clock

// Pause sleeps for a positive time.
func Pause()

// An Alarm goes off once each time it is armed (1), unless it is disarmed (0) before.
type Alarm struct {
	armed int
}

// NewAlarm is an armed alarm.
func NewAlarm() *Alarm { return &Alarm{armed: 1} }

// Fire waits until the alarm goes off.
func (a *Alarm) Fire()

// Set arms or disarms, and returns the state before.
func (a *Alarm) Set(armed int) int

// Disarm is Set(0) as part of the step at work.
func (a *Alarm) Disarm() { a.armed = 0 }

// Helper runs f in a goroutine that the program does not know of.
func Helper(f func())

// States of the channel of a timer.
const (
	None    = iota // not a timer's channel
	Unarmed        // gives nothing
	Once           // gives one value, at any moment from now on
	Expired        // gives one value now
	Ticking        // gives values again and again
)

// Arm makes the fresh channel c a timer's.
func Arm[T any](c chan T, state int)

// Rearm changes the state of a timer's channel and returns the one before.
func Rearm[T any](c chan T, state int) int
