// A queue with Mutex and Cond: three workers, five jobs, results under a lock of their own, and an orderly end.
package main

import "sync"

const (
	Workers = 3
	Jobs    = 5
)

type queue struct {
	mu     sync.Mutex
	some   *sync.Cond
	jobs   []int
	closed bool
}

func (q *queue) put(job int) {
	q.mu.Lock()
	q.jobs = append(q.jobs, job)
	q.mu.Unlock()
	q.some.Signal()
}

func (q *queue) take() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.jobs) == 0 && !q.closed {
		q.some.Wait()
	}
	if len(q.jobs) == 0 {
		return 0, false
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	return job, true
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.some.Broadcast()
}

func main() {
	q := &queue{}
	q.some = sync.NewCond(&q.mu)
	var mu sync.Mutex
	results := map[int]int{}
	var wg sync.WaitGroup
	for w := 0; w < Workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				job, ok := q.take()
				if !ok {
					return
				}
				mu.Lock()
				results[job] = job * job
				mu.Unlock()
			}
		}()
	}
	for j := 0; j < Jobs; j++ {
		q.put(j)
	}
	q.close()
	wg.Wait()
	if len(results) != Jobs {
		panic("a job was lost")
	}
}
