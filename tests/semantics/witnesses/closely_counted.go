// Looked at closely: Adds of several goroutines from zero, and a Wait.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	x := 0
	for range 2 {
		go func() {
			wg.Add(1)
			x = 1
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println(x)
}
