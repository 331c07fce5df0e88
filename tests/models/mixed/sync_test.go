package mixed

import (
	"os"
	"os/signal"
	"sync"
	"testing"
	"time"
)

func TestOnceInOnce(t *testing.T) {
	var outer, inner sync.Once
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			outer.Do(func() { inner.Do(func() { n++ }) })
			if n != 1 {
				t.Error("not done")
			}
		})
	}
	wg.Wait()
}

// found: deadlock
func TestTwoOncesCross(t *testing.T) {
	var a, b sync.Once
	var wg sync.WaitGroup
	wg.Go(func() { a.Do(func() { b.Do(func() {}) }) })
	wg.Go(func() { b.Do(func() { a.Do(func() {}) }) })
	wg.Wait()
}

func TestBroadcastWakesAll(t *testing.T) {
	c := sync.NewCond(new(sync.Mutex))
	ready := false
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			c.L.Lock()
			for !ready {
				c.Wait()
			}
			c.L.Unlock()
		})
	}
	c.L.Lock()
	ready = true
	c.L.Unlock()
	c.Broadcast()
	wg.Wait()
}

// found: deadlock
func TestSignalWakesOne(t *testing.T) {
	c := sync.NewCond(new(sync.Mutex))
	ready := false
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			c.L.Lock()
			for !ready {
				c.Wait()
			}
			c.L.Unlock()
		})
	}
	c.L.Lock()
	ready = true
	c.L.Unlock()
	c.Signal()
	wg.Wait()
}

func TestStopFromAnother(t *testing.T) {
	var wg sync.WaitGroup
	n := 0
	wg.Add(1)
	timer := time.AfterFunc(time.Millisecond, func() { n++; wg.Done() })
	go func() {
		if timer.Stop() {
			wg.Done()
		}
	}()
	wg.Wait()
	n++
}

// found: panic
func TestStopIsTakenForGranted(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	timer := time.AfterFunc(time.Millisecond, func() { wg.Done() })
	go func() {
		timer.Stop()
		wg.Done()
	}()
	wg.Wait()
}

func TestResetOrdersTheCall(t *testing.T) {
	x, done := 0, make(chan bool, 1)
	timer := time.AfterFunc(time.Hour, func() {
		x++
		done <- true
	})
	if timer.Stop() {
		x = 1
		timer.Reset(time.Millisecond)
	}
	<-done
}

// found: race
func TestWriteBesideTheCall(t *testing.T) {
	x, done := 0, make(chan bool, 1)
	timer := time.AfterFunc(time.Hour, func() {
		x++
		done <- true
	})
	timer.Reset(time.Millisecond)
	x = 1
	<-done
}

func TestResetAndStopByMany(t *testing.T) {
	timer := time.NewTimer(time.Millisecond)
	var wg sync.WaitGroup
	wg.Go(func() { timer.Reset(time.Millisecond) })
	wg.Go(func() { timer.Stop() })
	wg.Go(func() {
		select {
		case <-timer.C:
		default:
		}
	})
	wg.Wait()
	timer.Stop()
}

// found: deadlock
func TestReceiveFromAStoppedTimer(t *testing.T) {
	timer := time.NewTimer(time.Millisecond)
	go timer.Stop()
	<-timer.C
}

func TestCleanupsAndSubtestsOfMany(t *testing.T) {
	var mu sync.Mutex
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			t.Cleanup(func() { n++ })
			t.Run("sub", func(t *testing.T) {
				mu.Lock()
				defer mu.Unlock()
				n++
			})
		})
	}
	wg.Wait()
}

// found: race
func TestSubtestsShareACounter(t *testing.T) {
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { t.Run("sub", func(t *testing.T) { n++ }) })
	}
	wg.Wait()
}

func TestParallelSubtests(t *testing.T) {
	n := 0
	t.Cleanup(func() { n++ })
	for range 2 {
		t.Run("sub", func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() { t.Log("over") })
			_ = n
		})
	}
}

// found: panic
func TestLogAfterTheEnd(t *testing.T) {
	go t.Log("late")
}

func TestStopBeforeClose(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	signal.Stop(c)
	close(c)
}

// found: panic race
func TestCloseWithoutStop(t *testing.T) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	close(c)
}

// found: race
func TestMapKeysOrderNothing(t *testing.T) {
	var m sync.Map
	x := 0
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			m.Store(i, i)
			x++
		})
	}
	wg.Wait()
}

func TestMapHandsOver(t *testing.T) {
	var m sync.Map
	x := 0
	done := make(chan bool)
	go func() {
		x++
		m.Store(1, true)
		close(done)
	}()
	if _, ok := m.Load(1); ok {
		x++
	}
	<-done
}

func TestPoolHandsOver(t *testing.T) {
	pool := sync.Pool{New: func() any { return new(int) }}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			p := pool.Get().(*int)
			*p++
			pool.Put(p)
		})
	}
	wg.Wait()
}

// found: race
func TestUseAfterPut(t *testing.T) {
	pool := sync.Pool{New: func() any { return new(int) }}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			p := pool.Get().(*int)
			pool.Put(p)
			*p++
		})
	}
	wg.Wait()
}

// found: race
func TestNewIsSetLate(t *testing.T) {
	var pool sync.Pool
	done := make(chan bool)
	go func() { pool.Get(); close(done) }()
	pool.New = func() any { return 1 }
	<-done
}
