package main

import (
	"fmt"
)

type T struct{ n int }

func (t *T) Scan(s fmt.ScanState, verb rune) error {
	tok, err := s.Token(true, nil)
	t.n = len(tok)
	return err
}

type My int

func main() {
	var t T
	fmt.Println(fmt.Sscan(" word", &t))
	fmt.Println(t)
	var m My
	fmt.Println(fmt.Sscan("12", &m))
	fmt.Println(m)
	var w1, w2 string
	fmt.Println(fmt.Sscanf("hello world", "%3s%s", &w1, &w2))
	fmt.Println(w1, w2)
	var c complex128
	fmt.Println(fmt.Sscan("(1+2i)", &c))
	fmt.Println(c)
	var i any
	fmt.Println(fmt.Sscan("1", i))
	fmt.Println(fmt.Sscan("1", 5))
	var u8 uint8
	fmt.Println(fmt.Sscan("300", &u8))
}
