//go:build go1.21
//chancheck:expect race

package oldloops

import (
	"fmt"
	"sync"
	"testing"
)

type probe struct {
	name string
	err  error
}

func (p *probe) check() error {
	if p.name == "" {
		return fmt.Errorf("no name")
	}
	return p.err
}

type report struct {
	sync.Mutex
	failed map[string]error
}

func (r *report) add(name string, err error) {
	r.Lock()
	defer r.Unlock()
	if r.failed == nil {
		r.failed = make(map[string]error)
	}
	r.failed[name] = err
}

// One p for all rounds: that is what go1.21 says.
func TestOneVariable(t *testing.T) {
	var wg sync.WaitGroup
	var r report
	for _, p := range []probe{{name: "disk"}, {name: "net"}} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := p.check(); err != nil {
				r.add(p.name, err)
			}
		}()
	}
	wg.Wait()
}

func TestOneEach(t *testing.T) {
	var wg sync.WaitGroup
	var r report
	for _, p := range []probe{{name: "disk"}, {}} {
		p := p
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := p.check(); err != nil {
				r.add(p.name, err)
			}
		}()
	}
	wg.Wait()
	if len(r.failed) != 1 {
		t.Errorf("%v", r.failed)
	}
}

func TestMethodValues(t *testing.T) {
	checks := map[string]func() error{}
	probes := []probe{{name: "disk"}, {name: "net"}}
	for i := range probes {
		checks[probes[i].name] = probes[i].check
	}
	errs := make(chan error, len(checks))
	for name, check := range checks {
		go func(name string, check func() error) { errs <- check() }(name, check)
	}
	for range checks {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
