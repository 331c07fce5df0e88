//chancheck:expect deadlock race
package acks

import (
	"sync"
	"testing"
	"time"
)

type client struct {
	t    *testing.T
	acks chan int
}

func (c *client) loop(n int) {
	for i := 0; i < n; i++ {
		select {
		case a, ok := <-c.acks:
			if !ok {
				c.t.Fatal("closed")
			}
			c.t.Logf("ack %d", a)
		case <-time.After(10 * time.Millisecond):
			c.t.Error("timeout")
			return
		}
	}
}

func TestFatalInGoroutine(t *testing.T) {
	c := &client{t: t, acks: make(chan int)}
	done := make(chan struct{})
	go func() {
		c.loop(2)
		close(done) // never closed if Fatal
	}()
	c.acks <- 1
	close(c.acks)
	<-done
}

func TestCleanup(t *testing.T) {
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait)
	c := &client{t: t, acks: make(chan int, 1)}
	wg.Add(1)
	go func() { defer wg.Done(); c.loop(1) }()
	c.acks <- 1
}

func TestParallel(t *testing.T) {
	cases := []struct {
		name string
		n    int
	}{{"one", 1}, {"two", 2}}
	seen := map[string]int{}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			t.Helper()
			seen[tc.name] = tc.n
		})
	}
}

func TestParallelFixed(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]int{}
	for _, name := range []string{"one", "two"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mu.Lock()
			defer mu.Unlock()
			seen[t.Name()]++
		})
	}
	t.Cleanup(func() {
		if len(seen) != 2 {
			t.Errorf("%v", seen)
		}
	})
}
