"""Targets that registers and cells may hold, by points-to analysis: cells of objects, and functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

TAIL = 1 << 20
"""Positions in a tail element follow from here; those below are positions in a header."""


LARGEST = 256
"""Cells of a header that have successive numbers."""
NO_KIND = "-"
"""Of a cell behind the end of an object, to which an address may be moved."""


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
    are different. headers, elems: the kinds of the cells of each shape, which have successive numbers but in large
    objects. of_kind: the set of cells of each kind. heads, ends: of the shapes of one cell behind their headers, the
    sets of the cells in headers, and of the cells behind them, but for that of the package variables (`apart`)."""

    def __init__(self, headers: Sequence[str], elems: Sequence[str], apart: int = -1) -> None:
        self.headers, self.elems, self.apart = headers, elems, apart
        self.heads = self.ends = 0
        self.of_kind: dict[str, int] = {}
        self.targets: list[Target] = []
        self.codes = 0  # the set of all functions
        self.known: dict[Target, int] = {}
        self.rows: list[tuple[int, int]] = []  # of cells with successive numbers: the first one, how many
        self.listed: dict[int, list[Cell]] = {}  # the cells of sets that were needed

    def number(self, target: Target) -> int:
        found = self.known.get(target)
        return self.new(target) if found is None else found

    def new(self, target: Target) -> int:
        if isinstance(target, Code):
            self.codes |= 1 << len(self.targets)
            return self.append(target)
        header, elem = self.headers[target.shape], self.elems[target.shape]
        if len(header) <= LARGEST and Cell(target.shape, TAIL) not in self.known:
            if len(elem) <= 1 and target.shape != self.apart:
                self.heads |= (1 << len(header)) - 1 << len(self.targets)
                self.ends |= 1 << len(self.targets) + len(header)
            for start, kinds in ((0, header), (TAIL, elem or NO_KIND)):
                self.rows.append((len(self.targets), len(kinds)))
                for at in range(len(kinds)):
                    self.new_cell(Cell(target.shape, start + at), kinds[at])
        if target not in self.known:
            kinds, at = (header, target.at) if target.at < TAIL else (elem, target.at - TAIL)
            self.new_cell(target, kinds[at] if at < len(kinds) else NO_KIND)
        return self.known[target]

    def new_cell(self, cell: Cell, kind: str) -> None:
        self.of_kind[kind] = self.of_kind.get(kind, 0) | 1 << self.append(cell)

    def append(self, target: Target) -> int:
        found = self.known[target] = len(self.targets)
        self.targets.append(target)
        return found

    def set_of(self, targets: Iterable[Target]) -> int:
        bits = 0
        for n in {self.number(target) for target in targets}:
            bits |= 1 << n
        return bits

    def of(self, bits: int) -> Iterator[int]:
        """The numbers of a set's members."""
        digits = bin(bits)[:1:-1]
        n = digits.find("1")
        while n >= 0:
            yield n
            n = digits.find("1", n + 1)

    def members(self, bits: int) -> list[Target]:
        return [self.targets[n] for n in self.of(bits)]

    def cells(self, bits: int) -> list[Cell]:
        bits &= ~self.codes
        found = self.listed.get(bits)
        if found is None:
            found = self.listed[bits] = [cell for cell in self.members(bits) if isinstance(cell, Cell)]
        return found

    def ending(self, cells: int) -> int:
        """Of the cells in `heads`, the cells behind their headers: adding ones to a header carries from any of its
        bits into the bit behind it."""
        return cells + self.heads & self.ends

    def functions(self, bits: int) -> Iterator[int]:
        for n in self.of(bits & self.codes):
            yield self.targets[n][0]


class Targets:
    """The objects that a cell or register may hold, or any of some cells. readers: the instructions that depend on it;
    wholes: the contents of sets of cells that this is a part of; closure: the cell, if one may begin with it."""

    __slots__ = ("bits", "closure", "readers", "wholes")

    def __init__(self) -> None:
        self.bits = self.closure = 0
        self.readers: set[int] | None = None
        self.wholes: list[Targets] | None = None


At = tuple[int, int]
