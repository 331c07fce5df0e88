//chancheck:expect proved
package main

import (
	"context"
	"fmt"
	"sync"
)

// waitCond waits for the condition until ctx is done.
func waitCond(ctx context.Context, c *sync.Cond, ready func() bool) error {
	stop := context.AfterFunc(ctx, func() {
		c.L.Lock()
		defer c.L.Unlock()
		c.Broadcast()
	})
	defer stop()
	for !ready() {
		c.Wait()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	mu.Lock()
	err := waitCond(ctx, c, func() bool { return false })
	mu.Unlock()
	fmt.Println(err)
}
