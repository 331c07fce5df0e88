// Memory and the locks that guard it: held by whom, of which object, in which mode.
package races

import (
	"sync"
	"sync/atomic"
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

type rwAccount struct {
	mu      sync.RWMutex
	balance int
}

func TestRaceLockCopied(t *testing.T) {
	a := &account{}
	both(func() { b := *a; _ = b.balance }, func() { a.mu.Lock(); a.mu.Unlock() })
}

func TestNoRaceLockCopiedAfterUse(t *testing.T) {
	a := &account{}
	both(func() { a.add(1) }, func() { a.add(2) })
	b := *a
	_ = b.balance
	*a = account{}
}

func TestNoRaceFieldCopied(t *testing.T) {
	a := &account{}
	both(func() { _ = a.balance }, func() { a.mu.Lock(); a.mu.Unlock() })
}

func TestRaceWithUnlock(t *testing.T) {
	a := &account{}
	a.mu.Lock()
	both(func() { a.mu.Unlock() }, func() { *a = account{} })
}

func TestRaceWithTryLock(t *testing.T) {
	a := &account{}
	both(func() { a.mu.TryLock() }, func() { a.mu = sync.Mutex{} })
}

func TestRaceWithFailingTryLock(t *testing.T) {
	a := &account{}
	a.mu.Lock()
	both(func() { a.mu.TryLock() }, func() { b := account{}; b.mu.Lock(); *a = b })
}

func TestNoRaceLockReplacedBeforeOthersKnowIt(t *testing.T) {
	a := &account{}
	*a = account{balance: 1}
	both(func() { a.add(1) }, func() { a.add(2) })
}

func TestRaceReadLockOverwritten(t *testing.T) {
	a := &rwAccount{}
	both(func() { a.mu.RLock(); a.mu.RUnlock() }, func() { *a = rwAccount{} })
}

func TestRaceWriteLockOverwritten(t *testing.T) {
	a := &rwAccount{}
	both(func() { a.mu.Lock(); a.mu.Unlock() }, func() { a.mu = sync.RWMutex{} })
}

func TestRaceWithTryRLock(t *testing.T) {
	a := &rwAccount{}
	both(func() { a.mu.TryRLock() }, func() { a.mu = sync.RWMutex{} })
}

func TestNoRaceCopiedUnderReadLock(t *testing.T) {
	a := &rwAccount{}
	both(func() { a.mu.RLock(); b := *a; _ = b.balance; a.mu.RUnlock() }, func() { a.mu.Lock(); a.mu.Unlock() })
}

func TestRaceWaitGroupOverwritten(t *testing.T) {
	wg := &sync.WaitGroup{}
	both(func() { wg.Add(1) }, func() { *wg = sync.WaitGroup{} })
}

func TestRaceWaitGroupDoneOverwritten(t *testing.T) {
	wg := &sync.WaitGroup{}
	wg.Add(2)
	both(func() { wg.Done() }, func() { *wg = sync.WaitGroup{} })
}

func TestNoRaceWaitGroupUsedAgain(t *testing.T) {
	wg := &sync.WaitGroup{}
	for range 2 {
		wg.Add(1)
		go wg.Done()
		wg.Wait()
		*wg = sync.WaitGroup{}
	}
}

func TestRaceCondCopied(t *testing.T) {
	c := sync.NewCond(&sync.Mutex{})
	both(func() { c.Signal() }, func() { d := *c; _ = d.L })
}

func TestRaceCondOverwritten(t *testing.T) {
	c := sync.NewCond(&sync.Mutex{})
	both(func() { c.Broadcast() }, func() { *c = sync.Cond{} })
}

func TestNoRaceCondOfBoth(t *testing.T) {
	c := sync.NewCond(&sync.Mutex{})
	both(func() { c.Broadcast() }, func() { c.Signal(); _ = c.L })
}

func TestRaceMapOverwritten(t *testing.T) {
	m := &sync.Map{}
	both(func() { m.Store(1, 2) }, func() { *m = sync.Map{} })
}

func TestRaceMapCopied(t *testing.T) {
	m := &sync.Map{}
	both(func() { m.Store(1, 2) }, func() { n := *m; _ = &n })
}

func TestNoRaceMapOfBoth(t *testing.T) {
	m := &sync.Map{}
	both(func() { m.Load(1) }, func() { m.Clear() })
	*m = sync.Map{}
}

func TestRaceValueCopied(t *testing.T) {
	v := &atomic.Value{}
	both(func() { v.Store(1) }, func() { w := *v; _ = w })
}

func TestRaceValueOverwritten(t *testing.T) {
	v := &atomic.Value{}
	both(func() { v.CompareAndSwap(nil, 1) }, func() { *v = atomic.Value{} })
}

func TestNoRaceValueOfBoth(t *testing.T) {
	v := &atomic.Value{}
	both(func() { v.Store(1) }, func() { v.Swap(2) })
	w := *v
	_ = w
}

func TestRacePoolOverwritten(t *testing.T) {
	p := &sync.Pool{}
	both(func() { p.Put(1) }, func() { *p = sync.Pool{} })
}

func TestNoRacePoolOfBoth(t *testing.T) {
	p := &sync.Pool{}
	both(func() { p.Put(1) }, func() { p.Put(2) })
	*p = sync.Pool{}
}
