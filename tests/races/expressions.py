"""Every kind of expression and statement that reads or writes memory: two goroutines do it side by side, or in turn.

For each there is a test with a race and its near twin, in which one goroutine waits for the other.
"""

from __future__ import annotations

from typing import NamedTuple

HEAD = """package races

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand"
	"net"
	"os"
	"os/signal"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

type point struct{ x, y int }

func (p *point) move(d int) { p.x += d }

type mover interface{ move(int) }
type outer struct{ point }
type outerp struct{ *point }
type box[T any] struct{ v T }

func (b *box[T]) set(v T) { b.v = v }
func id[T any](p *T) T    { return *p }

var (
	errFoo = errors.New("foo")
	glob   int
	gp     point
)
"""

TEST = """
func Test{name}(t *testing.T) {{
	{before}
	done := make(chan bool)
	go func() {{
		defer close(done)
		func() {{
			{theirs}
		}}()
	}}()
	{first}func() {{
		{ours}
	}}()
	{second}
}}
"""


class Case(NamedTuple):
    """before: what both have. theirs and ours: what the two goroutines do."""

    name: str
    before: str
    theirs: str
    ours: str


def source() -> str:
    """A Go file with TestRaceXxx and TestNoRaceXxx for each case."""
    tests = []
    for case in CASES:
        parts = case._asdict() | {"first": "", "second": "<-done"}
        tests.append(TEST.format(**parts | {"name": f"Race{case.name}"}))
        tests.append(TEST.format(**parts | {"name": f"NoRace{case.name}", "first": "<-done\n\t", "second": ""}))
    return HEAD + "".join(tests)


