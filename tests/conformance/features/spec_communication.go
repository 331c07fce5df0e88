package main

import (
	"fmt"
	"sync"
	"time"
)

func ch(s string, c chan int) chan int { fmt.Print(s, " "); return c }
func v(s string, x int) int            { fmt.Print(s, " "); return x }

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	var n chan int
	a <- 1
	arr := []int{0, 0}
	select {
	case arr[v("idx", 0)] = <-ch("a", a):
		fmt.Println("recv", arr)
	case ch("n", n) <- v("val", 2):
		fmt.Println("never")
	case x, ok := <-ch("nil", n):
		fmt.Println("never", x, ok)
	}
	select {
	case x := <-b:
		fmt.Println(x)
	default:
		fmt.Println("default")
	}
	close(b)
	m := map[string]bool{}
	var x int
	select {
	case x, m["ok"] = <-b:
	}
	fmt.Println(x, m)
	for i := 0; i < 2; i++ {
		select {
		case a <- i:
			fmt.Println("sent", i)
		case r := <-a:
			fmt.Println("got", r)
		}
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		select {
		case b <- 1:
		default:
			fmt.Println("no")
		}
	}()
	var wg sync.WaitGroup
	res := make([]int, 3)
	for i := range res {
		wg.Go(func() { res[i] = i * i })
	}
	wg.Wait()
	fmt.Println(res)
	done := make(chan struct{})
	data := make(chan int)
	go func() {
		defer close(done)
		for x := range data {
			fmt.Print(x, ",")
		}
		fmt.Println("drained")
	}()
	for i := range 3 {
		data <- i
	}
	close(data)
	<-done
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Stop())
	var mu sync.RWMutex
	mu.RLock()
	fmt.Println(mu.TryLock(), mu.TryRLock())
	mu.RUnlock()
	mu.RUnlock()
	fmt.Println(mu.TryLock(), mu.TryRLock(), mu.TryLock())
	mu.Unlock()
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		var o sync.Once
		defer func() { o.Do(func() { fmt.Println("not again") }) }()
		o.Do(func() { panic("in once") })
	}()
	cs := make(chan chan int, 1)
	c := make(chan int, 1)
	cs <- c
	(<-cs) <- 5
	fmt.Println(<-c, len(cs))
	func() {
		defer func() { fmt.Println(recover()) }()
		var wg sync.WaitGroup
		wg.Done()
	}()
L:
	for {
		select {
		case <-time.After(time.Millisecond):
			break L
		}
	}
}
