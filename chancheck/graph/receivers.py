"""The receiver of a method call (Go spec, Calls; Selectors)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.function import Function
from chancheck.graph.place import Place
from chancheck.graph.places import base_place, behind, is_addressable, spilled, value_place, walk, where
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.objects import Selection
from chancheck.types.types import FuncObj


def receiver_of(f: Function, e: ast.SelectorExpr, chosen: Selection) -> ops.Operand:
    """The receiver argument for a method found at the end of the selection's path."""
    method = chosen.obj
    if chosen.kind == "interface":
        if not chosen.path:
            return f.value(e.x)
        return f.load(walk(f, base_place(f, e.x), chosen.path, e.pos), e.pos)
    assert isinstance(method, FuncObj)
    return receiver_at(f, receiver_base(f, e.x), chosen.path, method, e.pos)


def receiver_base(f: Function, e: ast.Expr) -> Place:
    if isinstance(f.type_of(e).underlying(), T.Pointer) or not is_addressable(f, e):
        return value_place(f, f.stable(f.plain(e), e.pos))
    return where(f, e)


def receiver_at(f: Function, place: Place, path: tuple[int, ...], method: FuncObj, pos: Pos) -> ops.Operand:
    if path and isinstance(place.type.underlying(), T.Pointer):
        place = behind(f, f.load(place, pos))
    place = walk(f, place, path, pos)
    pointer = isinstance(place.type, T.Pointer)
    if method.pointer_recv:
        if pointer:
            return f.load(place, pos)
        if place.ptr is None:
            place = spilled(f, f.load(place, pos), pos)
        assert place.ptr is not None
        return place.ptr
    return f.load(behind(f, f.load(place, pos)) if pointer else place, pos)
