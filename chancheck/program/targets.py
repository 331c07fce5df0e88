"""Targets that registers and cells may hold, by points-to analysis: cells of objects, and functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class Numbers:
    """Numbers of targets. A set of targets is a number too, with their bits: most sets of a program are large, and few
    are different."""

    def __init__(self) -> None:
        self.targets: list[Target] = []
        self.codes = 0  # the set of all functions
        self.known: dict[Target, int] = {}
        self.members: dict[int, tuple[int, ...]] = {}  # of sets that were needed

    def number(self, target: Target) -> int:
        found = self.known.get(target)
        if found is None:
            found = self.known[target] = len(self.targets)
            self.targets.append(target)
            if isinstance(target, Code):
                self.codes |= 1 << found
        return found

    def set_of(self, targets: Iterable[Target]) -> int:
        bits = 0
        for target in targets:
            bits |= 1 << self.number(target)
        return bits

    def of(self, bits: int) -> tuple[int, ...]:
        """The numbers of a set's members."""
        found = self.members.get(bits)
        if found is None:
            numbers, rest = [], bits
            while rest:
                low = rest & -rest
                numbers.append(low.bit_length() - 1)
                rest ^= low
            found = self.members[bits] = tuple(numbers)
        return found

    def cells(self, bits: int) -> list[Cell]:
        return [cell for n in self.of(bits & ~self.codes) if isinstance(cell := self.targets[n], Cell)]

    def functions(self, bits: int) -> Iterator[int]:
        for n in self.of(bits & self.codes):
            yield self.targets[n][0]


class Targets:
    """The objects that a cell or register may hold. readers: the instructions that depend on it."""

    __slots__ = ("bits", "numbers", "readers")

    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.bits = numbers, 0
        self.readers: set[Place] = set()

    def __iter__(self) -> Iterator[Target]:
        return (self.numbers.targets[n] for n in self.numbers.of(self.bits))


At = tuple[int, int]
