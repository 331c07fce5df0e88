// Memory and the locks that guard it: held by whom, of which object, in which mode.
package races

import (
	"sync"
	"testing"
)

type account struct {
	mu      sync.Mutex
	balance int
}

func (a *account) add(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += n
}

func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); f() }()
	go func() { defer wg.Done(); g() }()
	wg.Wait()
}

func TestNoRaceGuarded(t *testing.T) {
	a := &account{}
	both(func() { a.add(1) }, func() { a.add(2) })
}

func TestRaceOnceUnguarded(t *testing.T) {
	a := &account{}
	both(func() { a.add(1) }, func() { a.balance = 0 })
}

// Each of two accounts has a lock of its own.
func TestNoRaceTwoAccounts(t *testing.T) {
	a, b := &account{}, &account{}
	both(func() { a.add(1); b.add(1) }, func() { b.add(2); a.add(2) })
}

func TestRaceOtherAccountsLock(t *testing.T) {
	a, b := &account{}, &account{}
	both(func() { a.add(1) }, func() {
		b.mu.Lock()
		a.balance++
		b.mu.Unlock()
	})
}

func TestRaceLockOfEachOwn(t *testing.T) {
	n := 0
	f := func() {
		var mu sync.Mutex
		mu.Lock()
		n++
		mu.Unlock()
	}
	both(f, f)
}

func TestNoRaceLockBeside(t *testing.T) {
	n := 0
	var mu sync.Mutex
	f := func() {
		mu.Lock()
		n++
		mu.Unlock()
	}
	both(f, f)
}

// Whoever unlocks need not have locked.
func TestRaceUnlockedByAnother(t *testing.T) {
	a := &account{}
	locked := make(chan struct{})
	both(func() {
		a.mu.Lock()
		close(locked)
		a.balance++
	}, func() {
		<-locked
		a.mu.Unlock()
		a.add(1)
	})
}

func TestNoRaceUnlockedByAnother(t *testing.T) {
	a := &account{}
	locked := make(chan struct{})
	both(func() {
		a.mu.Lock()
		a.balance++
		close(locked)
	}, func() {
		<-locked
		a.mu.Unlock()
		a.add(1)
	})
}

// Both come to the same place, the one without the lock later.
func TestRaceSometimesLockedLately(t *testing.T) {
	a := &account{}
	c, d, e := make(chan bool, 2), make(chan bool, 2), make(chan bool, 2)
	c <- true
	c <- false
	f := func() {
		if <-c {
			a.mu.Lock()
		} else {
			e <- true
			<-e
			e <- true
			<-e
		}
		d <- true
		a.balance++
	}
	both(f, f)
}

func TestNoRaceLockedLately(t *testing.T) {
	a := &account{}
	c, d, e := make(chan bool, 2), make(chan bool, 2), make(chan bool, 2)
	c <- true
	c <- false
	f := func() {
		if <-c {
			a.mu.Lock()
		} else {
			e <- true
			<-e
			a.mu.Lock()
		}
		d <- true
		a.balance++
		a.mu.Unlock()
	}
	both(f, f)
}

func TestRaceSometimesLocked(t *testing.T) {
	n := 0
	var mu sync.Mutex
	c := make(chan bool, 2)
	c <- true
	c <- false
	f := func() {
		if <-c {
			mu.Lock()
			defer mu.Unlock()
		}
		n++
	}
	both(f, f)
}

func TestNoRaceAlwaysLocked(t *testing.T) {
	n := 0
	var mu sync.Mutex
	c := make(chan bool, 2)
	c <- true
	c <- false
	f := func() {
		if <-c {
			mu.Lock()
		} else {
			for !mu.TryLock() {
			}
		}
		n++
		mu.Unlock()
	}
	both(f, f)
}

func TestRaceLockOverwritten(t *testing.T) {
	a := &account{}
	both(func() {
		a.mu.Lock()
		a.mu = sync.Mutex{}
		a.balance++
	}, func() { a.add(1) })
}

func TestRaceWriteUnderReadLock(t *testing.T) {
	n := 0
	var rw sync.RWMutex
	f := func() {
		rw.RLock()
		n++
		rw.RUnlock()
	}
	both(f, f)
}

func TestNoRaceReadUnderReadLock(t *testing.T) {
	n := 0
	var rw sync.RWMutex
	both(func() {
		rw.RLock()
		_ = n
		rw.RUnlock()
	}, func() {
		rw.Lock()
		n++
		rw.Unlock()
	})
}

func TestRaceUnlockedTooSoon(t *testing.T) {
	m := map[string]int{}
	var mu sync.Mutex
	f := func() {
		mu.Lock()
		old := m["a"]
		mu.Unlock()
		m["a"] = old + 1
	}
	both(f, f)
}

func TestNoRaceCond(t *testing.T) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	n := 0
	both(func() {
		mu.Lock()
		for n == 0 {
			cond.Wait()
		}
		n--
		mu.Unlock()
	}, func() {
		mu.Lock()
		n++
		mu.Unlock()
		cond.Signal()
	})
}

func TestRaceAfterCond(t *testing.T) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	n := 0
	both(func() {
		mu.Lock()
		for n == 0 {
			cond.Wait()
		}
		mu.Unlock()
		n--
	}, func() {
		mu.Lock()
		n++
		mu.Unlock()
		cond.Signal()
		mu.Lock()
		n++
		mu.Unlock()
	})
}

// The goroutine of the test, which starts others, and one of these.
func TestNoRaceOfOneGoroutine(t *testing.T) {
	n := 0
	done := make(chan struct{})
	go func() { close(done) }()
	n++
	<-done
	n++
}

func TestRaceWithStarter(t *testing.T) {
	n := 0
	done := make(chan struct{})
	go func() { n++; close(done) }()
	n++
	<-done
}
