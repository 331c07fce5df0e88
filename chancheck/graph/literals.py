"""Composite literals (Go spec, Composite literals)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Values
from chancheck.graph.constant_tables import table
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function, unsupported
from chancheck.graph.place import Place
from chancheck.graph.places import spilled
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T


def composite(f: Function, e: ast.CompositeLit, t: T.Type) -> ops.Operand:
    under = t.underlying()
    match under:
        case T.Pointer():
            place = spilled(f, composite(f, e, under.elem), e.pos)
            assert place.ptr is not None
            return place.ptr
        case T.Struct():
            return struct_literal(f, e, t, under)
        case T.Array():
            return array_literal(f, e, t, under.elem, under.length)
        case T.Slice():
            return slice_literal(f, e, t, under.elem)
        case T.Map():
            dst = f.temp(t)
            f.emit(ops.MakeMap(e.pos, dst))
            for element in e.elements:
                assert element.key is not None
                early(f, [element.key, element.value])
                k = element_value(f, element.key, under.key)
                f.emit(ops.MapUpdate(element.pos, dst, k, element_value(f, element.value, under.elem)))
            return dst
    raise unsupported(e.pos, "this literal is not supported")


def element_value(f: Function, e: ast.Expr, t: T.Type) -> ops.Operand:
    if isinstance(e, ast.CompositeLit) and e.type is None:
        return composite(f, e, t)
    return f.value(e, t)


def struct_literal(f: Function, e: ast.CompositeLit, t: T.Type, struct: T.Struct) -> ops.Operand:
    dst = f.temp(t)
    f.emit(ops.Move(e.pos, dst, ops.Zero(t)))
    for n, element in enumerate(e.elements):
        path = f.info.promoted.get(element, (n,))
        field = field_at(struct, path)
        f.named = field.name
        f.set_path(dst, path, element_value(f, element.value, field.type), element.pos)
    return dst


def positions(f: Function, e: ast.CompositeLit) -> list[tuple[int, ast.Expr]]:
    index, out = 0, []
    for element in e.elements:
        if element.key is not None:
            index = int(f.info.constants[element.key])
        out.append((index, element.value))
        index += 1
    return out


def array_literal(f: Function, e: ast.CompositeLit, t: T.Type, elem: T.Type, length: int) -> ops.Operand:
    ptr = f.temp(T.Pointer(t))
    f.emit(ops.Alloc(e.pos, ptr))
    fill(f, ptr, positions(f, e), elem, e.pos)
    return f.load(Place(t, ptr=ptr, private=True), e.pos)


def fill(f: Function, base: ops.Var, elements: list[tuple[int, ast.Expr]], elem: T.Type, pos: Pos) -> None:
    if table(f, base, elements, elem, pos):
        return
    for i, value in elements:
        x = element_value(f, value, elem)
        ptr = f.temp(T.Pointer(elem))
        f.emit(ops.IndexAddr(pos, ptr, base, ops.Const(T.INT, i)))
        f.emit(ops.Store(pos, ptr, x, True))


def slice_literal(f: Function, e: ast.CompositeLit, t: T.Type, elem: T.Type) -> ops.Operand:
    elements = positions(f, e)
    length = max((i + 1 for i, _ in elements), default=0)
    dst = f.temp(t)
    f.emit(ops.MakeSlice(e.pos, dst, ops.Const(T.INT, length), None))
    fill(f, dst, elements, elem, e.pos)
    return dst


def field_at(struct: T.Struct, path: tuple[int, ...]) -> T.StructField:
    for i in path[:-1]:
        inner = struct.fields[i].type.underlying()
        assert isinstance(inner, T.Struct)
        struct = inner
    return struct.fields[path[-1]]


def composite_value(f: Function, e: ast.CompositeLit) -> ops.Operand:
    return composite(f, e, f.type_of(e))


VALUES: Values = {ast.CompositeLit: composite_value}
