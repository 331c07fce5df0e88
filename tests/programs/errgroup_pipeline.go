//chancheck:expect proved
package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"
)

type line struct {
	no   int
	text string
}

type counted struct {
	line
	words int
}

func produce(ctx context.Context, src string, out chan<- line) error {
	defer close(out)
	sc := bufio.NewScanner(strings.NewReader(src))
	for no := 1; sc.Scan(); no++ {
		select {
		case out <- line{no, sc.Text()}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return sc.Err()
}

func count(ctx context.Context, in <-chan line, out chan<- counted) error {
	for l := range in {
		if strings.TrimSpace(l.text) == "" {
			return fmt.Errorf("line %d is blank", l.no)
		}
		c := counted{l, len(strings.Fields(l.text))}
		select {
		case out <- c:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func main() {
	g, ctx := errgroup.WithContext(context.Background())
	lines := make(chan line)
	counts := make(chan counted)
	g.Go(func() error { return produce(ctx, "a b c\nd e\n", lines) })
	workers, wctx := errgroup.WithContext(ctx)
	for range 2 {
		workers.Go(func() error { return count(wctx, lines, counts) })
	}
	g.Go(func() error {
		defer close(counts)
		return workers.Wait()
	})
	var buf bytes.Buffer
	total := 0
	g.Go(func() error {
		for c := range counts {
			total += c.words
			fmt.Fprintf(&buf, "%d:%d ", c.no, c.words)
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		fmt.Println("error:", err)
		return
	}
	fmt.Println(total, buf.Len() > 0)
}
