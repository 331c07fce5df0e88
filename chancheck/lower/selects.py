"""Operations and selects: where goroutines meet (Go spec, Send statements, Receive operator, Select statements)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import intrinsics, layout, slices
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.lower.interfaces import spread
from chancheck.lower.member_facts import dispatch
from chancheck.lower.sites import alternative, perform
from chancheck.program.program import Shape
from chancheck.semantics import channel_object
from chancheck.types import types as T
from chancheck.types.relations import is_string

NO_CASES = "select (no cases)"

HEADER_BYTES = 112
"""Size of a channel's header in Go's heap, without its buffer (runtime/chan.go, hchan)."""


def intrinsic(b: Body, i: ops.Intrinsic) -> None:
    emitter = intrinsics.EMITTERS.get(i.name)
    if emitter is not None:
        emitter(b, i)
        return
    if i.name in b.tables.unit.instances:
        by_type(b, i)
        return
    name, extra = intrinsics.operation(i.name, i.pos)
    perform(b, name, i.args, i.dsts, extra)


def by_type(b: Body, i: ops.Intrinsic) -> None:
    """A function that is another for each type; its results lie side by side."""
    given = [a.type for a in i.args]
    wanted = [d.type for d in i.dsts if d is not None]
    start, count = b.values(i.args)
    kinds = "".join(map(layout.kinds, wanted))
    function = dispatch(i.name, T.Signature(given, wanted))(b.tables)
    spread(b, i.dsts, wanted, b.call(function, start, count, kinds))


def select(b: Body, i: ops.Select) -> None:
    if not i.cases and i.default is not None:
        b.jump(i.default)
        return
    alternatives = []
    for case in i.cases:
        b.at(case.pos)
        alternatives.append(alternative(b, case.name, case.args, case.dsts))
    b.at(i.pos)
    waiting = NO_CASES if not i.cases else "select" if len(i.cases) > 1 else ""
    default = b.labels[i.default] if i.default is not None else None
    b.operate(alternatives, [b.labels[case.target] for case in i.cases], default, waiting)


# --- channels as objects


def make_channel(b: Body, i: ops.MakeChan) -> None:
    t = i.dst.type.underlying()
    assert isinstance(t, T.Chan)
    name = i.name or layout.type_name(i.dst.type)
    cells, kinds = channel_object.HEADERS["any" if b.tables.time == "any" else "virtual"]
    shape = Shape(name, kinds, layout.element_kinds(t.elem), place=b.place, cells=cells, form=layout.form(t.elem))
    if i.size is not None:
        size = b.value(i.size)
        check_size(b, i, size)
    dst = b.op("new", b.tables.shape(shape), kind="r")
    if i.size is not None:
        b.emit("put", dst, channel_object.CAP, size, 1)
    b.give(i.dst, dst)


def check_size(b: Body, i: ops.MakeChan, size: int) -> None:
    most = slices.most_elements(layout.element(i.dst.type), HEADER_BYTES)
    if isinstance(i.size, ops.Const) and int(i.size.value) <= most:
        return
    fine = Label()
    b.branch(b.op("ule", size, b.const(most)), fine, when=True)
    b.fail("panicMakeChan")
    b.bind(fine)


def length(b: Body, i: ops.Len) -> None:
    """len and cap. How full a channel is depends on others: that is an operation."""
    t, x = i.x.type.underlying(), b.value(i.x)
    if is_string(t):
        b.emit("strlen", b.var(i.dst), x)
    elif isinstance(t, T.Slice) and b.tables.doubtful and not i.cap and t.elem.underlying() is T.UINT8:
        b.emit("span", b.var(i.dst), x, x + 1)
    elif isinstance(t, T.Slice):
        b.give(i.dst, x + (2 if i.cap else 1))
    elif isinstance(t, T.Map):
        nil = Label()
        b.branch(x, nil, when=False)
        b.emit("touch", x, 0, 1, 0)
        b.bind(nil)
        b.emit("maplen", b.var(i.dst), x)
    elif i.cap:
        nil, capacity = Label(), b.const(0)
        b.branch(x, nil, when=False)
        b.emit("get", capacity, x, channel_object.CAP, 1)
        b.bind(nil)
        b.give(i.dst, capacity)
    else:
        perform(b, "chan.len", [i.x], [i.dst])


LOWERINGS = {ops.Intrinsic: intrinsic, ops.Select: select, ops.MakeChan: make_channel, ops.Len: length}
