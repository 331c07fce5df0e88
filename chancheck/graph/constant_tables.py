"""Long literals of integers: a text holds the numbers, and a loop takes them from it.

A table of a thousand lines would be ten thousand instructions otherwise, and all analyses visit each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chancheck.graph import ops
from chancheck.graph.function import Function
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_integer

SHORTEST = 24
"""Elements of a literal that is worth a loop."""

MOST_LEAVES = 8
"""Numbers in one element."""

Path = tuple[tuple[T.Type, int], ...]
"""From an element to a number in it: the type of each part on the way, and its index in what is around it."""


def table(f: Function, base: ops.Var, elements: list[tuple[int, ast.Expr]], elem: T.Type, pos: Pos) -> bool:
    """Fill a new array, if all its elements are constant integers, or structs and arrays of these."""
    if len(elements) < SHORTEST or [i for i, _ in elements] != list(range(len(elements))):
        return False
    paths = list(leaves(elem))
    if not 0 < len(paths) <= MOST_LEAVES:
        return False
    rows = [numbers(f, e, elem) for _, e in elements]
    cells = [n for row in rows if row is not None for n in row]
    if None in rows or not all(-(2**60) < n < 2**60 for n in cells):
        return False
    least = min(cells)
    size = max(1, ((max(cells) - least).bit_length() + 7) // 8)
    text = Text(ops.Const(T.STRING, b"".join((n - least).to_bytes(size, "little") for n in cells)), size, least)
    loop(f, base, text, len(elements), elem, paths, pos)
    return True


class Text(NamedTuple):
    """Numbers of some size in bytes, each less the least of them."""

    data: ops.Const
    size: int
    least: int


def leaves(t: T.Type) -> Iterator[Path]:
    under = t.underlying()
    if is_integer(t):
        yield ()
    elif isinstance(under, T.Struct):
        for i, field in enumerate(under.fields):
            yield from (((field.type, i), *rest) for rest in leaves(field.type))
    elif isinstance(under, T.Array) and under.length <= MOST_LEAVES:
        for i in range(under.length):
            yield from (((under.elem, i), *rest) for rest in leaves(under.elem))
    else:
        yield from [()] * (MOST_LEAVES + 1)  # none that a table holds


def numbers(f: Function, e: ast.Expr, t: T.Type) -> list[int] | None:
    """The numbers of a constant element, in the order of `leaves`; None if it is not constant."""
    under = t.underlying()
    value = f.info.constants.get(e)
    if value is not None:
        return [value] if isinstance(value, int) and is_integer(t) else None
    if not isinstance(e, ast.CompositeLit) or isinstance(under, T.Pointer):
        return None
    parts = [field.type for field in under.fields] if isinstance(under, T.Struct) else []
    parts = [under.elem] * under.length if isinstance(under, T.Array) else parts
    found = [[0] * len(list(leaves(part))) for part in parts]
    at = 0
    for element in e.elements:
        if element.key is not None:
            path = f.info.promoted.get(element)
            if path is None or len(path) != 1:
                return None
            at = path[0]
        inner = numbers(f, element.value, parts[at])
        if inner is None:
            return None
        found[at] = inner
        at += 1
    return [n for part in found for n in part]


def loop(f: Function, base: ops.Var, text: Text, count: int, elem: T.Type, paths: list[Path], pos: Pos) -> None:
    index, at = f.temp(T.INT), f.temp(T.INT)
    f.emit(ops.Move(pos, index, ops.Const(T.INT, 0)))
    f.emit(ops.Move(pos, at, ops.Const(T.INT, 0)))
    head, after = f.new_block("table"), f.new_block("after")
    f.jump(pos, head, head)
    row = f.temp(T.Pointer(elem))
    f.emit(ops.IndexAddr(pos, row, base, index))
    for path in paths:
        f.emit(ops.Store(pos, place(f, row, path, pos), number(f, text, at, path[-1][0] if path else elem, pos), True))
        f.emit(ops.Move(pos, at, f.arithmetic("+", at, ops.Const(T.INT, text.size), T.INT, pos)))
    f.emit(ops.Move(pos, index, f.arithmetic("+", index, ops.Const(T.INT, 1), T.INT, pos)))
    more = f.arithmetic("<", index, ops.Const(T.INT, count), T.BOOL, pos)
    f.end(ops.If(pos, more, head, after), after)


def place(f: Function, row: ops.Var, path: Path, pos: Pos) -> ops.Var:
    around: T.Type = row.type
    at = row
    for t, i in path:
        assert isinstance(around, T.Pointer)
        part = f.temp(T.Pointer(t))
        if isinstance(around.elem.underlying(), T.Struct):
            f.emit(ops.FieldAddr(pos, part, at, i))
        else:
            f.emit(ops.IndexAddr(pos, part, at, ops.Const(T.INT, i)))
        at, around = part, part.type
    return at


def number(f: Function, text: Text, at: ops.Var, t: T.Type, pos: Pos) -> ops.Var:
    """The number at a place of the text."""
    total: ops.Operand = ops.Const(T.INT, text.least)
    for n in range(text.size):
        byte, wide = f.temp(T.UINT8), f.temp(T.INT)
        where = f.arithmetic("+", at, ops.Const(T.INT, n), T.INT, pos) if n else at
        f.emit(ops.Index(pos, byte, text.data, where))
        f.emit(ops.Convert(pos, wide, byte))
        scaled = f.arithmetic("*", wide, ops.Const(T.INT, 256**n), T.INT, pos) if n else wide
        total = f.arithmetic("+", total, scaled, T.INT, pos)
    dst = f.temp(t)
    f.emit(ops.Convert(pos, dst, total))
    return dst
