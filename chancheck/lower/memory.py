"""Variables in memory, pointers, fields (Go spec, Address operators, Selectors)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout, slices
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.program.program import Shape
from chancheck.types import types as T


def alloc(b: Body, i: ops.Alloc) -> None:
    t = layout.pointed(i.dst.type)
    name = i.name or layout.type_name(t)
    names, forms = layout.cell_names(t), layout.cell_forms(t)
    shape = Shape(name, layout.kinds(t), layout.queue_of(t), place=b.place, cells=names, forms=forms)
    b.emit("new", b.var(i.dst), b.tables.shape(shape))


def load(b: Body, i: ops.Load) -> None:
    cells = layout.width(i.dst.type)
    if cells:
        b.emit("get" if i.private else "load", b.var(i.dst), b.value(i.ptr), 0, cells)
    else:
        b.emit("nilcheck", b.value(i.ptr))


def store(b: Body, i: ops.Store) -> None:
    cells = layout.width(i.src.type)
    if cells:
        src = slices.own(b, i) if i in b.tables.owned.kept else b.value(i.src)
        b.emit("put" if i.private else "store", b.value(i.ptr), 0, src, cells)
    else:
        b.emit("nilcheck", b.value(i.ptr))


def field_address(b: Body, i: ops.FieldAddr) -> None:
    b.emit("addr", b.var(i.dst), b.value(i.ptr), layout.field_offset(layout.pointed(i.ptr.type), i.field))


def field(b: Body, i: ops.Field) -> None:
    b.give(i.dst, b.value(i.x) + layout.field_offset(i.x.type, i.field))


def set_field(b: Body, i: ops.SetField) -> None:
    to = b.var(i.x) + layout.field_offset(i.x.type, i.field)
    if isinstance(i.src, ops.Const):
        b.constant(to, i.src.type, i.src.value)
    else:
        b.move(to, b.value(i.src), layout.width(i.src.type))


def index_address(b: Body, i: ops.IndexAddr) -> None:
    t = i.x.type.underlying()
    cells = layout.width(layout.element(i.x.type))
    x = b.value(i.x)
    if isinstance(t, T.Slice):
        length = x + 1
    else:
        array = layout.pointed(t).underlying()
        assert isinstance(array, T.Array)
        b.emit("nilcheck", x)
        if isinstance(i.index, ops.Const) and 0 <= int(i.index.value) < array.length:
            b.emit("addr", b.var(i.dst), x, int(i.index.value) * cells)
            return
        length = b.const(array.length)
    index = b.value(i.index)
    check_index(b, index, length)
    b.emit("elem", b.var(i.dst), x, index, cells)


def check_index(b: Body, index: int, length: int) -> None:
    """An index that is negative or too large panics."""
    fine = Label()
    b.branch(b.op("ult", index, length), fine, when=True)
    b.fail("panicIndex", ("i", index), ("i", length))
    b.bind(fine)


def index(b: Body, i: ops.Index) -> None:
    x = b.value(i.x)
    t = i.x.type.underlying()
    if isinstance(t, T.Array):
        assert isinstance(i.index, ops.Const)
        b.give(i.dst, x + int(i.index.value) * layout.width(t.elem))
        return
    at = b.value(i.index)
    check_index(b, at, b.op("strlen", x))
    b.emit("strat", b.var(i.dst), x, at)


LOWERINGS = {
    ops.Alloc: alloc,
    ops.Load: load,
    ops.Store: store,
    ops.FieldAddr: field_address,
    ops.Field: field,
    ops.SetField: set_field,
    ops.IndexAddr: index_address,
    ops.Index: index,
}
