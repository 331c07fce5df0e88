package main

import "fmt"

/* a general comment
   acts like a newline */

const Ünïcode, _x9, 世 = 1, 2, 3

type lines struct{ a, b int }

func literals() {
	fmt.Println(0b101, 0o17, 017, 0xBad_Face, 1_000, 'a', '\n', '\x41', '\u4e16', '\U0001F600', '\'', '\377')
	fmt.Println(1., .5, 1e3, 1_0.2_5e-1, 0x1p-2, 0x1.8p1, 0X_1FFFP-16)
	fmt.Println("\a\b\f\v\\\""[4:], `raw\n`, "日本語" == "\u65e5本\U00008a9e", "\xff\101", len(`a
b`))
}

func semicolons() {
	x := 1
	if x > 0 { x++ }
	s := []int{
		1,
		2,
	}
	l := lines{1,
		2}
	x++; x--
	fmt.Println(x, s, l); fmt.Println(Ünïcode, _x9, 世)
}

func precedence() {
	a, b, c := 7, 3, 2
	fmt.Println(a+b*c, a-b-c, a<<1+1, a&b|c^1, a&^b == 4, a%b*c, -a/c, !(a > b) || b > c && a > c, ^a&0xf)
	p := &a
	fmt.Println(-*p, 2**p, a /* in between */ + b)
}

func blank() {
	_, y := 1, 2
	var _ = y
	for range 2 {
		_ = y
	}
	fmt.Println(y)
}

// Predeclared identifiers are names like others.
func predeclared() {
	true, len := false, 5
	nil := "nothing"
	type int string
	var x int = "text"
	fmt.Println(true, len, nil, x)
	{
		x := x + "!"
		fmt.Println(x)
	}
	fmt.Println(x)
}

// A label, a field and a variable may have one name.
func labels() {
	var L struct{ L int }
L:
	for {
		for L.L < 3 {
			L.L++
			if L.L == 2 {
				break L
			}
		}
	}
	fmt.Println(L.L)
}

func main() {
	literals()
	semicolons()
	precedence()
	blank()
	predeclared()
	labels()
}
