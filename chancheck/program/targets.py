"""Targets that registers and cells may hold, by points-to analysis: cells of objects, and functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TAIL = 1 << 20
"""Positions in a tail element follow from here; those below are positions in a header."""


class Cell(NamedTuple):
    """A cell of all objects of a shape: in the header, or TAIL and on: in each of its elements."""

    shape: int
    at: int


class Code(NamedTuple):
    """A function as a value."""

    function: int


Target = Cell | Code
Place = tuple[int, int]  # an instruction: function, code index


class Targets(set[Target]):
    """The objects that a cell or register may hold. readers: the instructions that depend on it."""

    __slots__ = ("readers",)

    def __init__(self, *targets: Iterable[Target]) -> None:
        super().__init__(*targets)
        self.readers: set[Place] = set()


NOWHERE: frozenset[Target] = frozenset()
At = tuple[int, int]
