//chancheck:expect race panic deadlock
package main

import (
	"container/heap"
	"fmt"
	"sync"
	"time"
)

type task struct {
	at time.Duration
	f  func()
}
type queue []task

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at < q[j].at }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(task)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

type Sched struct {
	mu   sync.Mutex
	q    queue
	wake chan struct{}
	quit chan struct{}
	wg   sync.WaitGroup
}

func (s *Sched) Add(at time.Duration, f func()) {
	heap.Push(&s.q, task{at, f})
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Sched) run() {
	defer s.wg.Done()
	for {
		s.mu.Lock()
		var t *time.Timer
		var c <-chan time.Time
		if len(s.q) > 0 {
			t = time.NewTimer(s.q[0].at)
			c = t.C
		}
		s.mu.Unlock()
		select {
		case <-s.quit:
			return
		case <-s.wake:
		case <-c:
			s.mu.Lock()
			x := heap.Pop(&s.q).(task)
			s.mu.Unlock()
			x.f()
		}
	}
}

func main() {
	s := &Sched{wake: make(chan struct{}, 1), quit: make(chan struct{})}
	s.wg.Add(1)
	go s.run()
	ran := make(chan int, 2)
	s.Add(2, func() { ran <- 2 })
	s.Add(1, func() { ran <- 1 })
	fmt.Println(<-ran + <-ran)
	close(s.quit)
	s.wg.Wait()
}
