//chancheck:expect proved
package main

import (
	"bytes"
	"fmt"
	"log"
	"strings"
	"sync"
)

func main() {
	var buf bytes.Buffer
	l := log.New(&buf, "app: ", 0)
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { l.Printf("worker %d", i) })
	}
	wg.Wait()
	if n := strings.Count(buf.String(), "app: "); n != 2 {
		panic(n)
	}
	fmt.Println("ok")
}
