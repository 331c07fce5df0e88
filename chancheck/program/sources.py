"""Where the addresses come from that a goroutine may still act on, in terms of the frame at rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chancheck.program import computed
from chancheck.program.computed import Nodes
from chancheck.program.program import OFFSET_BITS, Alternative, Instr, Program, Registers
from chancheck.program.register_facts import CONSTANT, COPY, Holding, bits_of, results, written

REGISTER, CAPTURED, FIXED, ANYTHING, COMPUTED = range(5)
SOMEWHERE = -1  # as an offset: anywhere in the object


class Source(NamedTuple):
    """REGISTER: the address in a register, plus offset. CAPTURED: the one in a cell of the closure in a register, plus
    offset. FIXED: the object of a constant address `register`, at offset. COMPUTED: the address that node `register`
    (program.computed) stands for, plus offset. ANYTHING: any address of an object of one of the shapes in the set
    `among` (Footprints.sets)."""

    kind: int
    register: int = 0
    cell: int = 0
    offset: int = 0
    among: int = 0

    def anywhere(self) -> Source:
        """The same address, of which no more is known than what it may point to."""
        return self if self.kind == FIXED else Source(ANYTHING, among=self.among)


ANY = Source(ANYTHING)


NO_GATES = frozenset[Source]()


class Acts(NamedTuple):
    """Operations that may be performed first, before any other on the same address, and later ones, as bits. gates:
    locks that are taken before any of these (program.gates)."""

    first: int
    later: int
    gates: frozenset[Source] = NO_GATES

    def __or__(self, other: Acts) -> Acts:
        return Acts(self.first | other.first, self.later | other.later, self.gates & other.gates)


Demand = dict[Source, Acts]


def add(to: Demand, source: Source, acts: Acts) -> None:
    to[source] = to[source] | acts if source in to else acts


class Sources:
    """nodes: of the addresses that are computed."""

    def __init__(self, program: Program) -> None:
        self.program, self.nodes = program, Nodes(program)
        self.masks: dict[Source, Registers] = {}

    def read(self, source: Source) -> Registers:
        """The registers that a source is found from."""
        found = self.masks.get(source)
        if found is None:
            kind, register = source[:2]
            found = self.nodes.read[register] if kind == COMPUTED else 1 << register if kind < FIXED else 0
            self.masks[source] = found
        return found

    def before(self, instr: Instr, source: Source, now: Holding) -> Iterator[Source]:
        """Where a source comes from, seen from before the instruction. now: what is held before it."""
        op, a = instr.op, instr.args
        kind, register, cell, offset, among = source
        if kind in (FIXED, ANYTHING):
            yield source
            return
        if kind == COMPUTED:
            yield from self.before_computed(instr, source, now)
            return
        if kind == CAPTURED and op == "put" and a[0] == register and a[1] <= cell < a[1] + a[3]:
            yield Source(REGISTER, a[2] + cell - a[1], 0, offset, among)
            return
        if not any(register in span for span in written(self.program, instr)):
            yield source
            return
        if op == "move":
            yield Source(kind, a[1] + register - a[0], cell, offset, among)
        elif op == "const":
            if kind == REGISTER and a[1] >= 1 << OFFSET_BITS:
                yield fixed(a[1], offset)
        elif kind == REGISTER and op == "addr":
            yield Source(REGISTER, a[1], 0, offset if offset == SOMEWHERE else offset + a[2], among)
        elif kind == REGISTER and op == "elem":
            yield self.element(instr, offset, among)
        elif kind == REGISTER and op == "get" and a[1] == 0:
            yield Source(CAPTURED, 0, a[2] + register - a[0], offset, among)
        elif kind == REGISTER and op in ("load", "get") and self.nodes.loads:
            yield Source(COMPUTED, self.nodes.loaded(instr, register), 0, offset, among)
        elif op == "zero" or (kind == REGISTER and op in ("new", "newtail")):
            return
        else:
            yield source.anywhere()
            if not exact(instr):
                yield source

    def element(self, instr: Instr, offset: int, among: int) -> Source:
        _, base, index, width = instr.args
        if offset == SOMEWHERE:
            return Source(REGISTER, base, 0, SOMEWHERE, among)
        return Source(COMPUTED, self.nodes.element(base, index, width), 0, offset, among)

    def before_computed(self, instr: Instr, source: Source, now: Holding) -> Iterator[Source]:
        number = self.nodes.before(source.register, instr)
        if number is not None:
            yield source._replace(register=number)
            return
        if not exact(instr):
            yield source
        yield from self.before(instr, self.somewhere(source), now)

    def somewhere(self, source: Source) -> Source:
        """Of a computed address, no more than what it is found from."""
        base = self.nodes.base(source.register)
        match base.kind:
            case computed.REGISTER:
                return Source(REGISTER, base.k, 0, SOMEWHERE, source.among)
            case computed.CAPTURED:
                return Source(CAPTURED, base.a, base.k, SOMEWHERE, source.among)
            case computed.CONSTANT:
                return fixed(base.k, SOMEWHERE)
        return source.anywhere()

    def called(self, source: Source, params: int, arguments: int, closure: int) -> Source:
        """A source of a function that is called, seen from its caller. arguments, closure: registers, or -1."""
        kind, register, cell, offset, among = source
        if kind == COMPUTED:
            number = self.nodes.called(register, params, arguments, closure)
            if number is not None:
                return source._replace(register=number)
            return self.called(self.somewhere(source), params, arguments, closure)
        if kind == REGISTER and 1 <= register <= params and arguments >= 0:
            return Source(REGISTER, arguments + register - 1, 0, offset, among)
        if kind == CAPTURED and register == 0 and closure >= 0:
            return Source(CAPTURED, closure, cell, offset, among)
        return source.anywhere()

    def given(self, alternative: Alternative) -> Registers:
        """The registers of the results that are kept."""
        return bits_of(results(alternative))

    def after_results(self, alternative: Alternative, source: Source) -> Iterator[Source]:
        """Where a source comes from, seen from before an alternative that gives results."""
        given = results(alternative)
        if source.kind == COMPUTED:
            lost = bool(self.nodes.read[source.register] & bits_of(given))
            if lost:
                yield from self.after_results(alternative, self.somewhere(source))
            if not lost or not alternative.widths:
                yield source
            return
        if source.kind in (FIXED, ANYTHING) or not any(source.register in span for span in given):
            yield source
            return
        yield source.anywhere()
        if not alternative.widths:
            yield source


def fixed(address: int, offset: int) -> Source:
    number, inside = address >> OFFSET_BITS, address & ((1 << OFFSET_BITS) - 1)
    return Source(FIXED, number, 0, SOMEWHERE if offset == SOMEWHERE else inside + offset)


def exact(instr: Instr) -> bool:
    """Whether an instruction surely writes all the registers that it may write."""
    return instr.op not in ("callv", "mapkey")


def names(register: int, now: Holding) -> Iterator[Source]:
    """The sources that surely are the address in a register."""
    yield Source(REGISTER, register)
    known = now.get(register)
    if known is not None and known.kind == COPY:
        yield Source(REGISTER, known.a, 0, known.b)
    elif known is not None and known.kind == CONSTANT and known.a >= 1 << OFFSET_BITS:
        yield fixed(known.a, 0)
