"""Where the addresses come from that a goroutine may still act on, in terms of the frame at rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chancheck.program import computed
from chancheck.program.computed import Nodes
from chancheck.program.program import OFFSET_BITS, Alternative, Instr, Program, Registers
from chancheck.program.register_facts import CONSTANT, COPY, Holding, bits_of, results, written

REGISTER, CAPTURED, FIXED, ANYTHING, COMPUTED, KEPT, BEHIND = range(7)
SOMEWHERE = -1  # as an offset: anywhere in the object


class Source(NamedTuple):
    """REGISTER: the address in a register, plus offset. CAPTURED: the one in a cell of the closure in a register, plus
    offset. FIXED: the object of a constant address `register`, at offset. COMPUTED: the address that node `register`
    (program.computed) stands for, plus offset. ANYTHING: any address of an object of one of the shapes in the set
    `among` (Footprints.sets). BEHIND: the same, unless node `register`, from which it is found, is nil. KEPT: what some
    closure of function `register` leads to. closure: the function of the closure from which the address is found, if it
    was called through a value; -1: none."""

    kind: int
    register: int = 0
    cell: int = 0
    offset: int = 0
    among: int = 0
    closure: int = -1

    def anywhere(self) -> Source:
        """The same address, of which no more is known than what it may point to, or which function captured it."""
        if self.kind in (FIXED, KEPT):
            return self
        return Source(KEPT, self.closure) if self.closure >= 0 else Source(ANYTHING, among=self.among)


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


class Masks(dict[Source, Registers]):
    """The registers that a source is found from."""

    def __init__(self, nodes: Nodes) -> None:
        super().__init__()
        self.nodes = nodes

    def __missing__(self, source: Source) -> Registers:
        kind, register = source[:2]
        computed = kind in (COMPUTED, BEHIND)
        found = self[source] = self.nodes.read[register] if computed else 1 << register if kind < FIXED else 0
        return found


class Sources:
    """nodes: of the addresses that are computed. masks, of_gates: the registers that sources and gates read."""

    def __init__(self, program: Program) -> None:
        self.program, self.nodes = program, Nodes(program)
        self.masks = Masks(self.nodes)
        self.of_gates: dict[frozenset[Source], Registers] = {NO_GATES: 0}

    def read(self, source: Source) -> Registers:
        return self.masks[source]

    def read_by_gates(self, gates: frozenset[Source]) -> Registers:
        found = self.of_gates.get(gates)
        if found is None:
            found = 0
            for gate in gates:
                found |= self.masks[gate]
            self.of_gates[gates] = found
        return found

    def before(self, instr: Instr, source: Source, now: Holding) -> Iterator[Source]:
        """Where a source comes from, seen from before the instruction. now: what is held before it."""
        op, a = instr.op, instr.args
        kind, register, cell, offset, among, closure = source
        if kind in (FIXED, ANYTHING, KEPT):
            yield source
            return
        if kind in (COMPUTED, BEHIND):
            yield from self.before_computed(instr, source, now)
            return
        if kind == CAPTURED and op == "put" and a[0] == register and a[1] <= cell < a[1] + a[3]:
            yield Source(REGISTER, a[2] + cell - a[1], 0, offset, among)
            return
        if not any(register in span for span in written(self.program, instr)):
            yield source
            return
        if op == "move":
            yield source._replace(register=a[1] + register - a[0])
        elif op == "const":
            if kind == REGISTER and a[1] >= 1 << OFFSET_BITS:
                yield fixed(a[1], offset)
        elif kind == REGISTER and op == "addr":
            yield source._replace(register=a[1], offset=offset if offset == SOMEWHERE else offset + a[2])
        elif kind == REGISTER and op == "elem":
            yield self.element(instr, source)
        elif kind == REGISTER and op == "get" and a[1] == 0:
            yield Source(CAPTURED, 0, a[2] + register - a[0], offset, among, closure)
        elif kind == REGISTER and op in ("load", "get") and (loaded := self.nodes.loaded(instr, register)) is not None:
            yield Source(COMPUTED, loaded, 0, offset, among, closure)
        elif op == "zero" or (kind == REGISTER and op in ("new", "newtail")):
            return
        else:
            yield source.anywhere()
            if not exact(instr):
                yield source

    def element(self, instr: Instr, source: Source) -> Source:
        _, base, index, width = instr.args
        if source.offset == SOMEWHERE:
            return source._replace(register=base)
        return source._replace(kind=COMPUTED, register=self.nodes.element(base, index, width))

    def before_computed(self, instr: Instr, source: Source, now: Holding) -> Iterator[Source]:
        number = self.nodes.before(source.register, instr)
        if number is not None:
            filled = instr.op == "put" and number != source.register
            yield source._replace(register=number, closure=-1 if filled else source.closure)
            return
        if not exact(instr):
            yield source
        if self.nodes.cut is not None:
            yield behind(source, self.nodes.cut)
            return
        yield from self.before(instr, self.somewhere(source), now)

    def somewhere(self, source: Source) -> Source:
        """Of a computed address, no more than what it is found from."""
        if source.kind == BEHIND:
            return source.anywhere()
        base = self.nodes.base(source.register)
        match base.kind:
            case computed.REGISTER:
                return Source(REGISTER, base.k, 0, SOMEWHERE, source.among)
            case computed.CAPTURED:
                return Source(CAPTURED, base.a, base.k, SOMEWHERE, source.among, source.closure)
            case computed.CONSTANT:
                return fixed(base.k, SOMEWHERE)
        return source.anywhere()

    def called(self, source: Source, params: int, arguments: int, closure: int, function: int = -1) -> Source:
        """A source of a function that is called, seen from its caller. arguments, closure: registers, or -1. function:
        its number, if it is called through a value that is a closure."""
        kind, register = source[:2]
        captures = bool(self.read(source) & 1) and closure >= 0
        if captures and source.closure < 0:
            source = source._replace(closure=function)
        if kind in (COMPUTED, BEHIND):
            number = self.nodes.called(register, params, arguments, closure)
            if number is not None:
                return source._replace(register=number)
            if self.nodes.cut is not None:
                return behind(source, self.nodes.cut)
            return self.called(self.somewhere(source), params, arguments, closure, function)
        if kind == CAPTURED and captures:
            return source._replace(register=closure)
        if kind in (REGISTER, CAPTURED) and 1 <= register <= params and arguments >= 0:
            return source._replace(register=arguments + register - 1)
        return source.anywhere()

    def given(self, alternative: Alternative) -> Registers:
        """The registers of the results that are kept."""
        return bits_of(results(alternative))

    def after_results(self, alternative: Alternative, source: Source) -> Iterator[Source]:
        """Where a source comes from, seen from before an alternative that gives results."""
        given = results(alternative)
        if source.kind in (COMPUTED, BEHIND):
            lost = bool(self.nodes.read[source.register] & bits_of(given))
            if lost:
                yield from self.after_results(alternative, self.somewhere(source))
            if not lost or not alternative.widths:
                yield source
            return
        if source.kind in (FIXED, ANYTHING, KEPT) or not any(source.register in span for span in given):
            yield source
            return
        yield source.anywhere()
        if not alternative.widths:
            yield source


def behind(source: Source, node: int) -> Source:
    """Of an address that is too long to be computed: it is found from this one."""
    return Source(BEHIND, node, 0, 0, source.among, source.closure)


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
