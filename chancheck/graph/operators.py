"""Operators, indexing, slicing, type assertions (Go spec, Operators)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Values
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function, strip
from chancheck.graph.literals import composite
from chancheck.graph.members import function_value
from chancheck.graph.places import address, element_place, spilled
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_interface, is_string

COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


def type_assertion(f: Function, e: ast.TypeAssertExpr, ok: ops.Var | None) -> list[ops.Operand]:
    early(f, [e.x])
    dst = f.temp(f.type_of(e))
    f.emit(ops.TypeAssert(e.pos, dst, ok, f.value(e.x), dst.type))
    return [dst, ok] if ok is not None else [dst]


def receive(f: Function, e: ast.UnaryExpr, ok: ops.Var | None) -> list[ops.Operand]:
    early(f, [e.x])
    channel = f.value(e.x)
    chan_type = channel.type.underlying()
    assert isinstance(chan_type, T.Chan)
    dst = f.temp(chan_type.elem)
    f.emit(ops.Intrinsic(e.pos, "chan.recv", [channel], [dst, ok]))
    return [dst, ok] if ok is not None else [dst]


def index(f: Function, e: ast.IndexExpr) -> ops.Operand:
    t = f.type_of(e.x)
    under = t.underlying()
    if isinstance(under, T.Map):
        m = f.value(e.x)
        dst = f.temp(under.elem)
        f.emit(ops.MapLookup(e.pos, dst, None, m, f.value(e.indices[0], under.key)))
        return dst
    if is_string(t):
        dst = f.temp(T.UINT8)
        x = f.value(e.x)
        f.emit(ops.Index(e.pos, dst, x, f.value(e.indices[0])))
        return dst
    return f.load(element_place(f, e), e.pos)


def slice_expr(f: Function, e: ast.SliceExpr) -> ops.Operand:
    early(f, [e.x, e.low, e.high, e.max])
    t = f.type_of(e.x)
    x = address(f, e.x) if isinstance(t.underlying(), T.Array) else f.value(e.x)
    bounds = [None if i is None else f.value(i) for i in (e.low, e.high, e.max)]
    dst = f.temp(f.type_of(e))
    f.emit(ops.SliceOf(e.pos, dst, x, *bounds))
    return dst


def unary(f: Function, e: ast.UnaryExpr) -> ops.Operand:
    if e.op == "<-":
        return receive(f, e, None)[0]
    if e.op == "&":
        inner = strip(e.x)
        if isinstance(inner, ast.CompositeLit):
            pointer = f.type_of(e).underlying()
            assert isinstance(pointer, T.Pointer)
            place = spilled(f, composite(f, inner, pointer.elem), e.pos)
            assert place.ptr is not None
            return place.ptr
        return address(f, e.x)
    x = f.value(e.x)
    if e.op == "+":
        return x
    dst = f.temp(f.type_of(e))
    f.emit(ops.Unary(e.pos, dst, e.op, x))
    return dst


def binary(f: Function, e: ast.BinaryExpr) -> ops.Operand:
    if e.op in ("&&", "||"):
        return short_circuit(f, e)
    if e.op in COMPARISONS:
        return comparison(f, e)
    t = f.type_of(e)
    shift = e.op in ("<<", ">>")
    x = f.value(e.x)
    if isinstance(x, ops.Const) and shift:
        x = ops.Const(t, x.value)
    return f.arithmetic(e.op, x, f.value(e.y), t, e.pos)


def comparison(f: Function, e: ast.BinaryExpr) -> ops.Operand:
    tx, ty = f.info.types[e.x], f.info.types[e.y]
    common = None
    if f.is_nil(e.x) or f.is_nil(e.y):
        common = ty if f.is_nil(e.x) else tx
    elif is_interface(tx) != is_interface(ty):
        common = tx if is_interface(tx) else ty
    x = f.value(e.x, common)
    return f.arithmetic(e.op, x, f.value(e.y, common), T.BOOL, e.pos)


def short_circuit(f: Function, e: ast.BinaryExpr) -> ops.Operand:
    dst = f.temp(f.type_of(e))
    early(f, [e.x])
    f.emit(ops.Move(e.pos, dst, f.value(e.x)))
    more, done = f.new_block(), f.new_block()
    f.end(ops.If(e.pos, dst, more, done) if e.op == "&&" else ops.If(e.pos, dst, done, more), more)
    early(f, [e.y])
    f.emit(ops.Move(e.pos, dst, f.value(e.y)))
    f.jump(e.pos, done, done)
    return dst


def branch(f: Function, e: ast.Expr, then: ops.Block, orelse: ops.Block) -> None:
    """Go to one of two blocks by a condition."""
    inner = strip(e)
    constant = f.info.constants.get(e)
    if isinstance(constant, bool):
        f.jump(e.pos, then if constant else orelse)
    elif isinstance(inner, ast.BinaryExpr) and inner.op in ("&&", "||"):
        more = f.new_block()
        branch(f, inner.x, more if inner.op == "&&" else then, orelse if inner.op == "&&" else more)
        f.current = more
        branch(f, inner.y, then, orelse)
    elif isinstance(inner, ast.UnaryExpr) and inner.op == "!":
        branch(f, inner.x, orelse, then)
    else:
        early(f, [e])
        f.end(ops.If(e.pos, f.value(e), then, orelse))


def indexed(f: Function, e: ast.IndexExpr) -> ops.Operand:
    """An element, or an instance of a generic function or method."""
    method = f.without_arguments(e)
    if method is not e:
        return f.value(method)
    func = f.function_named(e)
    return index(f, e) if func is None else function_value(f, func, e)


def asserted(f: Function, e: ast.TypeAssertExpr) -> ops.Operand:
    return type_assertion(f, e, None)[0]


VALUES: Values = {
    ast.IndexExpr: indexed,
    ast.SliceExpr: slice_expr,
    ast.TypeAssertExpr: asserted,
    ast.UnaryExpr: unary,
    ast.BinaryExpr: binary,
}
