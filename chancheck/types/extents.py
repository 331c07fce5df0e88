"""Sizes of types: types that contain themselves, types that are too large."""

from __future__ import annotations

from chancheck.deadline import poll
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker

LONGEST_ARRAY = 1 << 20
"""Elements; each is at least one cell of the state."""


DEEPEST_TYPE = 200
"""Levels of structs and arrays in one another: later passes recurse."""


def complete_type(c: Checker, named: T.Named, given: T.Type) -> None:
    under = given if isinstance(given, T.Invalid) else given.underlying()
    if named.under is None:  # else its own declaration needed it
        named.under = under
    if contains(named.under, named, set()):
        c.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
        named.under = T.INVALID


def contains(t: T.Type, named: T.Named, seen: set[int]) -> bool:
    """Whether a value of type t would contain a value of the named type. seen: types that have been looked into."""
    if t is named:
        return True
    poll()
    if id(t) in seen:
        return False
    seen.add(id(t))
    match t:
        case T.Named(under=T.Type() as under):
            return contains(under, named, seen)
        case T.Array():
            return contains(t.elem, named, seen)
        case T.Struct():
            return any(contains(f.type, named, seen) for f in t.fields)
    return False


def check_extent(c: Checker, named: T.Named) -> None:
    cells, depth = extent(named, c.extents)
    if cells > LONGEST_ARRAY or depth > DEEPEST_TYPE:
        what = f"more than {LONGEST_ARRAY:,} cells" if cells > LONGEST_ARRAY else f"more than {DEEPEST_TYPE} levels"
        c.error(named.obj.pos, f"type {named.obj.name} has {what}, which is not supported", NAMES)
        named.under, c.extents[named] = T.INVALID, (1, 0)


def extent(t: T.Type, known: dict[T.Named, tuple[int, int]]) -> tuple[int, int]:
    """Roughly how many cells a value has, and how deep they lie in structs and arrays."""
    match t:
        case T.Named(under=T.Type() as under):
            if t not in known:
                known[t] = extent(under, known)
            return known[t]
        case T.Array():
            cells, depth = extent(t.elem, known)
            return t.length * cells, depth + 1
        case T.Struct():
            parts = [extent(f.type, known) for f in t.fields]
            return sum(cells for cells, _ in parts), 1 + max((depth for _, depth in parts), default=0)
    return 1, 0
