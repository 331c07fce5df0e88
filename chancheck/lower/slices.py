"""Slices: an address, a length and a capacity (Go spec, Slice types, Slice expressions, Appending)."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops
from chancheck.lower import append_growth, layout
from chancheck.lower.body import Body
from chancheck.lower.code import Code, Label
from chancheck.program.program import Shape
from chancheck.types import types as T
from chancheck.types.relations import is_string
from chancheck.types.sizes import go_size

MOST_BYTES, MOST = 1 << 48, (1 << 63) - 1
"""maxAlloc (runtime/malloc.go) of 64-bit systems: the size that `make` refuses. Smaller ones may still exceed an object
here, which ends the exploration."""


MOST_OWNED = 64
"""Elements of an owned slice that are moved to an array of their own (ADR 52)."""


def array(c: Code, elem: T.Type, count: int, place: int = -1) -> int:
    """The address of a new backing array of `count` (a register) elements."""
    cells = layout.kinds(elem)
    shape = c.tables.shape(Shape(f"[]{layout.type_name(elem)}", "", cells, place=c.place if place < 0 else place))
    return c.op("newtail", shape, count if cells else c.const(0), kind="r")


def make(b: Body, i: ops.MakeSlice) -> None:
    elem = layout.element(i.dst.type)
    length = b.value(i.len)
    capacity = b.value(i.cap) if i.cap is not None else length
    most = b.const(most_elements(elem))
    check_size(b, length, most, 0)
    if i.cap is not None:
        check_size(b, capacity, most, 1)
        check_size(b, length, capacity, 1)
    new = array(b, elem, capacity)
    dst = b.join(("r", new), ("i", length), ("i", capacity))
    b.give(i.dst, dst)


def most_elements(elem: T.Type, apart: int = 0) -> int:
    """How many elements one object of Go's heap can have, with so many bytes for other things."""
    size, _ = go_size(elem)
    return (MOST_BYTES - apart) // size if size else MOST


def check_size(b: Body, size: int, limit: int, is_cap: int) -> None:
    fine = Label()
    b.branch(b.op("ule", size, limit), fine, when=True)
    b.fail("panicMakeSlice", ("i", b.const(is_cap)))
    b.bind(fine)


# --- slicing


def slice_of(b: Body, i: ops.SliceOf) -> None:
    if is_string(i.x.type):
        slice_string(b, i)
        return
    x = b.value(i.x)
    is_slice = isinstance(i.x.type.underlying(), T.Slice)
    if is_slice:
        length, capacity = x + 1, x + 2
    else:
        b.emit("nilcheck", x)
        of = layout.pointed(i.x.type).underlying()
        assert isinstance(of, T.Array)
        length = capacity = b.const(of.length)
    low = b.value(i.low) if i.low is not None else b.const(0)
    high = b.value(i.high) if i.high is not None else length
    if b.tables.doubtful and i.high is not None:
        high = b.op("sample", high)
    if i in b.tables.owned.cuts:
        check_within(b, high, length)
    if i.max is not None:
        most = b.value(i.max)
        check_three(b, low, high, most, capacity, is_slice)
    else:
        most = capacity
        check_two(b, i, low, high, capacity, "panicSliceAcap" if is_slice else "panicSliceAlen")
    first = b.op("elem", x, low, layout.width(layout.element(i.x.type)), kind="r")
    dst = b.var(i.dst)
    new_length, new_capacity = b.op("sub", high, low), b.op("sub", most, low)
    b.move(dst, first, 1)
    b.move(dst + 1, new_length, 1)
    b.move(dst + 2, new_capacity, 1)


def check_within(b: Body, high: int, length: int) -> None:
    """An owned slice has no elements between its length and its capacity."""
    fine = Label()
    b.branch(b.op("ule", high, length), fine, when=True)
    b.emit("unknown", b.tables.string("the elements behind a slice's length"))
    b.bind(fine)


def check_two(b: Body, i: ops.SliceOf, low: int, high: int, limit: int, fault: str) -> None:
    """0 <= low <= high <= limit."""
    if i.high is not None:
        fine = Label()
        b.branch(b.op("ule", high, limit), fine, when=True)
        b.fail(fault, ("i", high), ("i", limit))
        b.bind(fine)
    if i.low is not None:
        fine = Label()
        b.branch(b.op("ule", low, high), fine, when=True)
        b.fail("panicSliceB", ("i", low), ("i", high))
        b.bind(fine)


def check_three(b: Body, low: int, high: int, most: int, capacity: int, is_slice: bool) -> None:
    """0 <= low <= high <= max <= capacity."""
    pairs = ((0 if is_slice else 3, most, capacity), (1, high, most), (2, low, high))
    for which, a, limit in pairs:
        fine = Label()
        b.branch(b.op("ule", a, limit), fine, when=True)
        b.fail("panicSlice3", ("i", b.const(which)), ("i", a), ("i", limit))
        b.bind(fine)


def slice_string(b: Body, i: ops.SliceOf) -> None:
    x = b.value(i.x)
    length = b.op("strlen", x)
    low = b.value(i.low) if i.low is not None else b.const(0)
    high = b.value(i.high) if i.high is not None else length
    check_two(b, i, low, high, length, "panicSliceAlen")
    b.emit("strcut", b.var(i.dst), x, low, high)


# --- append, copy, clear