CASES = [Case(*case) for case in (
    ('IfCond', 'x := 0', 'if x == 1 {\n\tprintln()\n}', 'x = 1'),
    ('ForCond', 'x := 0', 'for i := 0; i < x; i++ {\n}', 'x = 1'),
    ('SwitchTag', 'x := 0', 'switch x {\ncase 5:\n\tprintln()\n}', 'x = 1'),
    ('SwitchCase', 'x := 0\ny := 3', 'switch y {\ncase x:\n\tprintln()\n}', 'x = 1'),
    ('Index', 'x := 0\nvar a [3]int', '_ = a[x]', 'x = 1'),
    ('IndexAssign', 'x := 0\nvar a [3]int', 'a[x] = 3', 'x = 1'),
    ('SliceBound', 'x := 0\na := []int{1, 2, 3}', '_ = a[x:]', 'x = 1'),
    ('SliceOfArray', 'var a [3]int', 's := a[:]\ns[1] = 1', 'a[1] = 2'),
    ('Arg', 'x := 0', 'func(int) {}(x)', 'x = 1'),
    ('Variadic', 'x := 0', 'func(...int) {}(x, 2)', 'x = 1'),
    ('VariadicSpread', 'a := []int{1}', 'func(v ...int) { _ = v[0] }(a...)', 'a[0] = 2'),
    ('Return', 'x := 0', '_ = func() int { return x }()', 'x = 1'),
    ('MapKey', 'x := 0\nm := map[int]int{}', '_ = m[x]', 'x = 1'),
    ('MapValueWrite', 'x := 0\nm := map[int]int{}', 'm[1] = x', 'x = 1'),
    ('CompositeStruct', 'x := 0', '_ = point{x, 1}', 'x = 1'),
    ('CompositeSlice', 'x := 0', '_ = []int{x}', 'x = 1'),
    ('CompositeMap', 'x := 0', '_ = map[int]int{1: x}', 'x = 1'),
    ('ToInterface', 'x := 0', 'var i any = x\n_ = i', 'x = 1'),
    ('SendValue', 'x := 0\nc := make(chan int, 1)', 'c <- x', 'x = 1'),
    ('MakeLen', 'x := 0', '_ = make([]int, x)', 'x = 1'),
    ('AppendValue', 'x := 0', '_ = append([]int{}, x)', 'x = 1'),
    ('Conversion', 'x := 0', '_ = float64(x)', 'x = 1'),
    ('StringConv', 's := "ab"', '_ = []byte(s)', 's = "c"'),
    ('StringIndex', 's := "ab"', '_ = s[0]', 's = "c"'),
    ('StringLen', 's := "ab"', '_ = len(s)', 's = "c"'),
    ('StringConcat', 's := "ab"\nt2 := "x"', '_ = s + t2', 's = "c"'),
    ('StringCompare', 's := "ab"', '_ = s == "q"', 's = "c"'),
    ('RangeString', 's := "ab"', 'for range s {\n}', 's = "c"'),
    ('RangeSlice', 's := []int{1, 2}', 'for range s {\n}', 's = nil'),
    ('RangeSliceElems', 's := []int{1, 2}', 'for _, v := range s {\n\t_ = v\n}', 's[1] = 3'),
    ('RangeArray', 'var s [2]int', 'for _, v := range s {\n\t_ = v\n}', 's[1] = 3'),
    ('RangeArrayPtr', 'var s [2]int', 'for _, v := range &s {\n\t_ = v\n}', 's[1] = 3'),
    ('RangeMapWrite', 'm := map[int]int{1: 1}', 'for k := range m {\n\t_ = k\n}', 'm[1] = 3'),
    ('RangeInt', 'n := 2', 'for range n {\n}', 'n = 1'),
    ('AndAnd', 'x, y := true, true', '_ = x && y', 'y = false'),
    ('OrOr', 'x, y := false, true', '_ = x || y', 'y = false'),
    ('Not', 'x := true', '_ = !x', 'x = false'),
    ('Shift', 'x := uint(1)', '_ = 1 << x', 'x = 2'),
    ('Div', 'x := 1', '_ = 5 / x', 'x = 2'),
    ('Unary', 'x := 1', '_ = -x', 'x = 2'),
    ('OpAssign', 'x := 1', 'x += 2', 'x = 2'),
    ('IncDec', 'x := 1', 'x++', 'x--'),
    ('DerefPtr', 'x := 1\np := &x', '*p = 3', 'x = 2'),
    ('PtrField', 'p := &point{}', 'q := p\nq.x = 1', 'p.x = 2'),
    ('NestedField', 'var o struct{ in struct{ v [2]int } }', 'o.in.v[1] = 1', 'o.in.v[1] = 2'),
    ('TwoDim', 'var a [2][2]int', 'a[1][0] = 1', 'a[1] = [2]int{}'),
    ('SliceOfSlices', 'a := [][]int{{1}, {2}}', 'a[1][0] = 1', '_ = a[1][0]'),
    ('SliceOfStructs', 'a := []point{{1, 2}}', 'a[0].x = 1', '_ = a[0]'),
    ('MapOfSlices', 'm := map[int][]int{1: {2}}', 'm[1][0] = 3', '_ = m[1][0]'),
    ('IfaceMethodOnPtr', 'p := &point{}\nvar m mover = p', 'm.move(1)', 'p.x = 1'),
    ('IfaceHoldsCopyVar', 'var m any = point{}', 'm = point{1, 1}', '_ = m'),
    ('MethodExpr', 'p := &point{}', '(*point).move(p, 1)', 'p.x = 3'),
    ('Embedded', 'o := &outer{}', 'o.move(1)', 'o.point.x = 2'),
    ('EmbeddedPtr', 'o := &outerp{&point{}}', 'o.move(1)', 'o.point = nil'),
    ('ClosureCapture', 'x := 0\nf := func() { x++ }', 'f()', 'x = 1'),
    ('DeferArg', 'x := 0', 'defer func(int) {}(x)', 'x = 1'),
    ('DeferRecover', 'x := 0\n_ = x', 'defer func() {\n\trecover()\n\tx = 2\n}()\npanic(1)', 'x = 1'),
    ('GoArg', 'x := 0', 'go func(int) {}(x)', 'x = 1'),
    ('NamedResult', 'x := 0', 'func() (r int) { defer func() { r = x }(); return 1 }()', 'x = 1'),
    ('MultiAssign', 'x, y := 0, 1\n_ = x', 'x, y = y, x', '_ = y'),
    ('TypeAssert', 'var v any = 1', '_, _ = v.(int)', 'v = 2'),
    ('TypeSwitchBind', 'var v any = 1', 'switch w := v.(type) {\ncase int:\n\t_ = w\n}', 'v = 2'),
    ('ErrNil', 'var err error', 'if err != nil {\n\tprintln()\n}', 'err = errFoo'),
    ('FuncValue', 'f := func() {}', 'f()', 'f = func() {}'),
    ('ChanVarRecv', 'c := make(chan int, 1)', 'select {\ncase <-c:\ndefault:\n}', 'c = nil'),
    ('SelectSendValue', 'x := 1\nc := make(chan int, 1)', 'select {\ncase c <- x:\ndefault:\n}', 'x = 2'),
    ('SelectRecvInto', 'x := 1\n_ = x\nc := make(chan int, 1)\nc <- 1', 'select {\ncase x = <-c:\n}', 'x = 2'),
    ('RecvInto', 'var a [2]int\nc := make(chan int, 1)\nc <- 1', 'a[0] = <-c', 'a[0] = 2'),
    ('CopyFromString', 'b := make([]byte, 2)', 'copy(b, "ab")', "b[1] = 'x'"),
    ('AppendSpread', 'a, b := []int{1}, []int{2, 3}', '_ = append(a, b...)', 'b[1] = 5'),
    ('AppendInCapacity', 'a := make([]int, 1, 4)', '_ = append(a, 7)', '_ = a[:2][1]'),
    ('ClearMap', 'm := map[int]int{1: 1}', 'clear(m)', '_ = m[1]'),
    ('ClearSlice', 'm := []int{1}', 'clear(m)', '_ = m[0]'),
    ('MinMax', 'x := 1', '_ = min(x, 3)', 'x = 2'),
    ('StructCompare', 'p, q := point{}, point{}', '_ = p == q', 'q.y = 1'),
    ('ArrayCompare', 'p, q := [2]int{}, [2]int{}', '_ = p == q', 'q[1] = 1'),
    ('IfaceCompare', 'var p, q any = 1, 2', '_ = p == q', 'q = 1'),
    ('PtrCompare', 'var p, q *int', '_ = p == q', 'q = new(int)'),
    ('Global', 'glob = 0', 'glob++', '_ = glob'),
    ('GlobalStruct', 'gp = point{}', 'gp.x++', 'gp = point{}'),
    ('GenericFunc', 'x := 1', '_ = id(&x)', 'x = 2'),
    ('GenericMethod', 'b := &box[int]{}', 'b.set(1)', '_ = b.v'),
    ('Bool', 'var f bool', 'f = true', 'if f {\n\tprintln()\n}'),
    ('Byte', 'b := [2]byte{}', 'b[0]++', 'b[0] = 1'),
    ('Float', 'f := 1.5', 'f *= 2', 'f = 1'),
    ('Append2', 'var a []int', 'a = append(a, 1)', 'a = append(a, 2)'),
    ('Sprintf', 'x := 1', '_ = fmt.Sprintf("%d", x)', 'x = 2'),
    ('SprintPtrStruct', 'p := &point{}', '_ = fmt.Sprint(p)', 'p.x = 2'),
    ('BytesBuffer', 'var b bytes.Buffer', 'b.WriteString("a")', '_ = b.Len()'),
    ('StringsBuilder', 'var b strings.Builder', 'b.WriteString("a")', '_ = b.String()'),
    ('SortSlice', 'a := []int{2, 1}', 'sort.Slice(a, func(i, j int) bool { return a[i] < a[j] })', 'a[0] = 9'),
    ('SlicesContains', 'a := []int{2, 1}', '_ = slices.Contains(a, 1)', 'a[0] = 9'),
    ('MapsKeys', 'm := map[int]int{1: 2}', 'for range maps.Keys(m) {\n}', 'm[2] = 1'),
    ('WaitGroupReuse', 'x := 0\nvar wg sync.WaitGroup\nwg.Add(1)', 'wg.Done()\nx++', 'wg.Wait()\nx++'),
    ('RandShared', 'r := rand.New(rand.NewSource(1))', 'r.Intn(2)', 'r.Intn(3)'),
    ('TimerField', 'o := struct{ t *time.Timer }{}', 'o.t = time.NewTimer(time.Hour)', '_ = o.t'),
    ('CtxVar', 'ctx := context.Background()', 'ctx, _ = context.WithCancel(ctx)', '_ = ctx'),
    ('LabelledLoop', 'x := 0', 'L:\nfor {\n\tfor {\n\t\tx++\n\t\tbreak L\n\t}\n}', 'x = 1'),
    ('Unsafe', 'x := 0', '*(*int)(unsafe.Pointer(&x)) = 2', 'x = 1'),
    ('AtomicMixed', 'var x int64', 'atomic.StoreInt64(&x, 1)', 'x = 2'),
    ('AtomicPtrTarget', 'p := &point{}\nvar a atomic.Pointer[point]\na.Store(p)', 'a.Load().x = 1', 'a.Load().x = 2'),
    ('RealImag', 'z := 1i', '_ = real(z)', 'z = 2'),
    ('ComplexParts', 'x := 1.5', '_ = complex(x, 1)', 'x = 2'),
    ('CapOfSlice', 's := make([]int, 1)', '_ = cap(s)', 's = nil'),
    ('LenOfChanVar', 'c := make(chan int, 1)', '_ = len(c)', 'c = nil'),
    ('ThreeIndex', 'n := 2\na := []int{1, 2, 3}', '_ = a[0:1:n]', 'n = 3'),
    ('SliceToArray', 's := []int{1, 2}', '_ = [2]int(s)', 's[1] = 3'),
    ('SliceToArrayPtr', 's := []int{1, 2}', 'p := (*[2]int)(s)\n_ = p[1]', 's[1] = 3'),
    ('StructThroughPtr', 'p, q := &point{}, &point{}', '*p = *q', 'q.y = 1'),
    ('StructIntoPtr', 'p, q := &point{}, &point{}', '*p = *q', '_ = p.y'),
    ('SwapElems', 'a := []int{1, 2}', 'a[0], a[1] = a[1], a[0]', '_ = a[0]'),
    ('RangeFunc', 'x := 0', 'for v := range func(yield func(int) bool) { yield(1) } {\n\tx = v\n}', '_ = x'),
    ('RangeIntoField', 'p := &point{}', 'for p.x = range 2 {\n}', '_ = p.x'),
    ('RangeIntoElem', 'a := []int{0}', 'for _, a[0] = range []int{5} {\n}', '_ = a[0]'),
    ('MethodValueBound', 'p := &point{}\nf := p.move', 'f(1)', '_ = p.x'),
    ('InterfaceMethodValue', 'p := &point{}\nvar m mover = p\nf := m.move', 'f(1)', '_ = p.x'),
    ('DeferMethodValue', 'p := &point{}', 'defer p.move(2)', '_ = p.x'),
    ('Fallthrough', 'x := 0\ny := 1', 'switch y {\ncase 1:\n\tfallthrough\ncase 2:\n\tx = 1\n}', '_ = x'),
    ('Goto', 'x := 0', 'i := 0\nagain:\nx = i\nif i++; i < 2 {\n\tgoto again\n}', '_ = x'),
    ('SelectIntoElem', 'a := []int{0}\nc := make(chan int, 1)\nc <- 1', 'select {\ncase a[0] = <-c:\n}', '_ = a[0]'),
    ('CommaOkInto', 'var ok bool\n_ = ok\nm := map[int]int{}', '_, ok = m[1]', 'ok = true'),
    ('RecvCommaOkInto', 'var ok bool\n_ = ok\nc := make(chan int, 1)\nc <- 1', '_, ok = <-c', 'ok = true'),
    ('AssertCommaOkInto', 'var n int\n_ = n\nvar v any = 1', 'n, _ = v.(int)', 'n = 5'),
    ('FieldOfFuncType', 'o := struct{ f func() }{func() {}}', 'o.f()', 'o.f = nil'),
    ('MapOfStructs', 'm := map[int]point{}', 'm[1] = point{1, 2}', '_ = m[1].x'),
    ('MapOfMaps', 'm := map[int]map[int]int{1: {}}', 'm[1][2] = 3', '_ = m[1][2]'),
    ('MapDeleteMissing', 'm := map[int]int{}', 'delete(m, 5)', '_ = len(m)'),
    ('MapIncrement', 'm := map[string]int{}', 'm["a"]++', 'm["b"]++'),
    ('CopySlice', 'a, b := []int{1}, []int{2}', 'copy(a, b)', '_ = a[0]'),
    ('CopyOverlap', 'a := []int{1, 2, 3}', 'copy(a[1:], a)', '_ = a[2]'),
    ('StringBytesConversion', 'b := []byte("ab")', '_ = string(b)', "b[0] = 'x'"),
    ('RunesConversion', 'b := []rune("ab")', '_ = string(b)', "b[0] = 'x'"),
    ('PtrToPtr', 'x := 0\np := &x\nq := &p', '**q = 1', 'p = new(int)'),
    ('LinkedList', 'type node struct{ next *node }\nn := &node{&node{}}', 'n.next.next = n', '_ = n.next.next'),
    ('ArrayOfStructs', 'var a [2]point', 'a[1].y++', '_ = a'),
    ('ArrayAssign', 'var a, b [3]int', 'a = b', '_ = a[2]'),
    ('StructWithArray', 'var o struct{ a [2]int }', 'o.a[0]++', 'o.a = [2]int{}'),
    ('Closure2', 'x := 0\nf := func() func() { return func() { x++ } }', 'f()()', '_ = x'),
    ('RecursiveClosure', 'x := 0\nvar f func(int)\nf = func(n int) {\n\tif n > 0 {\n\t\tf(n - 1)\n\t}\n\tx = n\n}',
     'f(2)', '_ = x'),
    ('GenericSlice', 'a := []int{1, 2}', 'slices.Reverse(a)', '_ = a[0]'),
    ('SlicesSort', 'a := []int{2, 1}', 'slices.Sort(a)', '_ = a[0]'),
    ('SlicesIndexPred', 'a := []int{2, 1}', '_ = slices.IndexFunc(a, func(n int) bool { return n == 1 })', 'a[1] = 5'),
    ('MapsCopy', 'm, n := map[int]int{}, map[int]int{1: 1}', 'maps.Copy(m, n)', '_ = m[1]'),
    ('MapsClone', 'm := map[int]int{1: 1}', '_ = maps.Clone(m)', 'm[2] = 1'),
    ('StringsJoin', 'a := []string{"x", "y"}', '_ = strings.Join(a, ",")', 'a[1] = "z"'),
    ('BytesEqual', 'a, b := []byte("x"), []byte("y")', '_ = bytes.Equal(a, b)', "b[0] = 'x'"),
    ('FprintBuffer', 'var b bytes.Buffer', 'fmt.Fprint(&b, 1)', '_ = b.Len()'),
    ('SprintfSlice', 'a := []int{1}', '_ = fmt.Sprint(a)', 'a[0] = 2'),
    ('SprintfMap', 'a := map[int]int{1: 1}', '_ = fmt.Sprint(a)', 'a[1] = 2'),
    ('SscanInto', 'x := 0\n_ = x', 'fmt.Sscan("5", &x)', 'x = 3'),
    ('ErrorsIs', 'err := errFoo', '_ = errors.Is(err, errFoo)', 'err = nil'),
    ('ErrorfWrap', 'err := errFoo', '_ = fmt.Errorf("a: %w", err)', 'err = nil'),
    ('SyncMapPointee', 'var m sync.Map\nm.Store(1, &point{})', 'v, _ := m.Load(1)\nv.(*point).x = 1',
     'v, _ := m.Load(1)\nv.(*point).x = 2'),
    ('AtomicValuePointee', 'var v atomic.Value\nv.Store(&point{})', 'v.Load().(*point).x = 1',
     '_ = v.Load().(*point).x'),
    ('ChanPointee', 'p := &point{}\nc := make(chan *point, 1)\nc <- p', 'q := <-c\nq.x = 1', '_ = p.x'),
    ('OnceOther', 'x := 0\nvar o sync.Once', 'o.Do(func() { x = 1 })', '_ = x'),
    ('CondField', 'x := 0\nvar mu sync.Mutex\nc := sync.NewCond(&mu)', 'c.L.Lock()\nx = 1\nc.L.Unlock()', '_ = x'),
    ('TimeVar', 'n := time.Unix(1, 0)', '_ = n.Unix()', 'n = time.Unix(2, 0)'),
    ('AtomicAddPlainRead', 'var x int32', 'atomic.AddInt32(&x, 1)', '_ = x'),
    ('AtomicLoadPlainWrite', 'var x int32', '_ = atomic.LoadInt32(&x)', 'x = 2'),
    ('AtomicTypedCopied', 'type s struct{ n int32 }\nvar v s', 'atomic.StoreInt32(&v.n, 1)', 'v = s{}'),
    ('EmbeddedIface', 'type w struct{ mover }\no := &w{&point{}}', 'o.move(1)', 'o.mover = nil'),
    ('ConstIndexString', 's := "abc"', '_ = s[1:2]', 's = "x"'),
    ('SwitchTrue', 'x := 0', 'switch {\ncase x > 1:\n}', 'x = 1'),
    ('TypeSwitchNone', 'var v any', 'switch v.(type) {\n}', 'v = 2'),
    ('IfInit', 'x := 0', 'if y := x; y > 2 {\n\tprintln()\n}', 'x = 1'),
    ('ForPost', 'x := 0', 'for i := 0; i < 1; i += 1 + x {\n}', 'x = 1'),
    ('AndNot', 'x := 1', '_ = 7 &^ x', 'x = 2'),
    ('ShiftAssign', 'x := 1', 'x <<= 2', '_ = x'),
    ('NegFloat', 'x := 1.5', '_ = -x', 'x = 2'),
    ('StringAppend', 's := "a"', 's += "b"', '_ = len(s)'),
    ('AppendString', 'b := make([]byte, 0, 4)', '_ = append(b, "ab"...)', '_ = b[:2][1]'),
    ('AppendSelf', 'a := make([]int, 2, 8)', '_ = append(a, a...)', 'a[0] = 1'),
    ('PanicValue', 'x := 0', 'defer func() { recover() }()\npanic(x)', 'x = 1'),
    ('RecoverInto', 'var r any\n_ = r', 'defer func() { r = recover() }()\npanic(1)', 'r = 2'),
    ('GoClosureArgs', 'x := 0', 'wait := make(chan int)\ngo func(n int) { close(wait) }(x)\n<-wait', 'x = 1'),
    ('NilMapRead', 'var m map[int]int', '_ = m[1]', 'm = map[int]int{}'),
    ('StringMapKey', 'k := "a"\nm := map[string]int{}', '_ = m[k]', 'k = "b"'),
    ('LenOfMapVar', 'm := map[int]int{}', '_ = len(m)', 'm = nil'),
    ('StructKey', 'p := point{}\nm := map[point]int{}', '_ = m[p]', 'p.x = 1'),
    ('AddressOfField', 'p := &point{}\nq := &p.x', '*q = 1', 'p.x = 2'),
    ('PointerArith', 'a := [2]int{}\np := &a[1]', '*p = 1', 'a[1] = 2'),
    ('LockCopied', 'type s struct{ mu sync.Mutex; n int }\nvar v s', 'v.mu.Lock()\nv.n++\nv.mu.Unlock()', '_ = v.n'),
    ('SprintSpread', 'a := []any{1, "b"}', '_ = fmt.Sprint(a...)', 'a[1] = "c"'),
    ('SprintfSpread', 'a := []any{1, "b"}', '_ = fmt.Sprintf("%v %[2]v", a...)', 'a[1] = "c"'),
    ('SprintfWidthSpread', 'a := []any{3, "b"}', '_ = fmt.Sprintf("%*v", a...)', 'a[0] = 4'),
    ('SprintlnSpread', 'a := []any{1, "b"}', '_ = fmt.Sprintln(a...)', 'a[1] = "c"'),
    ('SprintfExtraSpread', 'a := []any{1, "b"}', '_ = fmt.Sprintf("%v", a...)', 'a[1] = "c"'),
    ('NotifySpread', 's := []os.Signal{os.Interrupt}\nc := make(chan os.Signal, 1)', 'signal.Notify(c, s...)',
     's[0] = os.Kill'),
    ('LogOptions', 'o := &slog.HandlerOptions{}', '_ = slog.NewTextHandler(io.Discard, o)', 'o.AddSource = true'),
    ('AppendFormat', 'b := make([]byte, 0, 8)', '_ = time.Unix(0, 0).AppendFormat(b, "2006")', '_ = b[:2][1]'),
    ('PipeRead', 'c, d := net.Pipe()\nb := make([]byte, 2)\ngo func() { d.Write(b[:0]); d.Write([]byte("ab")) }()',
     'io.ReadFull(c, b)', '_ = b[1]'),
    ('PipeWrite', 'c, d := net.Pipe()\nb := []byte("ab")\ngo func() { io.ReadFull(d, make([]byte, 2)) }()',
     'c.Write(b)', 'b[1] = 1'),
    ('VariableOfLibrary', '', '_ = len(os.Args)', 'os.Args = nil'),
    ('FileForOutput', 'f, _ := os.CreateTemp("", "x")\nold := os.Stdout\ndefer func() { os.Stdout = old }()',
     'fmt.Print()', 'os.Stdout = f'),
)]  # fmt: skip
