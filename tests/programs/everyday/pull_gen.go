//chancheck:expect proved
package main

import (
	"fmt"
	"iter"
	"sync"
)

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(numbers(5))
	defer stop()
	var mu sync.Mutex
	var wg sync.WaitGroup
	sum := 0
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			if v, ok := next(); ok {
				sum += v
			}
		})
	}
	wg.Wait()
	fmt.Println(sum)
}
