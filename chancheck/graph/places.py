"""Addressable expressions (Go spec, Address operators)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.builder import Values
from chancheck.graph.function import Function, strip, unsupported
from chancheck.graph.place import Place, field_type
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.types import VarObj


def where(f: Function, e: ast.Expr) -> Place:
    """Where an addressable expression (or any struct value's field) is."""
    e = strip(e)
    match e:
        case ast.Ident():
            obj = f.info.uses.get(e) or f.info.defs.get(e)
            if isinstance(obj, VarObj):
                return f.place_of(obj)
        case ast.StarExpr():
            ptr = f.value(e.x)
            pointer = ptr.type.underlying()
            assert isinstance(pointer, T.Pointer)
            return Place(pointer.elem, ptr=ptr)
        case ast.SelectorExpr():
            chosen = f.info.selections.get(e)
            if chosen is None:
                obj = f.info.uses.get(e.sel)
                if isinstance(obj, VarObj):
                    return f.place_of(obj)
                raise unsupported(e.pos, "this name is not supported")
            base, path = f.embedded[e] if e in f.embedded else (base_place(f, e.x), chosen.path)
            return walk(f, base, path, e.pos)
        case ast.IndexExpr():
            return element_place(f, e)
        case ast.CompositeLit():
            return spilled(f, f.plain(e), e.pos)
    if isinstance(e, ast.Ident):
        raise unsupported(e.pos, f"{e.name} is not supported here")
    return value_place(f, f.plain(e))


def value_place(f: Function, x: ops.Operand) -> Place:
    if isinstance(x, ops.Var):
        return Place(x.type, var=x)
    copy = f.temp(x.type)
    f.emit(ops.Move(f.graph.pos, copy, x))
    return Place(x.type, var=copy)


def spilled(f: Function, x: ops.Operand, pos: Pos) -> Place:
    """A value put into memory of its own."""
    ptr = f.temp(T.Pointer(x.type))
    f.emit(ops.Alloc(pos, ptr))
    f.emit(ops.Store(pos, ptr, x, True))
    return Place(x.type, ptr=ptr, private=True)


def base_place(f: Function, e: ast.Expr) -> Place:
    """Where x of x.f is: behind it, if it is a pointer."""
    t = f.type_of(e)
    if isinstance(t.underlying(), T.Pointer):
        return behind(f, f.value(e))
    return where(f, e) if is_addressable(f, e) else value_place(f, f.plain(e))


def behind(f: Function, ptr: ops.Operand) -> Place:
    pointer = ptr.type.underlying()
    assert isinstance(pointer, T.Pointer)
    return Place(pointer.elem, ptr=ptr)


def is_addressable(f: Function, e: ast.Expr) -> bool:
    e = strip(e)
    if e in f.info.constants:
        return False
    match e:
        case ast.Ident():
            return True
        case ast.StarExpr():
            return True
        case ast.SelectorExpr():
            chosen = f.info.selections.get(e)
            return chosen is None or chosen.kind == "field"
        case ast.IndexExpr():
            u = f.type_of(e.x).underlying()
            if isinstance(u, T.Array):
                return is_addressable(f, e.x)
            return isinstance(u, T.Slice | T.Pointer)
    return False


def walk(f: Function, place: Place, path: tuple[int, ...], pos: Pos) -> Place:
    """The place of a field at the end of a path; embedded pointers are followed."""
    for i in path:
        if isinstance(place.type.underlying(), T.Pointer):
            place = behind(f, f.load(place, pos))
        t = field_type(place.type, i)
        if place.ptr is not None:
            ptr = f.temp(T.Pointer(t))
            f.emit(ops.FieldAddr(pos, ptr, place.ptr, i))
            place = Place(t, ptr=ptr, private=place.private)
        else:
            place = Place(t, var=place.var, path=(*place.path, i))
    return place


def element_place(f: Function, e: ast.IndexExpr) -> Place:
    t = f.type_of(e.x).underlying()
    private = False
    if isinstance(t, T.Array):
        base = where(f, e.x) if is_addressable(f, e.x) else spilled(f, f.plain(e.x), e.pos)
        if base.ptr is None:
            base = spilled(f, f.load(base, e.pos), e.pos)
        assert base.ptr is not None
        x, private = base.ptr, base.private
        elem = t.elem
    else:
        x = f.stable(f.value(e.x), e.pos)
        if isinstance(t, T.Pointer):
            array = t.elem.underlying()
            assert isinstance(array, T.Array)
            elem = array.elem
        else:
            assert isinstance(t, T.Slice), t
            elem = t.elem
    index = f.value(e.indices[0])
    ptr = f.temp(T.Pointer(elem))
    f.emit(ops.IndexAddr(e.pos, ptr, x, index))
    return Place(elem, ptr=ptr, private=private)


def address(f: Function, e: ast.Expr) -> ops.Operand:
    place = where(f, e)
    if place.ptr is None:
        place = spilled(f, f.load(place, e.pos), e.pos)
    assert place.ptr is not None
    return place.ptr


def pointee(f: Function, e: ast.StarExpr) -> ops.Operand:
    return f.load(where(f, e), e.pos)


VALUES: Values = {ast.StarExpr: pointee}