def append(b: Body, i: ops.Append) -> None:
    elem = layout.element(i.dst.type)
    cells = layout.width(elem)
    x = b.op("move", b.value(i.x), 3, kind=layout.SLICE)
    more = b.const(len(i.elems)) if i.spread is None else length(b, i.spread)
    total = b.op("add", x + 1, more)
    room = Label()
    b.branch(b.op("le", total, x + 2), room, when=True)
    grow(b, elem, x, total)
    b.bind(room)
    if i.spread is None:
        for n, value in enumerate(i.elems):
            at = b.op("add", x + 1, b.const(n))
            to = b.op("elem", x, at, cells, kind="r")
            if cells:
                b.emit("store", to, 0, b.value(value), cells)
    elif cells:
        to = b.op("elem", x, x + 1, cells, kind="r")
        fill(b, elem, to, i.spread, more)
    b.move(x + 1, total, 1)
    b.give(i.dst, x)


def length(b: Body, x: ops.Operand) -> int:
    """In bytes that are there, of a text that is unknown too."""
    register = b.value(x)
    if not is_string(x.type):
        return register + 1
    size = b.temp()
    b.plain("strlen", size, register)
    return size


def grow(b: Body, elem: T.Type, x: int, total: int) -> None:
    """Moves the elements of the slice at x to a larger array."""
    capacity = b.call(append_growth.function(b.tables, elem), b.join(("i", x + 2), ("i", total)), 2, "i")
    new = array(b, elem, capacity)
    cells = layout.width(elem)
    if cells:
        loop(b, x + 1, lambda n: transfer(b, layout.kinds(elem), "put", new, n, x, n))
    b.move(x, new, 1)
    b.move(x + 2, capacity, 1)


def transfer(b: Code, kinds: str, write: str, to: int, to_index: int, source: int, index: int) -> None:
    cells, value = len(kinds), b.temp(kinds)
    b.emit("load", value, b.op("elem", source, index, cells, kind="r"), 0, cells)
    b.emit(write, b.op("elem", to, to_index, cells, kind="r"), 0, value, cells)


def loop(b: Code, count: int, body: Callable[[int], object]) -> None:
    """Does something for each index below the count in a register."""
    n, one = b.const(0), b.const(1)
    again, done = Label(), Label()
    b.bind(again)
    b.branch(b.op("lt", n, count), done, when=False)
    body(n)
    b.emit("add", n, n, one)
    b.goto(again)
    b.bind(done)


def fill(b: Body, elem: T.Type, to: int, source: ops.Operand, count: int) -> None:
    """Writes the first `count` elements of a slice, or bytes of a string, from the address `to` on. They may overlap:
    as in Go's memmove all are read before one is overwritten."""
    cells, x = layout.width(elem), b.value(source)
    if is_string(source.type):
        loop(b, count, lambda n: b.emit("store", b.op("elem", to, n, 1, kind="r"), 0, b.op("strat", x, n), 1))
        return
    copy = array(b, elem, count)
    loop(b, count, lambda n: transfer(b, layout.kinds(elem), "put", copy, n, x, n))

    def back(n: int) -> None:
        value = b.op("get", b.op("elem", copy, n, cells, kind="r"), 0, cells, kind=layout.kinds(elem))
        b.emit("store", b.op("elem", to, n, cells, kind="r"), 0, value, cells)

    loop(b, count, back)


def own(b: Body, i: ops.Store | ops.Move) -> int:
    """The slice that an instruction puts back into its owner: with an array of its own, without room."""
    elem, owned = layout.element(i.src.type), b.tables.owned
    kinds = layout.kinds(elem)
    x = b.op("move", b.value(i.src), 3, kind=layout.SLICE)
    done = Label()
    if i in owned.empty:
        some = Label()
        b.branch(x + 1, some, when=True)
        b.clear(x, 3)
        b.goto(done)
        b.bind(some)
    else:
        b.branch(x, done, when=False)
    b.branch(b.op("lt", b.const(MOST_OWNED), x + 1), done, when=True)
    new = array(b, elem, x + 1, b.tables.place(owned.kept[i]))

    def transfer(n: int) -> None:
        value = b.op("get", b.op("elem", x, n, len(kinds), kind="r"), 0, len(kinds), kind=kinds)
        b.emit("put", b.op("elem", new, n, len(kinds), kind="r"), 0, value, len(kinds))

    if kinds:
        loop(b, x + 1, transfer)
    b.move(x, new, 1)
    b.move(x + 2, x + 1, 1)
    b.bind(done)
    return x


def copy(b: Body, i: ops.Copy) -> None:
    to = b.value(i.to)
    count = b.op("move", length(b, i.source), 1)
    fits = Label()
    b.branch(b.op("le", count, to + 1), fits, when=True)
    b.move(count, to + 1, 1)
    b.bind(fits)
    elem = layout.element(i.to.type)
    if layout.width(elem):
        fill(b, elem, to, i.source, count)
    b.give(i.dst, count)


def clear(b: Body, x: ops.Operand) -> None:
    elem = layout.element(x.type)
    cells = layout.width(elem)
    if not cells:
        return
    slice_ = b.value(x)
    zero = b.zero(layout.kinds(elem))
    loop(b, slice_ + 1, lambda n: b.emit("store", b.op("elem", slice_, n, cells, kind="r"), 0, zero, cells))


LOWERINGS = {ops.MakeSlice: make, ops.SliceOf: slice_of, ops.Append: append, ops.Copy: copy}
