"""The data of a program that can be observed: strong liveness (faint variables, Giegerich et al. 1981;
slicing, Weiser 1981).

A value is *observed* if a branch, an index or a length, an address that is followed, a guard, a panic or an output
depends on it, or a value that is observed. Everything else may be anything without any run going another way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from chancheck.deadline import poll
from chancheck.program.liveness import Analysis, reads, span, writes
from chancheck.program.passing import PASSING
from chancheck.program.pointing import pointers_of
from chancheck.program.program import Alternative, Instr, Program, Registers
from chancheck.program.roles import Role, args
from chancheck.program.rules import (
    Arg,
    Bin,
    Cells,
    Effect,
    Front,
    Operand,
    Push,
    Result,
    Rule,
    SetSlot,
    Slot,
    Value,
    Wrap,
    ZeroElem,
)
from chancheck.program.targets import TAIL, At, Cell

PURE_NAMES = """
    const move zero add sub mul div rem udiv urem and or xor andnot shl shr ushr eq ne lt le ult ule wrap not new
    newtail elem tail maplen strcat strlen strat strcut strlt itoa fadd fsub fmul fdiv feq flt fle fround fsqrt itof
    ftoi ftoa quote runestr strrune addrnum method typeis doubt
"""
PURE = frozenset(PURE_NAMES.split())
"""Instructions that do nothing but give a result, found from registers alone."""
DROPPED = PURE | {"bytestr", "span", "frame", "frametext"}
"""Those that are left out where the result is not observed."""

Box = tuple[str, int, int]
"""Results of partners at an operation, on an object of a shape: name, shape, index."""


class Observed:
    """cells: the set of those of memory that are observed. entries, results: by function, the registers observed at its
    start, and the cells of its results."""

    def __init__(self, program: Program) -> None:
        self.program, self.pointers = program, pointers_of(program)
        self.numbers = self.pointers.numbers
        self.cells = 0
        self.entries: list[Registers] = [0] * len(program.functions)
        self.results: list[Registers] = [0] * len(program.functions)
        self.askers: dict[object, set[int]] = {}  # the functions with answers that depend on a cell, or on a function's
        self.boxes: dict[Box, Registers] = {}  # what receivers observe of a result (bits)
        self.own: list[list[tuple[At, Alternative]]] = [[] for _ in program.functions]
        for at, a in self.pointers.receivers:
            self.own[at[0]].append((at, a))
        self.roles = [Role(operation) for operation in program.operations]
        self.waiting = set(range(len(program.functions)))
        self.analyses = [Observing(self, n) for n in range(len(program.functions))]
        self.results[program.panic_text] = 1
        self.look_at_operations()
        while self.waiting:
            poll()
            self.analyses[self.waiting.pop()].settle()

    def observe(self, cells: int) -> None:
        new = cells & ~self.cells
        self.cells |= new
        for n in self.numbers.of(new):
            self.waiting |= self.askers.pop(n, set())

    def asks(self, function: int, about: object) -> None:
        """A function's answer depends on `about`: it is recomputed when that changes."""
        self.askers.setdefault(about, set()).add(function)

    def is_observed(self, cells: int, function: int) -> bool:
        """Whether any of these cells is."""
        if cells & self.cells:
            return True
        for n in self.numbers.of(cells):
            self.asks(function, n)
        return False

    def want(self, function: int, results: Registers) -> None:
        """Somebody observes results of a function."""
        new = self.results[function] | results & span(0, self.program.functions[function].results)
        if new != self.results[function]:
            self.results[function] = new
            self.waiting.add(function)

    def enter(self, function: int, registers: Registers) -> None:
        if registers != self.entries[function]:
            self.entries[function] = registers
            self.waiting |= self.askers.get(("entry", function), set())

    def look_at_operations(self) -> None:
        """Guards read memory, for every goroutine at the operation; once for those on the same objects."""
        known: set[Hashable] = set()
        for at, a in self.pointers.receivers:
            where = tuple(frozenset(self.pointers.pointed(at, first)) for first, _ in a.operands)
            if (a.operation, where) in known:
                continue
            known.add((a.operation, where))
            for x in self.roles[a.operation].seen:
                self.observe(self.numbers.set_of(self.looked_at(at, a, x)))

    def give(self, function: int) -> None:
        """Tells partners what a function observes of the results that they give it."""
        before = self.analyses[function].before
        for at, a in self.own[function]:
            name = self.program.operations[a.operation].name
            if name not in self.pointers.met or not a.operands:
                continue
            shapes = self.pointers.shapes(at, a)
            for index, register in enumerate(a.results):
                observed = before[a.next] >> register & span(0, a.widths[index]) if register >= 0 else 0
                for shape in shapes if observed else ():
                    self.put((name, shape, index), observed)

    def put(self, box: Box, observed: Registers) -> None:
        old = self.boxes.get(box, 0)
        if old | observed != old:
            self.boxes[box] = old | observed
            self.waiting |= self.askers.get(box, set())

    def looked_at(self, at: At, a: Alternative, x: object) -> Iterator[Cell]:
        """The cells of memory in an expression."""
        match x:
            case Slot(base, offset):
                for cell in self.pointers.based(at, a, base):
                    yield self.pointers.layout.at_offset(cell, offset)
                yield from self.looked_at(at, a, base)
            case Cells(base, _):
                for cell in self.pointers.based(at, a, base):
                    yield cell
                    yield self.pointers.layout.at_offset(cell, 1)
            case Front(base):
                for cell in self.pointers.based(at, a, base):
                    wide = len(self.program.shapes[cell.shape].elem)
                    yield from (Cell(cell.shape, TAIL + j) for j in range(wide))
                yield from self.looked_at(at, a, base)
            case Bin(_, left, right):
                yield from self.looked_at(at, a, left)
                yield from self.looked_at(at, a, right)
            case Wrap(of, _, _):
                yield from self.looked_at(at, a, of)


