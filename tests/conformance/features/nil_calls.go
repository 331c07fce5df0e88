// Calls that go and defer prepare: which of their parts panic at the statement itself.
package main

import "fmt"

type S interface{ Run(n int) }
type T struct{ n int }

func (t T) Get()         { fmt.Println(t.n) }
func (t *T) Ptr()        { fmt.Println("ptr", t == nil) }
func (t *T) Run(n int)   {}
type E struct{ S }
func try(name string, f func()) {
	defer func() { fmt.Println(name, recover() != nil) }()
	f()
}
func main() {
	var s S
	var t *T
	var fn func(int)
	var e *E
	var e2 E
	try("defer iface", func() { func() { defer s.Run(1); fmt.Println("after") }() })
	try("defer embedded", func() { func() { defer e.Run(1); fmt.Println("after") }() })
	try("defer embedded nil", func() { func() { defer e2.Run(1); fmt.Println("after") }() })
	try("defer val", func() { func() { defer t.Get(); fmt.Println("after") }() })
	try("defer nil func", func() { func() { defer fn(1); fmt.Println("after") }() })
	try("go iface", func() { go s.Run(2) })
	try("go embedded", func() { go e2.Run(2) })
	try("go val", func() { go t.Get() })
	try("go bound", func() { g := t.Get; go g() })
	s = t
	done := make(chan bool)
	try("fine", func() { go func() { defer close(done); defer s.Run(1) }(); <-done })
	try("fine", func() { go s.Run(1) })
}
