package sync

// A WaitGroup counts what is still to be done.
type WaitGroup struct {
	n, waiters, released int
}

// closely tells whether the steps of Add and Wait are to be told apart, as they are in Go.
func closely() bool

func (wg *WaitGroup) add(delta int)
func (wg *WaitGroup) done()
func (wg *WaitGroup) wait()

// count changes the counter. If it has become zero, the result is the number of those who wait.
func (wg *WaitGroup) count(delta int) int

// recheck panics if anything has changed since.
func (wg *WaitGroup) recheck(waiters int)

// wake lets those go who waited.
func (wg *WaitGroup) wake(waiters int)

// look notes a goroutine that has to wait.
func (wg *WaitGroup) look() bool

// sleep waits to be let go.
func (wg *WaitGroup) sleep()

func (wg *WaitGroup) Add(delta int) {
	if closely() {
		if waiters := wg.count(delta); waiters != 0 {
			wg.recheck(waiters)
			wg.wake(waiters)
		}
	} else {
		wg.add(delta)
	}
}

func (wg *WaitGroup) Done() {
	if closely() {
		wg.Add(-1)
	} else {
		wg.done()
	}
}

func (wg *WaitGroup) Wait() {
	if closely() {
		if wg.look() {
			wg.sleep()
		}
	} else {
		wg.wait()
	}
}

// Go calls f in a new goroutine. Nothing is done if f panics: the program ends then.
//
//chancheck:repanics
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}