class Observing(Analysis):
    """Of one function."""

    def __init__(self, whole: Observed, number: int) -> None:
        super().__init__(whole.program.functions[number], whole.program.sites)
        self.whole, self.number = whole, number
        self.pointers = whole.pointers

    def settle(self) -> None:
        if self.solve():
            self.whole.give(self.number)
        self.whole.enter(self.number, self.before[0] | self.recovered())

    def users(self, block: int) -> Iterable[int]:
        """Any instruction may panic."""
        everywhere = self.blocks.starts[block] == self.function.recovered
        return range(len(self.blocks.starts)) if everywhere else super().users(block)

    def recovered(self) -> Registers:
        """What is observed after a recovered panic."""
        return self.before[self.function.recovered] if self.function.recovered >= 0 else 0

    def after(self, pc: int, instr: Instr) -> Registers:
        """What is observed behind an instruction, or after a panic in it that is recovered."""
        found = self.recovered()
        for following in self.following(pc, instr):
            found |= self.before[following]
        return found

    def needed(self, pc: int, instr: Instr) -> Registers:
        if instr.op == "operate":
            return self.needed_at(pc, instr.args[0])
        after = self.after(pc, instr)
        return after & ~writes(instr, pc, self.widths) | self.sources(pc, instr, after)

    def sources(self, pc: int, instr: Instr, after: Registers) -> Registers:
        """The values that the instruction itself observes."""
        op, a = instr.op, instr.args
        wanted = after & writes(instr, pc, self.widths)
        if op == "move":
            return wanted >> a[0] << a[1]
        if op in PURE:
            return reads(instr, pc, self.widths, 0) if wanted else 0
        match op:
            case "note":
                return 0
            case "load" | "get":
                for j in bits(wanted >> a[0]):
                    self.whole.observe(self.pointers.behind((self.number, pc), a[1], a[2] + j))
                return span(a[1], 1)
            case "bytestr" | "span":
                if wanted:
                    self.whole.observe(self.pointers.elements((self.number, pc), a[1], 1))
                return reads(instr, pc, self.widths, 0) if wanted else 0
            case "mapget" | "mapkeys" | "mapkey":
                return self.from_tail(pc, instr, wanted)
            case "call" | "callv" | "spawn" | "defer":
                return self.calling(pc, instr, wanted)
            case "ret":
                return self.whole.results[self.number] << a[0]
        stored = self.stored(pc, instr)
        if stored is None:
            return reads(instr, pc, self.widths, 0)
        source, unseen = stored
        return reads(instr, pc, self.widths, 0) & ~(unseen << source)

    def stored(self, pc: int, instr: Instr) -> tuple[int, Registers] | None:
        """Of an instruction that puts cells into memory: the first register they come from, and which of them go where
        no observer reads them (bits)."""
        op, a = instr.op, instr.args
        match op:
            case "store" | "put":
                cells = [self.pointers.behind((self.number, pc), a[0], a[1] + j) for j in range(a[3])]
                source = a[2]
            case "mapput":
                keys, values = self.widths.reads[pc]
                cells = [self.pointers.behind_tails((self.number, pc), a[0], keys + j) for j in range(values)]
                source = a[2]
            case "tailput" | "tailpush":
                cells = [
                    self.pointers.behind_tails((self.number, pc), a[0], j) for j in range(self.widths.reads[pc][0])
                ]
                source = a[-1]
            case _:
                return None
        seen = self.whole.is_observed
        unseen = (j for j, found in enumerate(cells) if not seen(found, self.number))
        return source, sum(1 << j for j in unseen)

    def from_tail(self, pc: int, instr: Instr, wanted: Registers) -> Registers:
        op, a = instr.op, instr.args
        tails = self.pointers.behind_tails
        if op == "mapkey":
            for j in bits(wanted >> a[0]):
                self.whole.observe(tails((self.number, pc), a[1], j))
            return span(a[1], 1) | span(a[2], 1)
        if op == "mapkeys":
            for j in range(len(self.whole.program.shapes[a[2]].elem)):
                self.whole.observe(tails((self.number, pc), a[1], j))
            return span(a[1], 1)
        keys = self.widths.reads[pc][0]
        for j in bits(wanted >> a[0] + 1):
            self.whole.observe(tails((self.number, pc), a[1], keys + j))
        return span(a[1], 1) | (span(a[2], keys) if wanted else 0)

    def calling(self, pc: int, instr: Instr, wanted: Registers) -> Registers:
        op, a = instr.op, instr.args
        found = 0
        if op != "call":
            value = a[1] if op == "callv" else a[0]
            found = span(value, 1)
            self.whole.observe(self.pointers.behind((self.number, pc), value))  # which function it is
        if op in PASSING:
            first, count = a[-2:]
            for f in self.pointers.called((self.number, pc), instr):
                self.whole.want(f, wanted >> a[0] if op != "defer" else 0)
                self.whole.asks(self.number, ("entry", f))
                found |= (self.whole.entries[f] >> 1 & span(0, count)) << first
        return found

    # --- operations

    def needed_at(self, pc: int, site_number: int) -> Registers:
        site = self.sites[site_number]
        found = self.recovered() | (self.before[site.default] if site.default >= 0 else 0)
        for number, a in enumerate(site.alternatives):
            found |= self.before[a.next] & ~self.widths.results.get((site_number, number), 0)
            found |= self.offered((self.number, pc), a)
        return found

    def offered(self, at: At, a: Alternative) -> Registers:
        """The operands of an alternative that count."""
        role, eager = self.whole.roles[a.operation], self.whole.program.operations[a.operation].eager
        found = 0
        for index in range(len(a.operands)) if eager else role.looked_at:
            found |= span(*a.operands[index]) if index < len(a.operands) else 0
        for rule, effect, value in role.puts:
            found |= self.flows(at, a, value, self.wanted(at, a, rule, effect))
        return found

    def wanted(self, at: At, a: Alternative, rule: Rule, effect: Effect) -> Registers:
        """The cells of the value of an effect that are observed where it is put (bits)."""
        pointers = self.pointers
        found = 0
        match effect:
            case SetSlot(base, offset):
                wide = width(a, effect.value)
                for cell in pointers.based(at, a, base):
                    found |= self.observed_of(pointers.layout.at_offset(cell, offset + j) for j in range(wide))
            case Push(base):
                for cell in pointers.based(at, a, base):
                    elem = len(self.whole.program.shapes[cell.shape].elem)
                    found |= self.observed_of(Cell(cell.shape, TAIL + j) for j in range(elem))
            case Result(index, _, True):
                for shape in pointers.shapes(at, a):
                    self.whole.asks(self.number, (rule.peer, shape, index))
                    found |= self.whole.boxes.get((rule.peer, shape, index), 0)
            case Result(index):
                if index < len(a.results) and a.results[index] >= 0:
                    found |= self.before[a.next] >> a.results[index] & span(0, a.widths[index])
        return found

    def observe(self, cells: Iterable[Cell]) -> None:
        self.whole.observe(self.whole.numbers.set_of(cells))

    def observed_of(self, cells: Iterable[Cell]) -> Registers:
        numbers = enumerate(map(self.whole.numbers.number, cells))
        return sum(1 << j for j, n in numbers if self.whole.is_observed(1 << n, self.number))

    def flows(self, at: At, a: Alternative, value: Value, wanted: Registers) -> Registers:
        """The registers that observed cells of a value come from; those in memory are noted."""
        pointers = self.pointers
        if not wanted:
            return 0
        match value:
            case Operand(index):
                first, width = a.operands[index]
                return (wanted & span(0, width)) << first
            case Front(base):
                for cell in pointers.based(at, a, base):
                    elem = len(self.whole.program.shapes[cell.shape].elem)
                    self.observe(Cell(cell.shape, TAIL + j) for j in bits(wanted & span(0, elem)))
            case Cells(base):
                cells = pointers.based(at, a, base)
                for j in bits(wanted & span(0, WIDE)):
                    self.observe(pointers.layout.at_offset(c, j) for c in cells)
            case _:
                self.observe(self.whole.looked_at(at, a, value))
        found = 0
        for index in args(value):
            found |= span(*a.operands[index])
        return found


WIDE = 8
"""More cells than any value that an operation reads or writes at an address (the elements of tails may be wider)."""


def width(a: Alternative, value: Value) -> int:
    """How many cells a value has at most."""
    match value:
        case Operand(index, False):
            return a.operands[index][1]
        case Operand() | Front() | ZeroElem() | Cells():
            return WIDE
    return 1


def bits(registers: Registers) -> Iterator[int]:
    return (j for j in range(registers.bit_length()) if registers >> j & 1)


def apart(program: Program) -> bool:
    """Whether no rule reads its partner's operands, so that the value handed over always comes from the mover."""
    return not any(
        isinstance(x, Arg | Operand) and x.peer
        for operation in program.operations
        for rule in operation.rules
        for effect in (rule.guard, *rule.effects)
        for x in every_part(effect)
    )


def every_part(x: object) -> Iterator[object]:
    yield x
    for name in getattr(x, "__slots__", ()):
        yield from every_part(getattr(x, name))
