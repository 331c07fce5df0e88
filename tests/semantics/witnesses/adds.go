// Adds at a counter that is not zero, and below zero.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	x, y := 0, 0
	wg.Add(2)
	go func() {
		x = 1
		wg.Add(-1)
	}()
	go func() {
		y = 1
		wg.Add(1)
		wg.Add(-2)
	}()
	wg.Wait()
	fmt.Println(x, y)
	defer func() {
		fmt.Println(recover())
	}()
	wg.Add(-1)
}
