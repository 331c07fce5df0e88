"""Choosing by the number of a type: in functions that are generated when all types are known."""

from __future__ import annotations

from collections.abc import Mapping

from chancheck.lower.code import Code, Label
from chancheck.lower.program_builder import Tables
from chancheck.program.program import Function


def by_type(c: Code, register: int, labels: Mapping[int, Label], other: Label) -> None:
    """Jumps to the label of the type number in the register, by halving."""
    _halve(c, register, sorted(labels.items()), other)


def _halve(c: Code, register: int, labels: list[tuple[int, Label]], other: Label) -> None:
    if len(labels) <= 2:
        for number, label in labels:
            c.branch(c.op("eq", register, c.const(number)), label, when=True)
            c.release()
        c.goto(other)
        return
    middle = len(labels) // 2
    upper = Label()
    c.branch(c.op("lt", register, c.const(labels[middle][0])), upper, when=False)
    c.release()
    _halve(c, register, labels[:middle], other)
    c.bind(upper)
    _halve(c, register, labels[middle:], other)


def answer(c: Code, register: int, answers: Mapping[int, int], kind: str = "i") -> None:
    """Returns the answer for the number in a register, one of these, by halving: one answer for numbers in a row that
    have the same."""
    runs: list[tuple[int, int]] = []
    for number, value in sorted(answers.items()):
        if not runs or runs[-1][1] != value:
            runs.append((number, value))
    _answer(c, register, runs, kind)


def _answer(c: Code, register: int, runs: list[tuple[int, int]], kind: str) -> None:
    if len(runs) == 1:
        c.ret(c.const(runs[0][1], kind))
        c.release()
        return
    middle, upper = len(runs) // 2, Label()
    c.branch(c.op("lt", register, c.const(runs[middle][0])), upper, when=False)
    c.release()
    _answer(c, register, runs[:middle], kind)
    c.bind(upper)
    _answer(c, register, runs[middle:], kind)


def name_of(c: Code, type_register: int) -> int:
    """The name of the type with the number in a register; empty for the nil interface."""
    return c.call(names(c.tables), type_register, 1, "b")


def names(tables: Tables) -> int:
    return tables.generated("type names", 1, _names, late=True)


def _names(tables: Tables) -> Function:
    c = Code(tables, "name of a type", "t", 1)
    known = tables.concrete_types()
    answer(c, 1, {0: tables.string("")} | {n: tables.string(tables.program.types[n][0]) for n, _ in known}, "b")
    return c.finish(wrapper=True)
