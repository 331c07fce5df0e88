"""An unknown length of time: one value for each class that the program can distinguish.

A comparison with a constant reveals only the side of it on which the time lies. So none, one between each two constants
of type time.Duration that the program compares something with, those that it adds or takes away, and one that is longer
than all that it names stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chancheck.graph import ops
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.lower.temporaries import fields_of
from chancheck.source import is_library
from chancheck.types import types as T

LONG = 1 << 40
LONGEST = 1 << 61
MOST = 4
"""How many constants count; a program with more has them for other things."""


def emit(b: Body, i: ops.Intrinsic) -> None:
    lengths = points(b.tables.unit)
    chosen, done, dst = b.op("choose", b.const(len(lengths))), Label(), b.temp()
    for n, length in enumerate(lengths[:-1]):
        other = Label()
        b.branch(b.op("eq", chosen, b.const(n)), other, when=False)
        b.emit("const", dst, length)
        b.goto(done)
        b.bind(other)
    b.emit("const", dst, lengths[-1])
    b.bind(done)
    if i.dsts:
        b.give(i.dsts[0], dst)


def points(unit: ops.Unit) -> list[int]:
    named, compared, added = set[int](), set[int](), set[int]()
    for instr in instructions(unit):
        found = {x for x in durations(instr) if x > 0}
        named |= found
        if isinstance(instr, ops.Binary) and instr.op in ("<", "<=", ">", ">="):
            compared |= found
        elif isinstance(instr, ops.Binary) and instr.op in ("+", "-"):
            added |= found
    between = [(low + high) // 2 for low, high in pairwise(sorted(compared)[:MOST]) if high - low > 1]
    long = max([LONG, *(2 * min(x, LONGEST) for x in named)])
    return sorted({0, long, *between, *sorted(added)[:MOST]})


def instructions(unit: ops.Unit) -> Iterator[ops.Instr]:
    """Those of the program itself."""
    for graph in unit.graphs:
        if not is_library(graph.pos):
            yield from (i for block in graph.blocks for i in block.instrs)


def durations(instr: ops.Instr) -> Iterator[int]:
    """The constants of type time.Duration among its operands."""
    for name in fields_of(instr):
        operand = getattr(instr, name)
        for x in operand if isinstance(operand, list) else [operand]:
            if isinstance(x, ops.Const) and isinstance(x.value, int) and is_duration(x.type):
                yield x.value


def is_duration(t: T.Type) -> bool:
    return isinstance(t, T.Named) and (t.obj.pkg, t.obj.name) == ("time", "Duration")
