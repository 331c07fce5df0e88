# ruff: noqa: E501
"""Loops, functions, panics, goroutines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .scene import Scene, statement


@contextmanager
def function(w: Scene, header: str, footer: str) -> Iterator[None]:
    """A function literal: what is deferred in it is done at its end."""
    outer, w.returns = w.returns, True
    lock = w.in_lock
    with w.block(header, footer):
        yield
    w.returns, w.in_lock = outer, lock


@statement(2)
def say(w: Scene) -> None:
    w.say()


@statement(1, leaf=False)
def loop(w: Scene) -> None:
    outer, w.returns = w.returns, False
    form = w.random.randrange(4)
    header = [
        f"for i := range {w.random.randint(1, 2)} {{", "for i := 0; i < 2; i++ {", "for i, x := range []int{4, 5} {",
        "for i := range Upto(2) {",
    ][form]  # fmt: skip
    with w.block(header):
        w.emit("_ = i", *(["_ = x"] if form == 2 else []))
        w.statement()
        if w.chance(0.2):
            w.emit(f"if a0.Load() == {w.number()} {{", f"\t{w.pick('break', 'continue')}", "}")
    w.returns = outer


@statement(0.4, leaf=False)
def labelled(w: Scene) -> None:
    outer, w.returns = w.returns, False
    label = w.fresh("L")
    w.emit(f"{label}:")
    with w.block("for i := range 2 {"), w.block("for j := range Upto(2) {"):
        w.emit(f"if i == j && a0.Load() != {w.number()} {{", f"\t{w.pick('break', 'continue')} {label}", "}")
        w.statement()
    w.returns = outer


@statement(0.8, leaf=False)
def branch(w: Scene) -> None:
    outer, w.returns = w.returns, False
    with w.block(f"if a0.Load() == {w.random.randint(0, 1)} {{"):
        w.statement()
        if outer and w.chance(0.2):
            w.emit("return")
    w.returns = outer


@statement(1, leaf=False)
def deferred(w: Scene) -> None:
    with function(w, "func() {", "}()"):
        w.emit(w.pick(
            f"defer fmt.Println({w.quoted_mark()}, len({w.channel()}) >= 0)", f"defer close({w.channel()})",
            f"defer func() {{ {w.channel()} <- 3 }}()", "defer a0.Add(1)",
            f"defer func(n int32) {{ fmt.Println({w.quoted_mark()}, n, a0.Load()) }}(a0.Load())",
            f"for i := range 2 {{ defer fmt.Println({w.quoted_mark()}, i) }}",
        ))  # fmt: skip
        w.some()


@statement(1, leaf=False)
def recovering(w: Scene) -> None:
    with function(w, "func() {", "}()"):
        if w.chance(0.3):
            w.emit(w.pick("defer a0.Add(1)", f"defer fmt.Println({w.quoted_mark()})", f"defer close({w.channel()})"))
        w.emit("defer func() {")
        w.emit("\tif r := recover(); r != nil {")
        w.emit(f"\t\tfmt.Println({w.quoted_mark()}, r)")
        if w.chance(0.15):
            w.emit(w.pick("\t\tpanic(r)", '\t\tpanic(fmt.Sprint("again ", r))'))
        w.emit("\t}", "}()")
        w.some()
        if w.chance(0.4):
            w.emit(w.pick(f'panic(errors.New("e{w.number()}"))', "var b *Box; b.n++", 'var m map[string]int; m["x"] = 1',
                          "panic(fmt.Sprintf(\"%v\", Box{n: 1}))", "_ = any(1).(string)", "_ = []int{}[a0.Load()]"))  # fmt: skip
            line = w.lines.pop().strip()
            w.emit(*line.split("; "))


@statement(0.4)
def panic(w: Scene) -> None:
    with w.block(f"if a0.Load() == {w.number()} {{"):
        w.emit(
            w.pick(
                f'panic("p{w.number()}")',
                'panic(errors.New("err"))',
                "panic(Box{n: 1}.n)",
                "os.Exit(3)",
                "runtime.Goexit()",
            )
        )


@statement(0.3)
def named_result(w: Scene) -> None:
    w.say(f"Guarded({w.channel()}, {w.number()})")


@statement(0.15, leaf=False)
def goexit(w: Scene) -> None:
    with function(w, "go func() {", "}()"):
        w.emit(f"defer fmt.Println({w.quoted_mark()})")
        lock, w.in_lock = w.in_lock, False
        w.statement()
        w.in_lock = lock
        w.emit("runtime.Goexit()")


@statement(0.5, leaf=False)
def spawn(w: Scene) -> None:
    lock, w.in_lock = w.in_lock, False
    with function(w, "go func() {", "}()"):
        w.statement()
    w.in_lock = lock


@statement(0.4)
def spawn_in_loop(w: Scene) -> None:
    """Each goroutine has its own variable."""
    with w.block(w.pick("for i := range 2 {", "for i := 0; i < 2; i++ {")):
        w.emit("go func() {", f"\t{w.channel()} <- i", "}()")


@statement(0.3)
def spawn_others(w: Scene) -> None:
    w.emit(w.pick(
        f"go pass({w.channel()}, {w.channel()}, {w.number()})", f"go fmt.Println({w.quoted_mark()}, a0.Load())",
        f"go func(c chan<- int, n int) {{ c <- n }}({w.channel()}, {w.number()})",
        f"go Each({w.channel()}, func(v int) {{ fmt.Println({w.quoted_mark()}, v) }})",
        f"go close({w.channel()})", f"var twicer Twicer = Box{{n: {w.number()}}}; go func() {{ fmt.Println(twicer.Twice()) }}()",
    ))  # fmt: skip
    line = w.lines.pop().strip()
    w.emit("{", *("\t" + part for part in line.split("; ")), "}")


@statement(0.1)
def rarities(w: Scene) -> None:
    """Rare statements."""
    with w.block("{"):
        w.emit(*w.random.choice([
            ("var none func()", "go none()"), ("var none func()", "defer none()"), ("n := runtime.NumGoroutine()", "fmt.Println(n > 0)"),
            ("n := 3", "for ; n > 1; n-- {", "\t;", "}"), (f"go panic({w.quoted_mark()})",),
        ]))  # fmt: skip


@statement(0.4)
def counter(w: Scene) -> None:
    """A variable that closures share, in one goroutine."""
    with w.block("{"):
        w.emit("n := 0", "more := func() int { n += 2; return n }")
        w.emit("more()", f"fmt.Println({w.quoted_mark()}, more(), n)")


@statement(0.3, leaf=False)
def iterator(w: Scene) -> None:
    """The body of a loop over a function of our own, which operates on channels itself."""
    outer, w.returns = w.returns, False
    with w.block(f"for v := range Drain({w.channel()}, 2) {{"):
        w.say("v")
        if w.chance(0.3):
            w.statement()
        if w.chance(0.3):
            w.emit("break")
    w.returns = outer
