//chancheck:expect panic
package main

import (
	"fmt"
	"sync"
)

func supervise(n int, jobs <-chan int, work func(int), fail func(any)) *sync.WaitGroup {
	var wg sync.WaitGroup
	var run func()
	run = func() {
		defer wg.Done()
		defer func() {
			if r := recover(); r != nil {
				fail(r)
				wg.Add(1)
				go func() { defer wg.Done(); run() }()
			}
		}()
		for j := range jobs {
			work(j)
		}
	}
	wg.Add(n)
	for range n {
		go run()
	}
	return &wg
}

func main() {
	jobs := make(chan int)
	var mu sync.Mutex
	var failed []any
	wg := supervise(2, jobs, func(j int) {
		if j == 2 {
			panic(fmt.Sprint("bad job ", j))
		}
	}, func(r any) { mu.Lock(); failed = append(failed, r); mu.Unlock() })
	for i := range 4 {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	if len(failed) != 1 {
		panic(len(failed))
	}
}
