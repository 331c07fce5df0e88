package fetch

import (
	"testing"
	"time"
)

func TestFirst(t *testing.T) {
	mirror := func() string { return "picture" }
	answer, err := First([]func() string{mirror, mirror}, time.Second)
	if err != nil || answer != "picture" {
		t.Fatal(answer, err)
	}
}
