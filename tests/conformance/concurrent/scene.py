"""The common context of the statements of a concurrent program, and the table of their kinds."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ..golang import NAP
from ..writer import Writer

Kind = Callable[["Scene"], None]

KINDS: list[tuple[Kind, float]] = []
LEAVES: list[tuple[Kind, float]] = []
RACY: list[tuple[Kind, float]] = []
"""Kinds with their weights: all; those that hold no other statements; those that may race."""

DEEPEST = 4


def statement(weight: float, *, leaf: bool = True, racy: bool = False) -> Callable[[Kind], Kind]:
    """Makes a function one of the kinds of statements."""

    def enter(kind: Kind) -> Kind:
        for table in (RACY,) if racy else (KINDS, LEAVES) if leaf else (KINDS,):
            table.append((kind, weight))
        return kind

    return enter


class Scene(Writer):
    """Writes one program. in_lock: inside m0, which the plain shared variables need; returns: in a function without
    results; racy: statements that may race are among the kinds."""

    def __init__(self, random: Random, racy: bool = False) -> None:
        super().__init__(random)
        self.marks = 0
        self.in_lock = False
        self.returns = False
        self.racy = racy

    def mark(self) -> str:
        """A new letter for a print, so that orders can be distinguished."""
        self.marks += 1
        return chr(ord("a") + (self.marks - 1) % 26)

    def say(self, *values: str) -> None:
        self.emit(f"fmt.Println({', '.join([self.quoted_mark(), *values])})")

    def quoted_mark(self) -> str:
        return f'"{self.mark()}"'

    def channel(self) -> str:
        return self.pick("c0", "c0", "c1", "c2")

    def number(self) -> int:
        return self.random.randint(1, 3)

    def body(self, size: int) -> None:
        for _ in range(size):
            self.statement()

    def some(self) -> None:
        self.body(self.random.randint(1, 2))

    def statement(self) -> None:
        self.emit(NAP)
        kinds = LEAVES if self.depth > DEEPEST else KINDS
        if self.racy and self.chance(0.4):
            kinds = RACY
        self.weighted([(lambda kind=kind: kind(self), weight) for kind, weight in kinds])
