// Package fetch asks several mirrors and takes the first answer.
package fetch

import (
	"errors"
	"time"
)

var ErrTimeout = errors.New("fetch: no mirror answered")

// First returns the first answer of the mirrors.
func First(mirrors []func() string, patience time.Duration) (string, error) {
	answers := make(chan string)
	for _, ask := range mirrors {
		go func() { answers <- ask() }()
	}
	select {
	case answer := <-answers:
		return answer, nil
	case <-time.After(patience):
		return "", ErrTimeout
	}
}
