//chancheck:expect proved
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

var ErrBad = errors.New("bad line")

func produce(lines []string) io.ReadCloser {
	r, w := io.Pipe()
	go func() {
		for _, l := range lines {
			if l == "" {
				w.CloseWithError(ErrBad)
				return
			}
			if _, err := io.WriteString(w, l+"\n"); err != nil {
				return
			}
		}
		w.Close()
	}()
	return r
}

func first(lines []string, n int) (out []string, err error) {
	r := produce(lines)
	defer r.Close()
	s := bufio.NewScanner(r)
	for len(out) < n && s.Scan() {
		out = append(out, s.Text())
	}
	return out, s.Err()
}

func main() {
	fmt.Println(first([]string{"a", "b", "c"}, 2))
	out, err := first([]string{"a", ""}, 5)
	if len(out) != 1 || !errors.Is(err, ErrBad) {
		panic(fmt.Sprint(out, err))
	}
}
