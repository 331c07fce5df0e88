package main

import "fmt"

func classify(n int) string {
	switch {
	case n < 0:
		return "neg"
	case n == 0:
		return "zero"
	case n < 10:
		fallthrough
	case n == 100:
		return "small or hundred"
	default:
		return "big"
	}
}

func main() {
	fmt.Println(classify(-1), classify(0), classify(5), classify(100), classify(50))
outer:
	for i := 0; i < 3; i++ {
		for j := 0; ; j++ {
			switch {
			case j == 1:
				continue
			case j > 3:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	switch x := 3; x {
	default:
		fmt.Println("default first")
	case 1, 2:
		fmt.Println("no")
	}
	switch {
	}
	n := 0
	for n < 3 {
		n++
	}
	for range 2 {
		n++
	}
	for i := range uint8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	for range "ab" {
		n++
	}
	for i := range [4]int{} {
		n += i
	}
	fmt.Println(n)
	var p *[3]int
	for i := range p {
		n += i
	}
	fmt.Println(n, len(p))
once:
	switch {
	default:
		if n > 0 {
			break once
		}
		fmt.Println("never")
	}
	s := []int{1, 2, 3}
	for i, v := range s {
		if i == 0 {
			s = append(s, 4)
			s[1] = 20
		}
		fmt.Print(v, " ")
	}
	fmt.Println(s)
sw:
	switch {
	case true:
		for {
			break sw
		}
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, j, " ")
	}
	var e any = 3
	switch e := e.(type) {
	case int:
		e++
		fmt.Println(e)
	}
	switch e {
	case "x", 3:
		fmt.Println("three")
	}
	switch f := func() bool { return false }; f() {
	case true:
		fmt.Println("true")
	case false:
		fmt.Println("false")
	}
}
