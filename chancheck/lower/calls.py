"""Calls, closures, goroutines, deferred calls, panics, branches (Go spec, Calls, Go statements, Handling panics)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import interfaces, layout
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.lower.sites import perform
from chancheck.program.program import Shape
from chancheck.semantics import timers
from chancheck.types import types as T


def enter(b: Body) -> None:
    """Captured variables come from the closure."""
    at = 1
    for var in b.graph.captures:
        cells = layout.width(var.type)
        if cells:
            b.emit("get", b.var(var), 0, at, cells)
        at += cells


def call(b: Body, i: ops.Call) -> None:
    start, count = b.values(arguments(b, i))
    if isinstance(i.func, ops.FuncValue):
        results = i.func.func.results
    else:
        signature = i.func.type.underlying()
        assert isinstance(signature, T.Signature)
        results = signature.results
    kinds = "".join(map(layout.kinds, results))
    single = i.dsts[0] if len(i.dsts) == 1 == len(results) else None
    dst = b.var(single) if single is not None else b.temp(kinds) if kinds else 0
    if isinstance(i.func, ops.FuncValue):
        b.emit("call", dst, b.tables.graph(i.func.func), start, count)
    else:
        b.emit("callv", dst, b.value(i.func), start, count)
    b.writes(len(kinds))
    if single is None:
        interfaces.spread(b, i.dsts, results, dst)


def arguments(b: Body, i: ops.Call | ops.Defer) -> list[ops.Operand]:
    """Without a clock the length of a computed time does not matter: it ends at any moment."""
    asked = isinstance(i.func, ops.FuncValue) and i.func.func.name in timers.AWHILE
    if b.tables.time != "any" or not asked or b.graph.name in timers.AWHILE:  # which pass on what they were given
        return i.args
    return [ops.Const(x.type, 1) if isinstance(x, ops.Var) and is_duration(x.type) else x for x in i.args]


def is_duration(t: T.Type) -> bool:
    return isinstance(t, T.Named) and (t.obj.pkg, t.obj.name) == ("time", "Duration")


def closure(b: Body, i: ops.MakeClosure) -> None:
    function = b.tables.graph(i.func)
    if not i.captures:
        b.emit("const", b.var(i.dst), -1 - function)
        return
    start, count = b.values(i.captures)
    kinds = "".join(layout.kinds(x.type) for x in i.captures)
    names = ("", *(name for x in i.func.captures for name in layout.cell_names(x.type, x.name)))
    dst = b.temp("r")
    b.emit("new", dst, b.tables.shape(Shape(i.func.name, "i" + kinds, place=b.place, cells=names)))
    b.emit("put", dst, 0, b.const(function), 1)
    if count:
        b.emit("put", dst, 1, start, count)
    b.give(i.dst, dst)


def ret(b: Body, i: ops.Return) -> None:
    b.ret(b.values(i.values)[0])


def spawn(b: Body, i: ops.Spawn) -> None:
    f = b.value(i.func)
    if not isinstance(i.func, ops.FuncValue) and i.func not in b.never_nil:
        fine = Label()
        b.branch(f, fine, when=True)
        perform(b, "go nil", [], [])
        b.bind(fine)
    if b.tables.counted and not i.helper:
        perform(b, "go", [], [])
    b.emit("spawn", f, int(i.helper))


def defer(b: Body, i: ops.Defer) -> None:
    b.emit("defer", b.value(i.func), *b.values(arguments(b, i)))


def run_defers(b: Body, _: ops.RunDefers) -> None:
    b.emit("rundefers")


def recover(b: Body, i: ops.Recover) -> None:
    b.emit("recover", b.var(i.dst))


def panic(b: Body, i: ops.Panic) -> None:
    x, fine = b.value(i.x), Label()
    b.branch(x, fine, when=True)
    b.fail("panicNilValue")
    b.bind(fine)
    b.emit("panic", x)


def jump(b: Body, i: ops.Jump) -> None:
    b.jump(i.target)


def branch(b: Body, i: ops.If) -> None:
    cond = b.value(i.cond)
    if i.then is b.next_block:
        b.branch(cond, b.labels[i.orelse], when=False)
    else:
        b.branch(cond, b.labels[i.then], when=True)
        b.jump(i.orelse)


LOWERINGS = {
    ops.Call: call,
    ops.MakeClosure: closure,
    ops.Return: ret,
    ops.Spawn: spawn,
    ops.Defer: defer,
    ops.RunDefers: run_defers,
    ops.Recover: recover,
    ops.Panic: panic,
    ops.Jump: jump,
    ops.If: branch,
}
