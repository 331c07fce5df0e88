//chancheck:expect proved
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	in := []int{1, 2, 3}
	out := make([]int, len(in))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(in) {
					return
				}
				out[i] = in[i] * in[i]
			}
		})
	}
	wg.Wait()
	fmt.Println(out)
}
