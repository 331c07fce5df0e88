package pool

import (
	"errors"
	"testing"
)

func TestAllJobsRun(t *testing.T) {
	p := New(2)
	done := make(chan int, 3)
	for i := 0; i < 3; i++ {
		i := i
		p.Do(func() error { done <- i; return nil })
	}
	if errs := p.Wait(); len(errs) != 0 {
		t.Fatal(errs)
	}
	if len(done) != 3 {
		t.Errorf("%d jobs ran", len(done))
	}
}

func TestErrorsAreKept(t *testing.T) {
	p := New(2)
	for i := 0; i < 3; i++ {
		p.Do(func() error { return errors.New("bad") })
	}
	if errs := p.Wait(); len(errs) != 3 {
		t.Errorf("errors: %v", errs)
	}
}
