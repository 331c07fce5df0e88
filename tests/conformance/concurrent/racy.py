# ruff: noqa: E501
"""Accesses that nothing protects, for programs that may have data races."""

from __future__ import annotations

from .scene import Scene, statement


@statement(3, racy=True)
def variable(w: Scene) -> None:
    name = w.pick("x0", "x1")
    w.emit(w.pick(f"{name}++", f"{name} = {w.number()}", f"_ = {name} + 1", f"if {name} == 3 {{ runtime.Gosched() }}"))


@statement(2, racy=True)
def parts(w: Scene) -> None:
    """Fields and elements are variables of their own."""
    w.emit(w.pick(
        "pair.a++", "pair.b = 2", "_ = pair.a", "pair = struct{ a, b int }{1, 2}", "p := pair; _ = p", "row[0]++", "row[1] = 5",
        "_ = row[1]", "items[0]++", "items[1] = 3", "items = append(items, 1)", "_ = len(items)", "for _, v := range items { _ = v }",
        "copy(items, items[1:])", "row = [2]int{3, 4}",
    ))  # fmt: skip
    braced(w)


@statement(1.5, racy=True)
def tables(w: Scene) -> None:
    w.emit(w.pick(
        'dict["a"]++', 'dict["b"] = 2', '_ = dict["a"]', 'delete(dict, "a")', "_ = len(dict)", "for k := range dict { _ = k }",
        "clear(dict)",
    ))  # fmt: skip


@statement(1, racy=True)
def pointers(w: Scene) -> None:
    w.emit(w.pick(
        "ptr.n++", "ptr = &Box{n: 1}", "_ = ptr.n", "face = ptr", "face = Box{n: 3}", "_ = face == nil", "text += \"x\"", "_ = text + \"y\"",
        "fn = func() int { return 2 }", "_ = fn()", "_ = text == \"x\"",
    ))  # fmt: skip


@statement(1.5, racy=True)
def handed_over(w: Scene) -> None:
    """Ordered by a channel, a lock or an atomic, if the other side looks."""
    w.emit(w.pick(
        f"x0++; {w.channel()} <- 1", f"<-{w.channel()}; x0++", "x1++; close(done)", "<-done; _ = x1", "x1 = 2; ab.Store(true)",
        "if ab.Load() { _ = x1 }", "m1.Lock(); x0++; m1.Unlock()", "m1.Lock(); pair.a++; m1.Unlock()", "rw.RLock(); _ = x1; rw.RUnlock()",
        "rw.Lock(); x1++; rw.Unlock()", "if m1.TryLock() { x0++; m1.Unlock() }", f"if len({w.channel()}) > 0 {{ _ = x0 }}",
        f"select {{ case {w.channel()} <- 1: x0 = 4; default: }}", f"select {{ case <-{w.channel()}: _ = x0; default: }}",
        "once.Do(func() { x1 = 7 }); _ = x1", "cancel(); x0 = 1", "<-ctx.Done(); _ = x0",
    ))  # fmt: skip
    braced(w)


def braced(w: Scene) -> None:
    """The last line as a block with a statement a line, as far as its statements stand beside each other."""
    line = w.lines.pop().strip()
    if "{" in line:
        w.emit("{", "\t" + line, "}")
    else:
        w.emit("{", *("\t" + part for part in line.split("; ")), "}")


@statement(0.7, racy=True)
def captured(w: Scene) -> None:
    """A variable of a goroutine's own that another one sees as well."""
    with w.block("{"):
        w.emit("local := 0", "go func() { local++ }()")
        w.emit(w.pick("local++", "_ = local", f"<-{w.channel()}", "m0.Lock()"))
        if "m0" in w.lines[-1]:
            w.emit("local++", "m0.Unlock()")
