"""Strings: immutable byte sequences, one cell each (Go spec, String types, Conversions to and from a string type)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import slices
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.program.program import Shape
from chancheck.types import types as T
from chancheck.types.relations import is_integer, is_string


def binary(b: Body, i: ops.Binary) -> None:
    """+ and the orders; equal strings have equal cells."""
    x, y = b.value(i.x), b.value(i.y)
    dst = b.var(i.dst)
    if i.op == "+":
        b.emit("strcat", dst, x, y)
    elif i.op in ("<", ">"):
        b.emit("strlt", dst, *((x, y) if i.op == "<" else (y, x)))
    else:
        b.emit("not", dst, b.op("strlt", *((y, x) if i.op == "<=" else (x, y))))


def elements(t: T.Type) -> T.Type | None:
    """The element type of []byte and []rune."""
    u = t.underlying()
    if isinstance(u, T.Slice) and u.elem.underlying() in (T.UINT8, T.INT32):
        return u.elem.underlying()
    return None


def converts(source: T.Type, target: T.Type) -> bool:
    """Whether the conversion is one to or from strings."""
    if is_string(source):
        return elements(target) is not None
    return is_string(target) and (is_integer(source) or elements(source) is not None)


def convert(b: Body, i: ops.Convert) -> None:
    x = b.value(i.x)
    if is_integer(i.x.type):
        b.emit("runestr", b.var(i.dst), x)
    elif is_string(i.dst.type):
        (from_bytes if elements(i.x.type) is T.UINT8 else from_runes)(b, i, x)
    elif elements(i.dst.type) is T.UINT8:
        to_bytes(b, i, x)
    else:
        to_runes(b, i, x)


def from_bytes(b: Body, i: ops.Convert, x: int) -> None:
    slices.loop(b, x + 1, lambda n: b.emit("touch", b.op("elem", x, n, 1, kind="r"), 0, 1, 0))
    b.emit("bytestr", b.var(i.dst), x, x + 1, 0)


def from_runes(b: Body, i: ops.Convert, x: int) -> None:
    whole = b.text("")

    def append(n: int) -> None:
        rune = b.op("load", b.op("elem", x, n, 1, kind="r"), 0, 1)
        b.emit("strcat", whole, whole, b.op("runestr", rune, kind="b"))

    slices.loop(b, x + 1, append)
    b.give(i.dst, whole)


def to_bytes(b: Body, i: ops.Convert, x: int) -> None:
    count = b.temp()
    b.plain("strlen", count, x)
    new = slices.array(b, T.UINT8, count)
    slices.loop(b, count, lambda n: b.emit("put", b.op("elem", new, n, 1, kind="r"), 0, b.op("strat", x, n), 1))
    b.give(i.dst, b.join(("r", new), ("i", count), ("i", count)))


def to_runes(b: Body, i: ops.Convert, x: int) -> None:
    """Collects the code points at the end of a growing tail."""
    shape = Shape("[]int32", "", "i", place=b.place)
    new = b.op("new", b.tables.shape(shape), kind="r")
    at, size, rune = b.const(0), b.op("strlen", x), b.temp("ii")
    again, done = Label(), Label()
    b.bind(again)
    b.branch(b.op("lt", at, size), done, when=False)
    b.emit("strrune", rune, x, at)
    b.emit("tailpush", new, rune)
    b.reads(1)
    b.emit("add", at, at, rune + 1)
    b.goto(again)
    b.bind(done)
    count = b.op("tail", new)
    b.give(i.dst, b.join(("r", new), ("i", count), ("i", count)))


def decode(b: Body, i: ops.DecodeRune) -> None:
    pair = b.temp("ii")
    b.emit("strrune", pair, b.value(i.x), b.value(i.at))
    b.give(i.rune, pair)
    b.give(i.width, pair + 1)


LOWERINGS = {ops.DecodeRune: decode}
