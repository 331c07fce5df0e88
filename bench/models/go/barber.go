// The sleeping barber: C customers come to a shop with S seats, and leave if all are taken.
package main

import "sync"

const (
	C = 3
	S = 1
)

type shop struct {
	mu      sync.Mutex
	waiting int
	closed  bool
	wake    *sync.Cond
	served  [C]chan bool
	queue   [C]int
}

func (s *shop) visit(c int) bool {
	s.mu.Lock()
	if s.waiting == S {
		s.mu.Unlock()
		return false
	}
	s.queue[s.waiting] = c
	s.waiting++
	s.wake.Signal()
	s.mu.Unlock()
	return <-s.served[c]
}

func (s *shop) work() {
	for {
		s.mu.Lock()
		for s.waiting == 0 && !s.closed {
			s.wake.Wait()
		}
		if s.waiting == 0 {
			s.mu.Unlock()
			return
		}
		c := s.queue[0]
		copy(s.queue[:], s.queue[1:])
		s.waiting--
		s.mu.Unlock()
		s.served[c] <- true
	}
}

func main() {
	s := &shop{}
	s.wake = sync.NewCond(&s.mu)
	for c := range s.served {
		s.served[c] = make(chan bool)
	}
	done := make(chan bool)
	go func() {
		s.work()
		done <- true
	}()
	var wg sync.WaitGroup
	for c := 0; c < C; c++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.visit(c)
		}()
	}
	wg.Wait()
	s.mu.Lock()
	if s.waiting != 0 {
		panic("left in the shop")
	}
	s.closed = true
	s.wake.Signal()
	s.mu.Unlock()
	<-done
}
