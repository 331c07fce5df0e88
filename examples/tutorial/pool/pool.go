// Package pool runs jobs in a fixed number of workers.
package pool

import "sync"

// Pool is a fixed number of workers.
type Pool struct {
	jobs chan func() error
	wg   sync.WaitGroup

	mu   sync.Mutex
	errs []error
}

// New starts n workers.
func New(n int) *Pool {
	p := &Pool{jobs: make(chan func() error)}
	for i := 0; i < n; i++ {
		p.wg.Add(1)
		go p.work()
	}
	return p
}

func (p *Pool) work() {
	defer p.wg.Done()
	for job := range p.jobs {
		if err := job(); err != nil {
			p.mu.Lock()
			p.errs = append(p.errs, err)
			p.mu.Unlock()
			return
		}
	}
}

// Do gives a job to a worker.
func (p *Pool) Do(job func() error) { p.jobs <- job }

// Wait waits for all jobs.
func (p *Pool) Wait() []error {
	close(p.jobs)
	p.wg.Wait()
	return p.errs
}
