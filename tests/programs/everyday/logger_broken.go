//chancheck:expect race panic
package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
)

func main() {
	var buf bytes.Buffer

	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { fmt.Fprintf(&buf, "app: worker %d\n", i) })
	}
	wg.Wait()
	if n := strings.Count(buf.String(), "app: "); n != 2 {
		panic(n)
	}
	fmt.Println("ok")
}
