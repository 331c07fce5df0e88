package main

import (
	"fmt"
)

func main() {
	i := 0
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
loop:
	if i < 3 {
		fmt.Print("g", i, " ")
		i++
		goto loop
	}
	goto end
end:
	fmt.Println()
S:
	switch i {
	case 3:
		for {
			break S
		}
		fallthrough
	case 4:
		fmt.Println("4")
	}
	c := make(chan int, 1)
	c <- 1
Q:
	for {
		select {
		case <-c:
			fmt.Println("got")
		default:
			break Q
		}
	}
}
