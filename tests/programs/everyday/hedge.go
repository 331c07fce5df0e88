//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"
)

func hedge(ctx context.Context, calls ...func(context.Context) (string, error)) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type res struct {
		s   string
		err error
	}
	c := make(chan res, len(calls))
	for _, f := range calls {
		go func() {
			s, err := f(ctx)
			c <- res{s, err}
		}()
	}
	var errs error
	for range calls {
		r := <-c
		if r.err == nil {
			return r.s, nil
		}
		errs = errors.Join(errs, r.err)
	}
	return "", errs
}

func main() {
	slow := func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }
	fast := func(ctx context.Context) (string, error) { return "fast", nil }
	broken := func(ctx context.Context) (string, error) { return "", errors.New("broken") }
	s, err := hedge(context.Background(), slow, fast, broken)
	fmt.Println(s, err)
	if err != nil {
		panic(err)
	}
}
