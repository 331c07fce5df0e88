//chancheck:expect panic race failure
package settings

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

type config struct {
	addrs []string
	opts  map[string]string
}

type store struct {
	v     atomic.Value
	p     atomic.Pointer[config]
	cache sync.Map
	bufs  sync.Pool
	hits  uint64
}

func newStore() *store {
	s := &store{bufs: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
	s.v.Store(&config{opts: map[string]string{}})
	s.p.Store(&config{})
	return s
}

func (s *store) render(key string) string {
	if v, ok := s.cache.Load(key); ok {
		atomic.AddUint64(&s.hits, 1)
		return v.(string)
	}
	b := s.bufs.Get().(*bytes.Buffer)
	b.Reset()
	defer s.bufs.Put(b)
	fmt.Fprintf(b, "%s=%v", strings.ToUpper(key), s.v.Load().(*config).opts[key])
	got, _ := s.cache.LoadOrStore(key, b.String())
	return got.(string)
}

// the bug: updates the shared map in place
func (s *store) setInPlace(k, v string) {
	c := s.v.Load().(*config)
	c.opts[k] = v
	s.v.Store(c)
	s.cache.Delete(k)
}

func (s *store) setCopy(k, v string) {
	old := s.v.Load().(*config)
	c := &config{opts: make(map[string]string, len(old.opts)+1)}
	for k, v := range old.opts {
		c.opts[k] = v
	}
	c.opts[k] = v
	s.v.Store(c)
	s.cache.Range(func(key, _ any) bool {
		s.cache.Delete(key)
		return true
	})
}

func TestInPlace(t *testing.T) {
	s := newStore()
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); s.setInPlace("a", "1") }()
	go func() { defer wg.Done(); s.render("a") }()
	wg.Wait()
}

func TestCopy(t *testing.T) {
	s := newStore()
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); s.setCopy("a", "1") }()
	go func() { defer wg.Done(); s.render("a") }()
	wg.Wait()
	if os.Getenv("DEBUG") != "" {
		fmt.Fprintln(os.Stderr, s.render("a"), atomic.LoadUint64(&s.hits))
	}
}

// buffer used after Put
func (s *store) renderLate(key string) []byte {
	b := s.bufs.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(key)
	s.bufs.Put(b)
	return b.Bytes()
}

func TestUseAfterPut(t *testing.T) {
	s := newStore()
	var wg sync.WaitGroup
	for _, k := range []string{"a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if got := string(s.renderLate(k)); got != k {
				t.Errorf("%s: %s", k, got)
			}
		}()
	}
	wg.Wait()
}

func TestStoreInconsistent(t *testing.T) {
	var v atomic.Value
	go v.Store("x")
	v.Store(1)
}
