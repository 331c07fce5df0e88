// What is done before a timer is set is seen by what it runs; Reset and Stop say whether it was armed.
package main

import (
	"context"
	"fmt"
	"time"
)

var x, y int

func main() {
	x = 1
	done := make(chan bool)
	t := time.AfterFunc(time.Second, func() {
		fmt.Println(x)
		done <- true
	})
	<-done
	x = 2
	fmt.Println(t.Reset(time.Second))
	<-done
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		y = 1
		cancel()
		cancel()
	}()
	if ctx.Err() != nil {
		fmt.Println(y, ctx.Err())
	}
	<-ctx.Done()
	fmt.Println(y, ctx.Err())
}
