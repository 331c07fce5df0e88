# ruff: noqa: E501
"""Package sync/atomic."""

from __future__ import annotations

from .scene import Scene, statement


@statement(2)
def atomic(w: Scene) -> None:
    mark = w.quoted_mark()
    w.emit(w.pick(
        "a0.Add(1)", "a0.Add(-1)", f"fmt.Println({mark}, a0.Load())", f"a0.Store({w.number()})",
        f"fmt.Println({mark}, a0.Swap({w.number()}))", f"if a0.CompareAndSwap(0, 5) {{ fmt.Println({mark}) }}",
        f"fmt.Println({mark}, a0.Add(2))", f"fmt.Println({mark}, a0.Or(6), a0.And(3))",
    ))  # fmt: skip


@statement(0.8)
def others(w: Scene) -> None:
    mark = w.quoted_mark()
    w.emit(w.pick(
        "ab.Store(true)", f"if ab.CompareAndSwap(false, true) {{ fmt.Println({mark}) }}", f"fmt.Println({mark}, ab.Load())",
        "au.Add(^uint64(0))", f"fmt.Println({mark}, au.Load())", "atomic.AddInt64(&an, 3)",
        f"fmt.Println({mark}, atomic.LoadInt64(&an))", "atomic.StoreInt64(&an, 1)",
        f"fmt.Println({mark}, atomic.CompareAndSwapInt64(&an, 0, 8))", "ap.Store(&Box{n: 5})",
        f"if p := ap.Load(); p != nil {{ fmt.Println({mark}, p.n, p.Twice()) }}",
        f"if p := ap.Swap(nil); p != nil {{ fmt.Println({mark}, p.n) }}", f"av.Store({w.number()})",
        f"fmt.Println({mark}, av.Load())", f"fmt.Println({mark}, av.CompareAndSwap(1, 2))",
    ))  # fmt: skip


@statement(0.2)
def spin(w: Scene) -> None:
    """Waits for another goroutine by looking again and again, but not for ever."""
    with w.block("for i := 0; a0.Load() == 0 && i < 3; i++ {"):
        w.emit("runtime.Gosched()")
