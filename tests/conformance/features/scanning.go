package main

import (
	"fmt"
	"strings"
)

func main() {
	var a int
	var b string
	var f float64
	n, err := fmt.Sscan("42 hello 3.5", &a, &b, &f)
	fmt.Println(n, err, a, b, f)
	n, err = fmt.Sscanf("x=7,y=abc", "x=%d,y=%s", &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscanln("1 two\n3", &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscan("zz", &a)
	fmt.Println(n, err)
	n, err = fmt.Sscanf("5 q", "%d %d", &a, &a)
	fmt.Println(n, err)
	r := strings.NewReader("10 20\n30")
	var x, y, z int
	fmt.Println(fmt.Fscan(r, &x, &y, &z))
	fmt.Println(x, y, z)
	var c rune
	var bl bool
	var u uint8
	fmt.Println(fmt.Sscanf("A true 0xff", "%c %t %v", &c, &bl, &u))
	fmt.Println(c, bl, u)
	var h int
	fmt.Println(fmt.Sscanf("ff", "%x", &h))
	fmt.Println(h)
	var by []byte
	fmt.Println(fmt.Sscan("bytes", &by))
	fmt.Println(string(by))
	var q string
	fmt.Println(fmt.Sscanf(`"a b" rest`, "%q", &q))
	fmt.Println(q)
}
