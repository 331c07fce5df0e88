// Looked at closely: several wait; another round; a counter below zero.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	x, y := 0, 0
	wg.Add(2)
	done := make(chan int)
	go func() {
		wg.Wait()
		done <- x + y
	}()
	go func() {
		x = 1
		wg.Add(1)
		wg.Add(-2)
	}()
	go func() {
		y = 1
		wg.Done()
	}()
	wg.Wait()
	fmt.Println(x+y, <-done)
	wg.Add(1)
	go func() {
		x = 2
		wg.Done()
	}()
	wg.Wait()
	defer func() { fmt.Println(x, recover()) }()
	wg.Done()
}
