"""Numbers of which a few values stand for all: an unknown number in [0, 1), and inputs of many values.

Of a number in [0, 1) there is one value for each class that the program can distinguish. A comparison with a constant
reveals only the side of it on which the number lies. So the constant, its neighbours and the two ends stand for all
numbers; a value computed from the number first may reveal more (docs/warts.md). The values of inputs are found by
chancheck.inputs.
"""

from __future__ import annotations

import math
from fractions import Fraction

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.body import Body
from chancheck.lower.code import Label, float_bits
from chancheck.source import is_library

MOST = 8
"""How many constants count; a program with more has them for other things."""


def fraction(b: Body, i: ops.Intrinsic) -> None:
    numbers = points(constants(b.tables.unit))
    chosen, done, dst = b.op("choose", b.const(len(numbers))), Label(), b.temp()
    for n, x in enumerate(numbers[:-1]):
        other = Label()
        b.branch(b.op("eq", chosen, b.const(n)), other, when=False)
        b.emit("const", dst, float_bits(Fraction(x)))
        b.goto(done)
        b.bind(other)
    b.emit("const", dst, float_bits(Fraction(numbers[-1])))
    b.bind(done)
    if i.dsts:
        b.give(i.dsts[0], dst)


def points(constants: list[float]) -> list[float]:
    found = {0.0, 0.5, math.nextafter(1.0, 0.0)}
    for c in constants[:MOST]:
        found |= {math.nextafter(c, 0.0), c, math.nextafter(c, 1.0)}
    return sorted(x for x in found if 0 <= x < 1)


def constants(unit: ops.Unit) -> list[float]:
    """The constants between 0 and 1 that the program compares something with."""
    found: set[float] = set()
    for graph in unit.graphs:
        if is_library(graph.pos):
            continue
        for i in (i for block in graph.blocks for i in block.instrs):
            if isinstance(i, ops.Binary) and i.op in ("<", "<=", ">", ">=", "==", "!="):
                found |= {float(x.value) for x in (i.x, i.y) if is_number(x)}  # type: ignore[union-attr]
    return sorted(x for x in found if 0 < x < 1)


def is_number(x: ops.Operand) -> bool:
    return isinstance(x, ops.Const) and layout.is_float(x.type) and isinstance(x.value, int | float | Fraction)


# --- inputs -----------------------------------------------------------------------------------------

MARK = 65
"""The width of a `wrap` behind which a value counts as an input. Only the machine that follows inputs runs it."""


def input_(b: Body, i: ops.Intrinsic) -> None:
    """Of `internal/text.Input(lo, hi)`. A value outside of the range gives lo."""
    unit = b.tables.unit
    low, high, result, done = b.value(i.args[0]), b.value(i.args[1]), b.temp(), Label()
    chosen = b.op("choose", b.const(2 + len(unit.inputs)))
    b.move(result, low, 1)
    for n, number in enumerate(unit.inputs, 2):
        other, value = Label(), b.const(number)
        b.branch(b.op("eq", chosen, b.const(n)), other, when=False)
        b.branch(b.op("lt", low, value), done, when=False)
        b.branch(b.op("lt", value, high), done, when=False)
        b.move(result, value, 1)
        b.goto(done)
        b.bind(other)
    b.branch(b.op("eq", chosen, b.const(1)), done, when=False)
    b.move(result, high, 1)
    b.bind(done)
    if unit.follows_inputs:
        b.emit("wrap", result, result, MARK, 1)
    if i.dsts:
        b.give(i.dsts[0], result)


def few_inputs(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.tables.unit.few)


def inputs_known(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, int(b.tables.unit.inputs_known))


def give(b: Body, i: ops.Intrinsic, number: int) -> None:
    if i.dsts:
        b.give(i.dsts[0], b.const(number))
