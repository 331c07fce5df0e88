package standard

import (
	"bytes"
	"container/heap"
	"container/ring"
	"context"
	"errors"
	"fmt"
	"image"
	"index/suffixarray"
	"io"
	mrand "math/rand"
	randv2 "math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"text/scanner"
	"text/tabwriter"
	"time"
	"unicode/utf16"
	"unsafe"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any          { o := *h; n := len(o); x := o[n-1]; *h = o[:n-1]; return x }

func TestHeapRing(t *testing.T) {
	h := &ints{3, 1, 2}
	heap.Init(h)
	if heap.Pop(h).(int) != 1 {
		t.Fatal()
	}
	r := ring.New(3)
	n := 0
	r.Do(func(any) { n++ })
	if n != 3 {
		t.Fatal(n)
	}
}

func TestImageSuffix(t *testing.T) {
	r := image.Rect(0, 0, 2, 3)
	if r.Dx() != 2 {
		t.Fatal()
	}
	if got := suffixarray.New([]byte("banana")).Lookup([]byte("an"), -1); len(got) != 2 {
		t.Fatal(got)
	}
}

func TestRandV1(t *testing.T) {
	r := mrand.New(mrand.NewSource(1))
	if n := r.Intn(3); n > 2 {
		t.Fatal()
	}
	p := mrand.Perm(3)
	sort.Ints(p)
	if p[2] != 2 {
		t.Fatal(p)
	}
	mrand.Shuffle(2, func(i, j int) {})
	if randv2.IntN(2) > 1 || randv2.N(time.Second) < 0 {
		t.Fatal()
	}
}

func TestReflectRegexp(t *testing.T) {
	re := regexp.MustCompile(`^(\w+)@(\w+)\.com$`)
	if m := re.FindStringSubmatch("bob@example.com"); len(m) != 3 || m[2] != "example" {
		t.Fatal(m)
	}
	v := reflect.ValueOf(struct{ A int }{3})
	if v.Field(0).Int() != 3 {
		t.Fatal()
	}
}

func TestText(t *testing.T) {
	var s scanner.Scanner
	s.Init(strings.NewReader("a + 1"))
	n := 0
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		n++
	}
	if n != 3 {
		t.Fatal(n)
	}
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 8, 1, ' ', 0)
	fmt.Fprintln(w, "a\tb")
	w.Flush()
	if b.String() != "a b\n" {
		t.Fatalf("%q", b.String())
	}
	if utf16.Encode([]rune("a"))[0] != 'a' {
		t.Fatal()
	}
	_ = iotest.ErrReader(io.EOF)
	if q := strconv.Quote("a\n"); q != `"a\n"` {
		t.Fatal(q)
	}
	if !slices.IsSorted([]int{1, 2}) {
		t.Fatal()
	}
}

func TestUnsafe(t *testing.T) {
	b := []byte("abc")
	if s := unsafe.String(&b[0], len(b)); s != "abc" {
		t.Fatal(s)
	}
}

func TestPoolMap(t *testing.T) {
	p := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	b := p.Get().(*bytes.Buffer)
	b.Reset()
	p.Put(b)
	var m sync.Map
	m.Store(1, 2)
	if v, ok := m.Swap(1, 3); !ok || v != 2 {
		t.Fatal()
	}
	if !m.CompareAndDelete(1, 3) {
		t.Fatal()
	}
	m.Clear()
}

func TestContext(t *testing.T) {
	type k struct{}
	ctx, cancel := context.WithDeadlineCause(context.WithValue(context.Background(), k{}, 1), time.Now().Add(time.Millisecond), errors.New("slow"))
	defer cancel()
	<-ctx.Done()
	if context.Cause(ctx).Error() != "slow" || ctx.Value(k{}) != 1 {
		t.Fatal()
	}
	stop := context.AfterFunc(context.WithoutCancel(ctx), func() {})
	if !stop() {
		t.Fatal()
	}
}
