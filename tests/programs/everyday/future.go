//chancheck:expect proved
package main

import (
	"errors"
	"fmt"
	"sync"
)

type Future[T any] struct {
	done chan struct{}
	val  T
	err  error
}

func Async[T any](f func() (T, error)) *Future[T] {
	fu := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(fu.done)
		fu.val, fu.err = f()
	}()
	return fu
}

func (f *Future[T]) Get() (T, error) {
	<-f.done
	return f.val, f.err
}

func main() {
	a := Async(func() (int, error) { return 1, nil })
	b := Async(func() (string, error) { return "", errors.New("no") })
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			x, err := a.Get()
			if x != 1 || err != nil {
				panic("a")
			}
		})
	}
	_, err := b.Get()
	wg.Wait()
	fmt.Println(err)
}
