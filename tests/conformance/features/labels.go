package main

import (
	"fmt"
)

func main() {
L:
	for i := 0; i < 3; i++ {
		switch {
		case i == 1:
			continue L
		case i == 2:
			break L
		}
		fmt.Print(i, " ")
	}
	i := 0
loop:
	if i < 3 { fmt.Print("g", i, " "); i++; goto loop }
	goto end
end:
	fmt.Println()
B:
	{ if i == 3 { break B }; fmt.Println("not") }
S:
	switch i { case 3: for { break S }; fmt.Println("not") ; fallthrough; case 4: fmt.Println("4") }
	c := make(chan int, 1)
	c <- 1
Q:
	for { select { case <-c: fmt.Println("got"); default: break Q } }
	switch x := 5; { case x > 3: fmt.Println("big"); fallthrough; case x > 100: fmt.Println("fell"); default: fmt.Println("no") }
	switch i := i.(type) { }
}
