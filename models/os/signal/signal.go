// Package signal models signals: one that a program listens for may come once, at any moment, or never.
//
//chancheck:runtime
package signal

import (
	"context"
	"internal/clock"
	"internal/text"
	"os"
	"sync"
)

type subscription struct {
	c       chan<- os.Signal
	alarm   *clock.Alarm
	stopped bool
}

var subscriptions []*subscription

// delivery is held while a signal is handed out: after Stop has returned none comes any more.
var delivery sync.Mutex

// Notify lets a helper deliver one of the signals to c, without waiting for room. The slice may be the program's.
//
//chancheck:visible
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	if len(sig) == 0 {
		sig = []os.Signal{os.Interrupt}
	}
	notify(c, append([]os.Signal(nil), sig...))
}

func notify(c chan<- os.Signal, sig []os.Signal) {
	s := &subscription{c: c, alarm: clock.NewAlarm(0)}
	delivery.Lock()
	subscriptions = append(subscriptions, s)
	delivery.Unlock()
	clock.Helper(func() {
		s.alarm.Await()
		delivery.Lock()
		defer delivery.Unlock()
		if s.stopped {
			return
		}
		select {
		case s.c <- sig[text.Choose(len(sig))]:
		default:
		}
	})
}

func Stop(c chan<- os.Signal) {
	delivery.Lock()
	defer delivery.Unlock()
	var others []*subscription
	for _, s := range subscriptions {
		if s.c == c {
			s.stopped = true
			s.alarm.Disarm()
		} else {
			others = append(others, s)
		}
	}
	subscriptions = others
}

func Ignore(sig ...os.Signal) {}

func Reset(sig ...os.Signal) {}

func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	alarm := clock.NewAlarm(0)
	clock.Helper(func() {
		alarm.Await()
		cancel()
	})
	return ctx, func() {
		alarm.Disarm()
		cancel()
	}
}
