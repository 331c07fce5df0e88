//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	grid := []int{1, 2, 3}
	for range 2 {
		next := make([]int, len(grid))
		for i := range grid {
			wg.Add(1)
			go func() {
				defer wg.Done()
				next[i] = grid[i] + grid[(i+1)%len(grid)]
			}()
		}
		wg.Wait()
		grid = next
	}
	fmt.Println(grid)
	if grid[0] != 8 {
		panic("grid")
	}
}
