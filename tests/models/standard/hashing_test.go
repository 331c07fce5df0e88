package standard

import (
	"hash/maphash"
	"math"
	"sync"
	"testing"
)

type point struct {
	x, y int
	name string
}

type mixed struct {
	p *int
	a any
	f float64
	b [2]bool
}

func TestHashes(t *testing.T) {
	s := maphash.MakeSeed()
	if s == maphash.MakeSeed() {
		t.Error("two seeds are equal")
	}
	var h maphash.Hash
	h.SetSeed(s)
	h.WriteString("a")
	h.Write([]byte("bc"))
	if h.Sum64() != maphash.String(s, "abc") || h.Sum64() != maphash.Bytes(s, []byte("abc")) {
		t.Error("one text, two hashes")
	}
	if maphash.Comparable(s, point{1, 2, "a"}) != maphash.Comparable(s, point{1, 2, "a"}) {
		t.Error("equal points")
	}
	if maphash.Comparable(s, point{1, 2, "a"}) == maphash.Comparable(s, point{2, 1, "a"}) {
		t.Error("other points")
	}
}

func TestHashesOfParts(t *testing.T) {
	s := maphash.MakeSeed()
	x, y := 1, 1
	k := mixed{&x, 5, 0, [2]bool{true, false}}
	l := k
	l.f = math.Copysign(0, -1)
	if maphash.Comparable(s, k) != maphash.Comparable(s, l) {
		t.Error("0 and -0 are equal")
	}
	l.p = &y
	if maphash.Comparable(s, k) == maphash.Comparable(s, l) {
		t.Error("pointers to two variables")
	}
	defer func() {
		if recover() == nil {
			t.Error("a slice has a hash")
		}
	}()
	maphash.Comparable[any](s, []int{1})
}

func TestShards(t *testing.T) {
	s := maphash.MakeSeed()
	n := [4]int{}
	for i := range 64 {
		n[maphash.Comparable(s, i)%4]++
	}
	for _, count := range n {
		if count < 4 {
			t.Error(n)
		}
	}
}

type striped struct {
	seed   maphash.Seed
	locks  [2]sync.Mutex
	values [2]map[string]int
}

func (m *striped) add(key string, lock uint64) {
	at := maphash.String(m.seed, key) % 2
	m.locks[(at+lock)%2].Lock()
	defer m.locks[(at+lock)%2].Unlock()
	m.values[at][key]++
}

func newStriped() *striped {
	return &striped{seed: maphash.MakeSeed(), values: [2]map[string]int{{}, {}}}
}

func TestStripes(t *testing.T) {
	m := newStriped()
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b", "a"} {
		wg.Go(func() { m.add(key, 0) })
	}
	wg.Wait()
}

// found: race
func TestWrongStripe(t *testing.T) {
	m := newStriped()
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { m.add("a", uint64(i)) })
	}
	wg.Wait()
}
