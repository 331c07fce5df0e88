// The process ends with a status, whoever still runs; before that goroutines are counted.
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	block := make(chan bool)
	go func() { <-block }()
	fmt.Println(runtime.NumGoroutine())
	os.Exit(3)
}
