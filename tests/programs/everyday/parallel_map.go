//chancheck:expect proved
package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

func Map[T, U any](ctx context.Context, xs []T, n int, f func(context.Context, T) (U, error)) ([]U, error) {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(n)
	out := make([]U, len(xs))
	for i, x := range xs {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			y, err := f(ctx, x)
			out[i] = y
			return err
		})
	}
	return out, g.Wait()
}

func main() {
	bad := errors.New("odd")
	_, err := Map(context.Background(), []int{2, 4, 5}, 2, func(ctx context.Context, x int) (int, error) {
		if x%2 != 0 {
			return 0, bad
		}
		return x / 2, nil
	})
	if !errors.Is(err, bad) {
		panic(err)
	}
	fmt.Println(err)
}
