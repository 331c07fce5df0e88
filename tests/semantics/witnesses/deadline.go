// The deadline counts if it is first: a later call of the CancelFunc does not change Err. Done alone orders what was written
// before a CancelFunc was called.
package main

import (
	"context"
	"fmt"
	"time"
)

var x int

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	<-ctx.Done()
	cancel()
	fmt.Println(ctx.Err())
	ctx, cancel = context.WithCancel(context.Background())
	go func() {
		x = 1
		cancel()
	}()
	<-ctx.Done()
	fmt.Println(x)
}
