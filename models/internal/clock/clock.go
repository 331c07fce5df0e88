// Package clock is time as the checker sees it. Without a clock (--time any) what has been armed may happen at any
// moment; with one (--time virtual, --time exact) it happens at its instant, and time passes only when no goroutine can
// run. With --time exact a reading of the clock takes a nanosecond too.
//
//chancheck:runtime
package clock

// Virtual tells whether there is a clock.
func Virtual() bool

// Moving tells whether the clock moves when it is read.
func Moving() bool

// Buffered tells whether timers are those before Go 1.23: goroutines that put values into buffered channels.
func Buffered() bool

// Scheduled: goroutines share processors. What the program sees of time without waiting for it has then to be said, since
// alarms go off only while a processor is free.
const Scheduled = false

// An Instant is a number of nanoseconds, counted so that the present is always Present; 0 is no instant. Without a
// clock all instants are 0.
type Instant int64

// A Reading is what a program reads from the clock. Readings follow each other, also within one instant; otherwise they
// are counted as Instants are. So what one goroutine reads is nothing to the timers of another.
type Reading int64

const Present Instant = 1 << 60

const (
	Epoch = 946684800 // seconds from 1970 to the beginning of every run, as in testing/synctest
	never = 1<<63 - 1
	late  = 1000 // nanoseconds after its instant at which a timer fires, where the clock moves when it is read
)

// passing keeps a goroutine that lets time pass; it is there in programs that ask for instants.
var passing = start()

func start() bool {
	if Virtual() {
		Helper(func() {
			for {
				pass(0, &readings)
			}
		})
	}
	return true
}

// Readings of the clock since it last jumped. step: by how much the next one moves the clock, where the program only
// waits for time to pass by reading it again and again. lead: nanoseconds since the jump. yielded: how often a goroutine
// gave way since the jump where no other one could run.
type Readings struct {
	count   int
	step    int
	lead    int
	yielded int
}

var readings = Readings{step: 1}

// pass waits until no goroutine can run, and lets the clock jump to the next instant for which one waits. There is no
// object that it waits on.
func pass(nothing int, r *Readings)

// read is the present, so many nanoseconds after any earlier reading.
func read(nothing int, r *Readings, takes int) Reading

// Read is a reading of the clock by the program.
func Read() Reading { return read(0, &readings, 1) }

// yield lets other goroutines run. Where none can, it counts, so that time passes in the end.
func yield(nothing int, r *Readings)

// Yield lets other goroutines run, where the clock moves when it is read.
func Yield() { yield(0, &readings) }

// Rest waits until nobody can go on at the present instant.
func Rest() {
	come := make(chan struct{})
	Helper(func() {
		rest()
		close(come)
	})
	<-come
}

// Calm is Rest, and tells how many goroutines there are then.
func Calm() int {
	come := make(chan int, 1)
	Helper(func() { come <- calm() })
	return <-come
}

func rest()

func calm() int

// Beginning is when the run began.
var Beginning = Reading(Now())

// Now is the present. It is no reading.
func Now() Instant {
	if !Virtual() || !passing {
		return 0
	}
	return Present
}

// After is the instant in d nanoseconds; those in the past are the present. Where the clock moves when it is read a timer
// is set to whole microseconds, and one that is as short as computation is due at once.
func After(d int64) Instant {
	switch {
	case !Virtual() || !passing:
		return 0
	case d <= 0:
		return Present
	case d >= never-int64(Present)-2*late:
		return never
	case Moving() && d <= late:
		read(0, &readings, int(d))
		return Present
	case Moving():
		return Present + Instant((d+late-1)/late*late+late)
	}
	return Present + Instant(d)
}

// Pause sleeps until an instant that lies in the future. Nobody else has to do with it: there is no object.
func Pause(nothing int, until Instant)

// States of an Alarm.
const (
	Off    = iota
	Single // goes off once
	Again  // goes off every period
)

// An Alarm goes off when it is armed and its instant has come.
type Alarm struct {
	armed  int
	when   Instant
	period int64
}

// NewAlarm is an armed alarm.
func NewAlarm(when Instant) *Alarm { return &Alarm{armed: Single, when: when} }

// NewTicking is an alarm that goes off again and again.
func NewTicking(when Instant, period int64) *Alarm {
	return &Alarm{armed: Again, when: when, period: period}
}

// Fire waits until the alarm goes off.
func (a *Alarm) Fire()

// Await is Fire at no known instant, for what comes from outside: time need not wait for it.
func (a *Alarm) Await()

// Set changes the alarm, and returns whether it was armed before.
func (a *Alarm) Set(armed int, when Instant, period int64) int

// Disarm is Set as part of the step at work.
func (a *Alarm) Disarm() {
	a.armed = Off
	a.when = 0
}

// Helper runs f in a goroutine that the program does not know of.
func Helper(f func())

// States of the channel of a timer.
const (
	None    = iota // not a timer's channel
	Unarmed        // gives nothing
	Once           // gives one value, at its instant; without a clock at any moment from now on
	Expired        // gives one value now
	Ticking        // gives values again and again
)

// Arm makes the fresh channel c a timer's.
func Arm[T any](c chan T, state int, when Instant, period int64)

// Rearm changes the state of a timer's channel and returns the one before.
func Rearm[T any](c chan T, state int, when Instant, period int64) int
