"""Addresses with registers that are lost: the objects that these registers may lead to, by points-to sets of the place.

A method of a condition variable acts on the lock of any. Called on the condition variable of a stream, it acts on the
locks of these only; and on none if no code makes a stream.
"""

from __future__ import annotations

from collections.abc import Callable

from chancheck.program import computed, sources
from chancheck.program.computed import Nodes
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.program.sources import ANYTHING, BEHIND, Source
from chancheck.program.targets import At

Held = Callable[[int], "int | None"]
"""The targets of a register, as bits; None where they are not known."""


class Narrowing:
    """sets: the numbers of sets of shapes (Footprints.sets)."""

    def __init__(
        self, program: Program, pointers: Pointers | None, nodes: Nodes, sets: dict[frozenset[int] | None, int]
    ) -> None:
        self.program, self.pointers, self.nodes, self.sets = program, pointers, nodes, sets
        self.listed = list(sets)

    def number(self, shapes: frozenset[int]) -> int:
        return self.sets.setdefault(shapes, len(self.sets))

    def shapes_of(self, number: int) -> frozenset[int] | None:
        if number >= len(self.listed):
            self.listed = list(self.sets)
        return self.listed[number]

    def after(self, at: At, register: int) -> int | None:
        """The targets of a register behind an instruction, before the next one."""
        assert self.pointers is not None
        if register >= self.pointers.webs[at[0]].count:  # of a slice
            return None
        return self.pointers.held((at[0], at[1] + 1), register)[0].bits

    def passed(self, at: At, function: int, register: int, arguments: int, closure: int) -> int | None:
        """The targets of a register of a called function at its start."""
        assert self.pointers is not None
        if register == 0 and closure >= 0:
            return self.pointers.held(at, closure)[0].bits & self.pointers.closures.get(function, 0)
        if 1 <= register <= self.program.functions[function].params and arguments >= 0:
            return self.pointers.held(at, arguments + register - 1)[0].bits
        return None

    def __call__(self, origin: Source, source: Source, held: Held) -> Source | None:
        """An origin of a source, with these targets of registers; None if there is no such object."""
        if self.pointers is None or origin.kind not in (ANYTHING, BEHIND) or origin.kind == source.kind:
            return origin
        bits = self.found(source, held)
        if bits is None:
            return origin
        known = self.shapes_of(origin.among)
        shapes = frozenset(
            cell.shape for cell in self.pointers.numbers.cells(bits) if known is None or cell.shape in known
        )
        return origin._replace(among=self.number(shapes)) if shapes else None

    def found(self, source: Source, held: Held) -> int | None:
        """The cells of a source, but for its offset."""
        match source.kind:
            case sources.REGISTER:
                return held(source.register)
            case sources.CAPTURED:
                return self.loaded(held(source.register), source.cell)
            case sources.COMPUTED:
                return self.value(source.register, held)
        return None

    def value(self, number: int, held: Held) -> int | None:
        """The cells with the addresses that a node may have as its value."""
        assert self.pointers is not None
        node, layout = self.nodes.all[number], self.pointers.layout
        match node.kind:
            case computed.REGISTER:
                return held(node.k)
            case computed.CAPTURED:
                return self.loaded(held(node.a), node.k)
            case computed.ADDR:
                base = self.value(node.a, held)
                return None if base is None else layout.moved(base, node.k)
            case computed.ELEM:
                base = self.value(node.a, held)
                return None if base is None else layout.elements(base, node.k)
            case computed.LOADED:
                return self.loaded(self.value(node.a, held), node.k)
        return None

    def loaded(self, base: int | None, offset: int) -> int | None:
        """The targets of the cells at this distance behind others."""
        assert self.pointers is not None
        return None if base is None else self.pointers.content(self.pointers.layout.moved(base, offset))
