//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type Job interface {
	ID() string
	Run(ctx context.Context) (Result, error)
}

type Result struct {
	JobID string
	Value int
	Took  time.Duration
}

type squareJob struct {
	id string
	n  int
}

func (j *squareJob) ID() string { return j.id }

func (j *squareJob) Run(ctx context.Context) (Result, error) {
	select {
	case <-ctx.Done():
		return Result{}, ctx.Err()
	default:
	}
	if j.n < 0 {
		return Result{}, fmt.Errorf("job %q: %w", j.id, errNegative)
	}
	return Result{JobID: j.id, Value: j.n * j.n}, nil
}

var errNegative = errors.New("negative input")

type Option func(*Pool)

func WithWorkers(n int) Option { return func(p *Pool) { p.workers = n } }

func WithErrorHandler(f func(Job, error)) Option { return func(p *Pool) { p.onError = f } }

type Pool struct {
	workers int
	jobs    chan Job
	results chan Result
	wg      sync.WaitGroup
	onError func(Job, error)

	mu     sync.Mutex
	failed map[string]error
}

func NewPool(opts ...Option) *Pool {
	p := &Pool{workers: 2, jobs: make(chan Job), failed: make(map[string]error)}
	for _, opt := range opts {
		opt(p)
	}
	p.results = make(chan Result, p.workers)
	return p
}

func (p *Pool) Start(ctx context.Context) {
	for i := 0; i < p.workers; i++ {
		p.wg.Add(1)
		go p.worker(ctx, i)
	}
	go func() {
		p.wg.Wait()
		close(p.results)
	}()
}

func (p *Pool) worker(ctx context.Context, id int) {
	defer p.wg.Done()
	for {
		select {
		case <-ctx.Done():
			return
		case job, ok := <-p.jobs:
			if !ok {
				return
			}
			start := time.Now()
			res, err := job.Run(ctx)
			if err != nil {
				p.fail(job, err)
				continue
			}
			res.Took = time.Since(start)
			select {
			case p.results <- res:
			case <-ctx.Done():
				return
			}
		}
	}
}

func (p *Pool) fail(job Job, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed[job.ID()] = err
	if p.onError != nil {
		p.onError(job, err)
	}
}

func (p *Pool) Submit(ctx context.Context, j Job) error {
	select {
	case p.jobs <- j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	p := NewPool(WithWorkers(2), WithErrorHandler(func(j Job, err error) {
		if !errors.Is(err, errNegative) && !errors.Is(err, context.DeadlineExceeded) {
			panic(fmt.Sprintf("unexpected error for %s: %v", j.ID(), err))
		}
	}))
	p.Start(ctx)
	go func() {
		defer close(p.jobs)
		for i, n := range []int{3, -1, 4} {
			if err := p.Submit(ctx, &squareJob{id: fmt.Sprint("job-", i), n: n}); err != nil {
				return
			}
		}
	}()
	sum := 0
	for r := range p.results {
		sum += r.Value
	}
	fmt.Println("sum", sum)
}
