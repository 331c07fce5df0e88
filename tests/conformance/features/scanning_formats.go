package main

import "fmt"

func main() {
	var a, h int
	var b, q string
	var c rune
	var yes bool
	var u uint8
	fmt.Println(fmt.Sscanf("x=7,y=abc", "x=%d,y=%s", &a, &b))
	fmt.Println(fmt.Sscanf("5 q", "%d %d", &a, &a))
	fmt.Println(fmt.Sscanf("A true 0xff", "%c %t %v", &c, &yes, &u))
	fmt.Println(fmt.Sscanf(`ff "a b" rest`, "%x %q", &h, &q))
	fmt.Println(a, b, c, yes, u, h, q)
}
