// Five sources with four values each are merged into one channel; the last source closes it.
package main

import "sync"

const (
	Sources = 5
	Values  = 4
)

func source(n int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 0; i < Values; i++ {
			out <- n*Values + i
		}
	}()
	return out
}

func merged(inputs []<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, in := range inputs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range in {
				out <- v
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func main() {
	inputs := make([]<-chan int, Sources)
	for n := range inputs {
		inputs[n] = source(n)
	}
	sum := 0
	for v := range merged(inputs) {
		sum += v
	}
	if sum != Sources*Values*(Sources*Values-1)/2 {
		panic("a value was lost")
	}
}
