package standard

import "testing"

type pair struct {
	a string
	_ int
	f float64
}

type long struct {
	head int
	_    [200]int
	list [300]pair
	any  any
}

func boxed(x any) any { return x }

func TestLongValuesAreEqualInTheirParts(t *testing.T) {
	var a, b long
	same := func(want bool) {
		t.Helper()
		if (boxed(a) == boxed(b)) != want {
			t.Fatal(!want)
		}
	}
	same(true)
	b.list[299].f = 1
	same(false)
	a.list[299].f = 1
	same(true)
	var zero float64
	a.list[7].f, b.list[7].f = zero/zero, zero/zero
	same(false)
	a.list[7].f, b.list[7].f = zero, -1*zero
	same(true)
	b.any = 1
	same(false)
	a.any = 1
	same(true)
	b.list[150].a = "x"
	same(false)
}

func TestLongKeys(t *testing.T) {
	var c, d [1000]uint32
	d[999] = 1
	m := map[any]int{c: 1, d: 2}
	if len(m) != 2 || m[c] != 1 || m[d] != 2 {
		t.Fatal(m[c], m[d])
	}
}

func TestLongValuesWithoutEquality(t *testing.T) {
	var a, b long
	a.any, b.any = []int{1}, []int{1}
	defer func() {
		if recover() == nil {
			t.Error("slices were compared")
		}
	}()
	t.Error(boxed(a) == boxed(b))
}
