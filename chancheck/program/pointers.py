"""Where addresses may point, and which functions function values may be: one answer for a whole program, whatever the
order of its instructions (Andersen 1994, solved with a worklist). Objects are distinguished by their shapes, which are
as many as the places where objects are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from chancheck.deadline import poll
from chancheck.program.layouts import Layout
from chancheck.program.passing import PASSING, fits
from chancheck.program.program import GLOBALS, OFFSET_BITS, Alternative, Function, Instr, Program
from chancheck.program.regions import Region, Regions
from chancheck.program.rounds import Rounds
from chancheck.program.rules import (
    Alloc,
    Arg,
    Cells,
    Effect,
    Expr,
    Front,
    Operand,
    Push,
    Result,
    Rule,
    SetSlot,
    Slot,
    Value,
)
from chancheck.program.targets import TAIL, At, Cell, Code, Place, Target, Targets
from chancheck.program.webs import Webs

CARRYING_NAMES = """
    const move load get store put new newtail addr elem method panic recover ret call callv spawn defer operate mapget
    mapput tailput tailpush mapkeys mapkey
"""
CARRYING = frozenset(CARRYING_NAMES.split())
"""Instructions through which addresses and functions as values get anywhere."""


class Contents(dict[int, Targets]):
    """What webs of registers may hold; nothing before it is asked for."""

    def __missing__(self, web: int) -> Targets:
        found = self[web] = Targets()
        return found


class Pointers:
    """registers: by function and web of registers what it may hold; cells: the same of memory; panics: of panics'
    values. Where a question is about a register, `at` is (number of the function, code index)."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.webs = [Webs(program, f) for f in program.functions]
        self.layout = Layout(program)
        self.numbers = self.layout.numbers
        self.registers = [Contents() for _ in self.webs]
        self.cells: dict[Cell, Targets] = {}
        self.closing = Targets()  # the cells that closures may begin with
        self.closures: dict[int, int] = {}  # the same of each function
        self.panics: list[Targets] = [Targets(), Targets()]
        self.kept: list[list[Targets]] = [[Targets() for _ in range(f.results)] for f in program.functions]
        self.mail: dict[tuple[str, int, int, int], Targets] = {}  # by operation, shape, result, cell: what others give
        self.receivers = list(self.alternatives())
        self.met = {rule.peer for operation in program.operations for rule in operation.rules if rule.peer}
        self.regions = Regions(self.numbers, self.cell)
        self.known: dict[tuple[At, int, int], list[Cell]] | None = None  # answers, once they do not change any more
        self.rounds = Rounds([at for n, f in enumerate(program.functions) for at in self.carrying(n, f)])
        self.solve()
        self.settle()
        self.known = {}

    def carrying(self, number: int, function: Function) -> Iterator[Place]:
        """The instructions through which an address or a function as a value may get anywhere. A number may be that of
        a function, in the first cell of a closure, which is filled in the code that makes it."""
        closes = any(instr.op == "put" and instr.args[1] == 0 for instr in function.code)
        for pc, (op, a, _) in enumerate(function.code):
            if op in CARRYING and (op != "const" or self.constant(function.registers[a[0]], a[1], closes)):
                yield number, pc

    def solve(self) -> None:
        functions, panicking = self.program.functions, self.parameters(self.program.panic_text)[1:3]

        def take_in(number: int, pc: int) -> None:
            self.instruction(number, functions[number], pc, functions[number].code[pc])

        self.rounds.run(take_in, lambda: self.add(panicking, [t.bits for t in self.panics]))

    def settle(self) -> None:
        """Answers do not change any more: no instruction waits for them, and equal sets are one."""
        kept, regions = chain(*self.kept), (region.content for region in self.regions.known.values())
        registers = chain(*(contents.values() for contents in self.registers))
        sets = dict[int, int]()
        for targets in chain(registers, self.cells.values(), kept, regions, self.mail.values()):
            targets.readers, targets.bits = None, sets.setdefault(targets.bits, targets.bits)

    def alternatives(self) -> Iterator[tuple[At, Alternative]]:
        """Every alternative, with where it is offered."""
        for number, function in enumerate(self.program.functions):
            for pc, instr in enumerate(function.code):
                if instr.op == "operate":
                    yield from (((number, pc), a) for a in self.program.sites[instr.args[0]].alternatives)

    # --- registers

    def held(self, at: At, register: int, width: int = 1) -> list[Targets]:
        """Contents of registers before an instruction."""
        webs, found = self.webs[at[0]], self.registers[at[0]]
        return [self.rounds.read(found[webs.used(at[1], r)]) for r in range(register, register + width)]

    def values(self, at: At, register: int, width: int = 1) -> list[int]:
        return [t.bits for t in self.held(at, register, width)]

    def given(self, at: At, register: int, width: int = 1) -> list[Targets]:
        """Values that an instruction may put into registers."""
        webs, found = self.webs[at[0]], self.registers[at[0]]
        return [found[webs.defined(at[1], r)] for r in range(register, register + width)]

    def parameters(self, function: int) -> list[Targets]:
        """Contents of registers at the start: the closure, the parameters."""
        webs, found = self.webs[function], self.registers[function]
        return [found[webs.parent[r]] for r in range(1 + self.program.functions[function].params)]

    # --- questions

    def cell(self, cell: Cell) -> Targets:
        found = self.cells.get(cell)
        if found is None:
            found = self.cells[cell] = Targets()
            found.closure = 1 << self.numbers.number(cell) if cell.at == 0 else 0
        return found

    def pointed(self, at: At, register: int, by: int = 0) -> list[Cell]:
        """The cells that an address in a register, moved by some cells, may point to."""
        if self.known is None:
            return self.numbers.cells(self.behind(at, register, by))
        found = self.known.get((at, register, by))
        if found is None:
            found = self.known[at, register, by] = self.numbers.cells(self.behind(at, register, by))
        return found

    def functions(self, at: At, register: int) -> set[int]:
        """The functions that a function value in a register may be."""
        value = self.held(at, register)[0].bits
        closures = value & self.rounds.read(self.closing).bits
        return {f for f, of_it in self.closures.items() if closures & of_it}.union(self.numbers.functions(value))

    def called(self, at: At, instr: Instr) -> set[int]:
        """The functions that a call, a `go` or a `defer` may run."""
        if instr.op == "call":
            return {instr.args[1]}
        found = self.functions(at, instr.args[1 if instr.op == "callv" else 0])
        return {f for f in found if fits(self.program, f, at, instr)}

    # --- sets of targets, as bits

    def behind(self, at: At, register: int, by: int = 0) -> int:
        """The targets of an address in a register, moved by some cells."""
        return self.layout.moved(self.held(at, register)[0].bits, by)

    def elements(self, at: At, register: int, width: int) -> int:
        """Where the elements of an array lie that begins at an address."""
        return self.layout.elements(self.held(at, register)[0].bits, width)

    def behind_tails(self, at: At, register: int, by: int = 0) -> int:
        """The cells of tail elements of the objects that an address in a register points into."""
        return self.layout.tails(self.behind(at, register), by)

    def content(self, cells: int) -> int:
        return self.rounds.read(self.region(cells).content).bits if cells else 0

    def region(self, cells: int) -> Region:
        poll()
        return self.regions.of(cells)

    # --- the analysis

    def add(self, to: Iterable[Targets], what: Iterable[int]) -> None:
        for targets, new in zip(to, what, strict=False):
            if targets.bits | new != targets.bits:
                self.grow(targets, new)

    def grow(self, targets: Targets, new: int) -> None:
        grown = [targets]
        while grown:
            one = grown.pop()
            both = one.bits | new
            if both != one.bits:
                one.bits = new if both == new else both
                self.rounds.grown(one)
                grown += one.wholes or ()
        if targets.closure and new & self.numbers.codes:
            self.closing.bits |= targets.closure
            self.rounds.grown(self.closing)  # also where it had the cell, as that of another function
            for f in self.numbers.functions(new):
                self.closures[f] = self.closures.get(f, 0) | targets.closure

    def add_to_all(self, cells: int, what: int) -> None:
        region = self.region(cells) if cells and what else None
        while region is not None and what & ~region.given:
            region.given |= what
            self.add(region.cells, repeat(what))
            region = region.within

    def constant(self, kind: str, value: int, closes: bool = True) -> list[Target]:
        if kind == "i":
            return [Code(value)] if closes and 0 <= value < len(self.program.functions) else []
        if value < 0:
            return [Code(-1 - value)] if -value <= len(self.program.functions) else []
        if value >> OFFSET_BITS == GLOBALS and kind == "r":
            return [Cell(self.program.globals_shape, value & ((1 << OFFSET_BITS) - 1))]
        return []

    def instruction(self, number: int, function: Function, pc: int, instr: Instr) -> None:
        op, a, at = instr.op, instr.args, (number, pc)
        match op:
            case "const":
                found = self.numbers.set_of(self.constant(function.registers[a[0]], a[1]))
                self.add(self.given(at, a[0]), [found])
            case "move":
                self.add(self.given(at, a[0], a[2]), self.values(at, a[1], a[2]))
            case "load" | "get":
                for j in range(a[3]):
                    cells = self.layout.holding(self.behind(at, a[1], a[2] + j), function.registers[a[0] + j])
                    self.add(self.given(at, a[0] + j), [self.content(cells)])
            case "store" | "put":
                for j, what in enumerate(self.values(at, a[2], a[3])):
                    cells = self.layout.holding(self.behind(at, a[0], a[1] + j), function.registers[a[2] + j])
                    self.add_to_all(cells, what)
            case "new" | "newtail":
                self.add(self.given(at, a[0]), [self.numbers.set_of([self.layout.start(a[1])])])
            case "addr":
                self.add(self.given(at, a[0]), [self.behind(at, a[1], a[2])])
            case "elem":
                self.add(self.given(at, a[0]), [self.elements(at, a[1], a[3])])
            case "method":
                named = (Code(f) for (_, method), f in self.program.methods.items() if method == a[2])
                self.add(self.given(at, a[0]), [self.numbers.set_of(named)])
            case "panic":
                self.add(self.panics, self.values(at, a[0], 2))
            case "recover":
                self.add(self.given(at, a[0], 2), [self.rounds.read(t).bits for t in self.panics])
            case "ret":
                self.add(self.kept[number], self.values(at, a[0], function.results))
            case "call" | "callv" | "spawn" | "defer":
                self.calls(at, instr)
            case "operate":
                for alternative in self.program.sites[a[0]].alternatives:
                    self.alternative(at, alternative)
            case _:
                self.on_tail(at, function, instr)

    def on_tail(self, at: At, function: Function, instr: Instr) -> None:
        """Maps, and tails as such."""
        op, a, pc = instr.op, instr.args, at[1]
        widths = function.widths
        match op:
            case "mapget":
                keys = widths.reads[pc][0]
                for j in range(a[3]):
                    self.add(self.given(at, a[0] + 1 + j), [self.content(self.behind_tails(at, a[1], keys + j))])
            case "mapput":
                keys, values = widths.reads[pc]
                self.fill(at, a[0], 0, self.values(at, a[1], keys))
                self.fill(at, a[0], keys, self.values(at, a[2], values))
            case "tailput" | "tailpush":
                self.fill(at, a[0], 0, self.values(at, a[-1], widths.reads[pc][0]))
            case "mapkeys":
                new = Cell(a[2], TAIL)
                for j in range(len(self.program.shapes[a[2]].elem)):
                    self.add([self.cell(Cell(a[2], TAIL + j))], [self.content(self.behind_tails(at, a[1], j))])
                self.add(self.given(at, a[0]), [self.numbers.set_of([self.layout.at_offset(new, 0)])])
            case "mapkey":
                for j in range(widths.writes[pc]):
                    self.add(self.given(at, a[0] + j), [self.content(self.behind_tails(at, a[1], j))])

    def fill(self, at: At, register: int, by: int, what: list[int]) -> None:
        for j, targets in enumerate(what):
            self.add_to_all(self.behind_tails(at, register, by + j), targets)

    def calls(self, at: At, instr: Instr) -> None:
        op, a = instr.op, instr.args
        first, width = a[-2:] if op in PASSING else (0, 0)
        passed = self.values(at, first, width)
        value = self.held(at, a[1] if op == "callv" else a[0])[0].bits if op != "call" else 0
        for f in self.called(at, instr):
            taken = self.parameters(f)
            self.add(taken[:1], [value & self.closures.get(f, 0)])
            self.add(taken[1:], self.received(f, passed))
            if op in ("call", "callv"):
                written = self.program.functions[at[0]].widths.writes[at[1]]
                self.add(self.given(at, a[0], written), [self.rounds.read(t).bits for t in self.kept[f]])

    def received(self, function: int, passed: list[int]) -> list[int]:
        """What is passed, without addresses that no receiver of this method is."""
        kinds = self.program.receivers.get(function)
        return [self.layout.fitting(passed[0], kinds), *passed[1:]] if kinds and passed else passed

    # --- operations

    def alternative(self, at: At, a: Alternative) -> None:
        self.receive(at, a)
        for rule in self.program.operations[a.operation].rules:
            for effect in rule.effects:
                self.effect(at, a, rule, effect)

    def effect(self, at: At, a: Alternative, rule: Rule, effect: Effect) -> None:
        match effect:
            case SetSlot(base, offset, value):
                for j, targets in enumerate(self.value(at, a, value)):
                    self.add_to_all(self.layout.moved(self.found(at, a, base), offset + j), targets)
            case Push(base, value):
                for j, targets in enumerate(self.value(at, a, value)):
                    for cell in self.based(at, a, base):
                        self.add([self.cell(Cell(cell.shape, TAIL + j))], [targets])
            case Alloc(base, offset, name):
                made = self.numbers.set_of(
                    self.layout.start(n) for n, s in enumerate(self.program.shapes) if s.name == name
                )
                self.add_to_all(self.layout.moved(self.found(at, a, base), offset), made)
            case Result(index, value, peer):
                given = self.value(at, a, value)
                if peer:
                    self.send(at, a, rule, index, given)
                elif index < len(a.results) and a.results[index] >= 0:
                    self.add(self.given(at, a.results[index], a.widths[index]), given)

    def send(self, at: At, a: Alternative, rule: Rule, index: int, given: list[int]) -> None:
        """To all goroutines that may meet a rule: those at the operation of its peer, on an object that may be the
        same."""
        for shape in self.shapes(at, a):
            boxes = [self.box(rule.peer, shape, index, j) for j in range(len(given))]
            self.add(boxes, given)

    def receive(self, at: At, a: Alternative) -> None:
        """Values from partners."""
        name = self.program.operations[a.operation].name
        if name not in self.met or not a.operands:
            return
        for shape in self.shapes(at, a):
            for index, register in enumerate(a.results):
                if register >= 0:
                    wide = a.widths[index]
                    boxes = [self.rounds.read(self.box(name, shape, index, j)).bits for j in range(wide)]
                    self.add(self.given(at, register, wide), boxes)

    def shapes(self, at: At, a: Alternative) -> set[int]:
        """Of the objects on which an alternative may meet partners: those of its first operand."""
        return {c.shape for c in self.pointed(at, a.operands[0][0])}

    def box(self, name: str, shape: int, index: int, cell: int) -> Targets:
        return self.mail.setdefault((name, shape, index, cell), Targets())

    def based(self, at: At, a: Alternative, base: Expr) -> list[Cell]:
        """The cells that an address in a rule may point to."""
        return self.numbers.cells(self.found(at, a, base))

    def listed(self, at: At, a: Alternative, base: Expr) -> list[Cell]:
        """The cells that the tail elements of an object in a rule may point to."""
        return self.numbers.cells(self.content(self.layout.tails(self.found(at, a, base), 0)) & ~self.numbers.codes)

    def found(self, at: At, a: Alternative, base: Expr) -> int:
        match base:
            case Arg(index, False):
                return self.behind(at, a.operands[index][0])
            case Slot(inner, offset):
                return self.content(self.layout.moved(self.found(at, a, inner), offset)) & ~self.numbers.codes
        raise TypeError(f"not an address: {base!r}")

    def value(self, at: At, a: Alternative, value: Value) -> list[int]:
        """Contents of the cells of a value in a rule."""
        match value:
            case Operand(index, False):
                first, width = a.operands[index]
                return self.values(at, first, width)
            case Arg(index, False):
                return self.values(at, a.operands[index][0])
            case Front(base):
                bits = self.found(at, a, base)
                return [self.content(self.layout.tails(bits, j)) for j in range(self.layout.widest(bits))]
            case Cells(base, _):
                return [self.content(self.layout.moved(self.found(at, a, base), j)) for j in range(WIDEST)]
            case Slot(base, offset):
                return [self.content(self.layout.moved(self.found(at, a, base), offset))]
        return []


WIDEST = 2
"""Cells of the widest value that an operation reads from memory: an interface value."""
