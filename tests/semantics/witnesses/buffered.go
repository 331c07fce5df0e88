// A buffered channel orders what is before a send and after its receive, and a receive from a closed one gives zero.
package main

import "fmt"

var x int

func main() {
	c := make(chan int, 1)
	go func() {
		x = 1
		c <- 7
		close(c)
	}()
	v, ok := <-c
	fmt.Println(x, v, ok)
	v, ok = 5, true
	v, ok = <-c
	fmt.Println(v, ok)
	var none chan int
	fmt.Println(len(none), len(c))
}
