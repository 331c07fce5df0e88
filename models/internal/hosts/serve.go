package hosts

import "internal/clock"

// nothing is never armed.
var nothing clock.Alarm

// Serve lets clients come, each at any moment, until done is closed. visit answers one. A run has few of them, but a program may
// wait for a further one, or for stop: a goroutine that only shows both leads on from where the run ended
// (verdict/visitors.py).
func Serve(visit, stop func(), done <-chan struct{}) {
	for range Clients() {
		go visit()
	}
	if Clients() > 0 {
		show(visit, stop)
	}
	clients := clock.NewTicking(0, 0)
	for {
		clients.Await()
		select {
		case <-done:
			return
		default:
		}
	}
}

func show(visit, stop func()) {
	clock.Helper(func() {
		nothing.Await()
		keep(visit, stop)
	})
}

func keep(visit, stop func()) {}
