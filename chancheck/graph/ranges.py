"""Range clauses (Go spec, For statements with range clause)."""

from __future__ import annotations

from chancheck.graph import ops, range_over_func
from chancheck.graph.assignments import is_blank
from chancheck.graph.builder import Labelled
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function
from chancheck.graph.loops import iteration_values, loop_body, shared_loop_vars
from chancheck.graph.place import Place
from chancheck.graph.places import spilled
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_integer, is_string


def range_(f: Function, s: ast.RangeStmt, label: str) -> None:
    early(f, [s.x])
    t = f.type_of(s.x)
    under = t.underlying()
    array = under.elem.underlying() if isinstance(under, T.Pointer) else under
    if is_integer(t):
        range_count(f, s, label, f.stable(f.value(s.x), s.pos), t, None)
    elif is_string(t):
        range_string(f, s, label)
    elif isinstance(array, T.Array):
        if isinstance(under, T.Array) and (s.value is not None and not is_blank(s.value)):
            ptr = spilled(f, f.value(s.x), s.pos).ptr
        else:
            ptr = f.value(s.x) if isinstance(under, T.Pointer) else None
        range_count(f, s, label, ops.Const(T.INT, array.length), T.INT, ptr)
    elif isinstance(under, T.Slice):
        x = f.stable(f.value(s.x), s.pos)
        n = f.temp(T.INT)
        f.emit(ops.Len(s.pos, n, x))
        range_count(f, s, label, n, T.INT, x)
    elif isinstance(under, T.Map):
        range_map(f, s, label, under)
    elif isinstance(under, T.Chan):
        range_channel(f, s, label, under)
    else:
        range_over_func.range_function(f, s, label)


def range_count(f: Function, s: ast.RangeStmt, label: str, n: ops.Operand, t: T.Type, x: ops.Operand | None) -> None:
    shared_loop_vars(f, s)
    i = f.temp(t)
    f.emit(ops.Move(s.pos, i, ops.Const(t, 0)))
    head, body, post, after = (f.new_block(b) for b in ("range", "body", "post", "after"))
    f.jump(s.pos, head, head)
    f.end(ops.If(s.pos, f.arithmetic("<", i, n, T.BOOL, s.pos), body, after), body)
    element: ops.Operand | None = None
    if x is not None and s.value is not None and not is_blank(s.value):
        under = x.type.underlying()
        if isinstance(under, T.Pointer):
            under = under.elem.underlying()
        assert isinstance(under, T.Slice | T.Array)
        ptr = f.temp(T.Pointer(under.elem))
        f.emit(ops.IndexAddr(s.pos, ptr, x, i))
        element = f.load(Place(under.elem, ptr=ptr), s.pos)
    iteration_values(f, s, [stable_count(f, i, s.pos), element])
    loop_body(f, s.body, label, after, post)
    f.jump(s.body.end, post, post)
    f.emit(ops.Binary(s.pos, i, "+", i, ops.Const(t, 1)))
    f.jump(s.pos, head, after)


def stable_count(f: Function, i: ops.Var, pos: Pos) -> ops.Operand:
    return i


def range_string(f: Function, s: ast.RangeStmt, label: str) -> None:
    shared_loop_vars(f, s)
    x = f.stable(f.value(s.x), s.pos)
    n, i, rune, width = (f.temp(t) for t in (T.INT, T.INT, T.INT32, T.INT))
    f.emit(ops.Len(s.pos, n, x))
    f.emit(ops.Move(s.pos, i, ops.Const(T.INT, 0)))
    f.emit(ops.Move(s.pos, width, ops.Const(T.INT, 0)))
    head, body, post, after = (f.new_block(b) for b in ("range", "body", "post", "after"))
    f.jump(s.pos, head, head)
    f.end(ops.If(s.pos, f.arithmetic("<", i, n, T.BOOL, s.pos), body, after), body)
    f.emit(ops.DecodeRune(s.pos, rune, width, x, i))
    iteration_values(f, s, [i, rune])
    loop_body(f, s.body, label, after, post)
    f.jump(s.body.end, post, post)
    f.emit(ops.Binary(s.pos, i, "+", i, width))
    f.jump(s.pos, head, after)


def range_map(f: Function, s: ast.RangeStmt, label: str, t: T.Map) -> None:
    shared_loop_vars(f, s)
    m = f.stable(f.value(s.x), s.pos)
    it, ok = f.temp(T.UNSAFE_POINTER), f.temp(T.BOOL)
    f.emit(ops.MapRange(s.pos, it, m))
    key = f.temp(t.key) if s.key is not None and not is_blank(s.key) else None
    value = f.temp(t.elem) if s.value is not None and not is_blank(s.value) else None
    head, body, after = (f.new_block(b) for b in ("range", "body", "after"))
    f.jump(s.pos, head, head)
    f.emit(ops.MapNext(s.pos, ok, key, value, it, m))
    f.end(ops.If(s.pos, ok, body, after), body)
    iteration_values(f, s, [key, value])
    loop_body(f, s.body, label, after, head)
    f.jump(s.body.end, head, after)


def range_channel(f: Function, s: ast.RangeStmt, label: str, t: T.Chan) -> None:
    shared_loop_vars(f, s)
    ch = f.stable(f.value(s.x), s.pos)
    v, ok = f.temp(t.elem), f.temp(T.BOOL)
    head, body, after = (f.new_block(b) for b in ("range", "body", "after"))
    f.jump(s.pos, head, head)
    f.emit(ops.Intrinsic(s.x.pos, "chan.recv", [ch], [v, ok]))
    f.end(ops.If(s.pos, ok, body, after), body)
    iteration_values(f, s, [v])
    loop_body(f, s.body, label, after, head)
    f.jump(s.body.end, head, after)


LABELLED: Labelled = {ast.RangeStmt: range_}
