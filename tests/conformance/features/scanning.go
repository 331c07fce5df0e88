package main

import (
	"fmt"
	"strings"
)

func main() {
	var a, x, y, z int
	var b string
	var f float64
	n, err := fmt.Sscan("42 hello 3.5", &a, &b, &f)
	fmt.Println(n, err, a, b, f)
	n, err = fmt.Sscanln("1 two\n3", &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Sscan("zz", &a)
	fmt.Println(n, err)
	fmt.Println(fmt.Fscan(strings.NewReader("10 20\n30"), &x, &y, &z))
	fmt.Println(x, y, z)
}
