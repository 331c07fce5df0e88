//chancheck:expect race panic
package main

import (
	"bytes"
	"fmt"
	"sync"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string) string {
	b := pool.Get().(*bytes.Buffer)
	pool.Put(b)
	b.Reset()
	b.WriteString("hi ")
	b.WriteString(name)
	return b.String()
}

func main() {
	var wg sync.WaitGroup
	for _, n := range []string{"ann", "bob"} {
		wg.Go(func() {
			if s := render(n); s != "hi "+n {
				panic(s)
			}
		})
	}
	wg.Wait()
	fmt.Println("ok")
}
