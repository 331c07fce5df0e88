"""How clients of each package use it: rows of Go that the random programs of `libraries` are put together from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Client:
    """imports: besides fmt and sync; shared: statements that make the value, one of these; uses: expressions, or
    statements that return a string; ends: the same for main, after the goroutines; declared: at the top of the file;
    guarded: whether the package wants a lock, which most programs take. K is 0 or 1."""

    imports: tuple[str, ...]
    shared: tuple[str, ...]
    uses: tuple[str, ...]
    ends: tuple[str, ...] = ()
    declared: str = ""
    guarded: bool = False


CAUGHT = "defer func() { if r := recover(); r != nil { s = fmt.Sprint(r) } }(); "
"""A use that may panic says with what."""

CLIENTS = {
    "once": Client(
        (),
        (
            "n := 0\nvar o, p sync.Once\nf := func() { n++ }\n_, _ = f, &p",
            "n := 0\nvar o, p sync.Once\nf := func() { n++; if n == 1 { panic(n) } }\n_, _ = f, &p",
        ),
        (
            CAUGHT + "o.Do(f); return fmt.Sprint(n)",
            CAUGHT + 'o.Do(f); return "done"',
            'o.Do(func() {}); return "did"',
            CAUGHT + 'p.Do(func() { o.Do(f) }); return "both"',
            CAUGHT + 'o.Do(func() { p.Do(f) }); return "other"',
        ),
    ),
    "once values": Client(
        ("errors",),
        (
            "n := 0\nget := sync.OnceValue(func() int { n++; return n })\n"
            'two := sync.OnceValues(func() (int, error) { return get() + 1, errors.New("e") })\n'
            "run := sync.OnceFunc(func() { _ = get() })\n_, _, _ = get, two, run",
            "n := 0\nget := sync.OnceValue(func() int { n++; panic(n) })\n"
            "two := sync.OnceValues(func() (int, error) { n++; return n, errors.ErrUnsupported })\n"
            'run := sync.OnceFunc(func() { panic("run") })\n_, _, _ = get, two, run',
        ),
        (
            CAUGHT + "return fmt.Sprint(get())",
            CAUGHT + "return fmt.Sprint(two())",
            CAUGHT + 'run(); return "ran"',
        ),
        declared="var _ = errors.New",
    ),
    "map": Client(
        (),
        ("var m sync.Map", "var m sync.Map\nm.Store(1, 0)", "var m sync.Map\nm.Store(1, 0)\nm.Store(2, 1)"),
        (
            "m.LoadOrStore(1, K)", "m.Load(1)", "m.LoadAndDelete(1)", "m.Swap(1, K)", "m.CompareAndSwap(1, 0, K)",
            "m.CompareAndDelete(1, K)", "m.LoadOrStore(2, K)", 'm.Delete(1); return "gone"',
            'm.Store(2, K); return "put"', 'm.Clear(); return "clear"',
            "n := 0; m.Range(func(k, v any) bool { n += k.(int); return true }); return fmt.Sprint(n)",
            "n := 0; m.Range(func(k, v any) bool { m.Delete(k); n++; return n < 2 }); return fmt.Sprint(n)",
        ),
        ("m.Load(1)", "n := 0; m.Range(func(k, v any) bool { n += k.(int); return true }); return fmt.Sprint(n)"),
    ),
    "context": Client(
        ("context", "sync/atomic", "time"),
        (
            "ctx, cancel := context.WithCancelCause(context.Background())\n"
            "child, stop := context.WithCancel(context.WithValue(ctx, 1, 2))\n_ = stop\nvar n atomic.Int32\n"
            "undo := context.AfterFunc(child, func() { n.Add(1) })\n_, _, _ = cancel, undo, &n",
            "ctx, cancel := context.WithCancelCause(context.Background())\n"
            "child, stop := context.WithTimeout(ctx, time.Hour)\n_ = stop\nvar n atomic.Int32\n"
            "undo := context.AfterFunc(ctx, func() { n.Add(1) })\n_, _, _ = cancel, undo, &n",
            "ctx, cancel := context.WithCancelCause(context.Background())\n"
            "child, stop := context.WithTimeoutCause(context.WithoutCancel(ctx), 0, fmt.Errorf(\"late\"))\n_ = stop\n"
            "var n atomic.Int32\nundo := context.AfterFunc(child, func() { n.Add(1) })\n_, _, _ = cancel, undo, &n",
        ),
        (
            "ctx.Err()", "child.Err(), child.Value(1)", "context.Cause(child)", "n.Load()",
            "stop(); return fmt.Sprint(child.Err())",
            'cancel(fmt.Errorf("K")); return fmt.Sprint(context.Cause(ctx))', "undo()",
            "select { case <-child.Done(): return fmt.Sprint(child.Err()); default: return \"open\" }",
            "g, end := context.WithCancelCause(child); end(fmt.Errorf(\"K\")); return "
            "fmt.Sprint(context.Cause(g), ctx.Err())",
            "done := make(chan bool); end := context.AfterFunc(child, func() { close(done) }); "
            "if end() { return \"in time\" }; <-done; return \"ran\"",
        ),
        ("context.Cause(child)", "child.Err(), ctx.Err()"),
        declared="var _ = time.Hour",
    ),
    "pipe": Client(
        ("io",),
        ("r, w := io.Pipe()\n_, _ = r, w",),
        (
            "w.Write([]byte{K})", "w.Write([]byte{K, 2, 3})",
            "b := make([]byte, 2); n, err := r.Read(b); return fmt.Sprint(n, err, b)",
            "b := make([]byte, 1); n, err := io.ReadFull(r, b); return fmt.Sprint(n, err, b)",
            "r.Close()", "w.Close()", "w.CloseWithError(io.ErrNoProgress)", "r.CloseWithError(io.ErrShortWrite)",
        ),
        ("w.Close()", "r.Close()", "r.Read(make([]byte, 1))"),
    ),
    "list": Client(
        ("container/list",),
        (
            "l := list.New()\nl.PushBack(1)\ne := l.PushBack(2)\n_ = e",
            "var l list.List\ne := l.PushFront(1)\n_ = e",
            "l := list.New()\ne := l.PushBack(3)\nl.Remove(e)\nl.PushBack(4)\nl.PushBack(5)",
        ),
        (
            "l.PushFront(K).Value", "l.PushBack(K).Value", "l.Remove(e), l.Len()", "l.MoveToBack(e); return",
            "l.MoveToFront(e); return",
            'l.InsertBefore(K, e); return "in"',
            "x := l.InsertAfter(K, e); return fmt.Sprint(x != nil)",
            "for x := l.Front(); x != nil; x = x.Next() { s += fmt.Sprint(x.Value) }; return",
            "for x := l.Back(); x != nil; x = x.Prev() { s += fmt.Sprint(x.Value) }; return", "l.Len()",
            "o := list.New(); o.PushBack(8); l.PushBackList(o); return",
            "o := list.New(); o.PushBack(9); l.PushFrontList(o); return",
            "if x := l.Front(); x != nil { l.MoveAfter(x, e) }; return",
            "if x := l.Back(); x != nil { l.MoveBefore(x, e) }; return",
        ),
        ("for x := l.Front(); x != nil; x = x.Next() { s += fmt.Sprint(x.Value) }; return",),
        guarded=True,
    ),
    "heap": Client(
        ("container/heap",),
        ("h := &ints{3, 1, 2}\nheap.Init(h)", "h := &ints{}", "h := &ints{5, 4}\nheap.Init(h)"),
        (
            "heap.Push(h, K); return", "heap.Push(h, K+3); return",
            'if h.Len() == 0 { return "none" }; return fmt.Sprint(heap.Pop(h))',
            'if h.Len() < 2 { return "few" }; return fmt.Sprint(heap.Remove(h, K))',
            'if h.Len() < 2 { return "few" }; (*h)[K] = 7; heap.Fix(h, K); return fmt.Sprint((*h)[0])',
            "h.Len()", "*h",
        ),
        ("for h.Len() > 0 { s += fmt.Sprint(heap.Pop(h)) }; return", "*h"),
        declared="""var _ = heap.Init

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(v any)        { *h = append(*h, v.(int)) }
func (h *ints) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
""",
        guarded=True,
    ),
    "ring": Client(
        ("container/ring",),
        ("r := ring.New(3)\nr.Value = 0\nr.Next().Value = 1\nr.Prev().Value = 2", "r := ring.New(1)\nr.Value = 7"),
        (
            "r.Len()", "r.Move(K+1).Value", "r.Next().Value", "r.Value = K; return", "r.Unlink(1).Len()",
            "x := ring.New(1); x.Value = K; r.Link(x); return",
            "r.Do(func(v any) { s += fmt.Sprint(v) }); return",
            "r = r.Next(); return",
        ),
        ("r.Do(func(v any) { s += fmt.Sprint(v) }); return",),
        guarded=True,
    ),
    "errgroup": Client(
        ("context", "errors", "golang.org/x/sync/errgroup", "sync/atomic"),
        (
            "var n atomic.Int32\ng, ctx := errgroup.WithContext(context.Background())\n_, _ = ctx, &n",
            "var n atomic.Int32\ng, ctx := errgroup.WithContext(context.Background())\ng.SetLimit(1)\n_, _ = ctx, &n",
            "var n atomic.Int32\nctx, g := context.Background(), new(errgroup.Group)\ng.SetLimit(2)\n_, _ = ctx, &n",
            "var n atomic.Int32\nctx, g := context.Background(), new(errgroup.Group)\n_, _ = ctx, &n",
        ),
        (
            "g.Go(func() error { n.Add(1); return nil }); return",
            'g.Go(func() error { return errors.New("K") }); return',
            "g.TryGo(func() error { n.Add(1); return nil })", 'g.TryGo(func() error { return errors.New("try") })',
            "g.Go(func() error { return ctx.Err() }); return", "n.Load(), ctx.Err()", "context.Cause(ctx)",
            "g.Go(func() error { g.TryGo(func() error { n.Add(1); return nil }); return nil }); return",
            "var h errgroup.Group; h.Go(func() error { return fmt.Errorf(\"in\") }); return fmt.Sprint(h.Wait())",
            "g.Wait()",
        ),
        ("g.Wait(), n.Load(), ctx.Err()", "g.Wait(), context.Cause(ctx)"),
        declared="var _ = errors.New",
    ),
    "semaphore": Client(
        ("context", "golang.org/x/sync/semaphore"),
        (
            "ctx, cancel := context.WithCancel(context.Background())\nw := semaphore.NewWeighted(2)\n_, _ = "
            "ctx, cancel",
            "ctx, cancel := context.WithCancel(context.Background())\nw := semaphore.NewWeighted(1)\n_, _ = "
            "ctx, cancel",
            "ctx, cancel := context.WithCancel(context.Background())\nw := "
            "semaphore.NewWeighted(3)\nw.TryAcquire(2)\n_, _ = ctx, cancel",
        ),
        (
            "err := w.Acquire(ctx, K+1); if err == nil { w.Release(K+1) }; return fmt.Sprint(err)",
            "err := w.Acquire(ctx, 1); if err == nil { w.Release(1) }; return fmt.Sprint(err)",
            "w.Acquire(ctx, K+1)",
            "w.TryAcquire(K+1)",
            "if w.TryAcquire(1) { w.Release(1); return \"had\" }; return \"no\"",
            "cancel(); return", CAUGHT + 'w.Release(1); return "out"', "w.Acquire(context.Background(), 1)",
        ),
        ("w.TryAcquire(1), w.TryAcquire(2)",),
    ),
    "singleflight": Client(
        ("golang.org/x/sync/singleflight", "runtime", "sync/atomic"),
        (
            "var g singleflight.Group\nvar n atomic.Int32\n"
            "f := func() (any, error) { return n.Add(1), nil }\n_, _ = f, &g",
            "var g singleflight.Group\nvar n atomic.Int32\n"
            "f := func() (any, error) { return n.Add(1), fmt.Errorf(\"e\") }\n_, _ = f, &g",
        ),
        (
            'g.Do("a", f)',
            'g.Do("a", f)',
            'g.Do("b", f)',
            'g.Forget("a"); return',
            'r := <-g.DoChan("a", f); return fmt.Sprint(r.Val, r.Err, r.Shared)',
            "n.Load()",
            'defer func() { if recover() != nil { s = "caught" } }(); '
            'v, err, in := g.Do("a", func() (any, error) { panic("p") }); return fmt.Sprint(v, err, in)',
            'done := make(chan string, 1); go func() { r := "exit"; defer func() { done <- r }(); '
            'v, _, _ := g.Do("b", func() (any, error) { runtime.Goexit(); return 0, nil }); r = '
            'fmt.Sprint(v) }(); return <-done',
        ),
        ("n.Load()",),
        declared="var _ = runtime.Goexit",
    ),
    "timer": Client(
        ("sync/atomic", "time"),
        (
            "var n atomic.Int32\nt := time.AfterFunc(time.Hour, func() { n.Add(1) })\n_, _ = t, &n",
            "var n atomic.Int32\nt := time.AfterFunc(0, func() { n.Add(1) })\n_, _ = t, &n",
            "var n atomic.Int32\nt := time.NewTimer(time.Hour)\n_, _ = t, &n",
            "var n atomic.Int32\nt := time.NewTimer(0)\n_, _ = t, &n",
        ),
        (
            "t.Stop()", "t.Reset(time.Hour)", "t.Reset(0)", "n.Load()",
            'select { case <-t.C: return "tick"; default: return "none" }',
            'select { case <-t.C: return "tick"; case <-time.After(0): return "after" }',
            "x := time.AfterFunc(0, func() { n.Add(1) }); return fmt.Sprint(x.Stop())",
            "done := make(chan int); time.AfterFunc(0, func() { done <- K }); return fmt.Sprint(<-done)",
        ),
        ("t.Stop()", "t.Reset(0)"),
    ),
    "atomic value": Client(
        ("sync/atomic",),
        ("var v atomic.Value", "var v atomic.Value\nv.Store(1)"),
        (
            CAUGHT + 'v.Store(K); return "put"', CAUGHT + 'v.Store("K"); return "text"', "v.Load()",
            CAUGHT + "return fmt.Sprint(v.Swap(K))", CAUGHT + "return fmt.Sprint(v.CompareAndSwap(K, 2))",
            CAUGHT + "return fmt.Sprint(v.CompareAndSwap(nil, 3))", CAUGHT + "v.Store(nil); return",
            CAUGHT + 'return fmt.Sprint(v.CompareAndSwap("x", 1))',
            CAUGHT + "return fmt.Sprint(v.CompareAndSwap([]int(nil), []int(nil)))",
        ),
        ("v.Load()",),
    ),
    "pool": Client(
        (),
        ("p := sync.Pool{New: func() any { return 9 }}", "var p sync.Pool", "var p sync.Pool\np.Put(4)"),
        ("p.Put(K); return", "p.Get()", "v := p.Get(); p.Put(v); return fmt.Sprint(v)"),
    ),
}  # fmt: skip
