"""Where addresses may point, and which functions function values may be: one answer for a whole program, whatever the
order of its instructions (Andersen 1994, solved with a worklist). Objects are distinguished by their shapes, which are
as many as the places where objects are made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import repeat

from chancheck.deadline import poll
from chancheck.program.liveness import measured
from chancheck.program.program import GLOBALS, OFFSET_BITS, Alternative, Function, Instr, Program
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
from chancheck.program.targets import NOWHERE, TAIL, At, Cell, Code, Place, Target, Targets
from chancheck.program.webs import Webs


class Pointers:
    """registers: by function and web of registers what it may hold; cells: the same of memory; panics: of panics'
    values. Where a question is about a register, `at` is (number of the function, code index)."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.webs = [Webs(program, f) for f in program.functions]
        self.registers: list[list[Targets]] = [[Targets() for _ in w.parent] for w in self.webs]
        self.cells: dict[Cell, Targets] = {}
        self.panics: list[Targets] = [Targets(), Targets()]
        self.kept: list[list[Targets]] = [[Targets() for _ in range(f.results)] for f in program.functions]
        self.mail: dict[tuple[str, int, int, int], Targets] = {}  # by operation, shape, result, cell: what others give
        self.receivers = list(self.alternatives())
        self.met = {rule.peer for operation in program.operations for rule in operation.rules if rule.peer}
        self.headers = [len(s.header) for s in program.shapes]
        self.known: dict[tuple[At, int, int], list[Cell]] | None = None  # answers, once they do not change any more
        self.reader: Place | None = None  # the current instruction
        self.waiting = [(n, pc) for n, f in enumerate(program.functions) for pc in range(len(f.code))]  # a heap
        self.queued, self.later = set(self.waiting), list[Place]()
        self.solve()
        self.reader = None
        self.known = {}

    def solve(self) -> None:
        """Rounds in the order of the code, of the instructions that read something which has grown."""
        functions, panicking = self.program.functions, self.parameters(self.program.panic_text)[1:3]
        while self.waiting:
            while self.waiting:
                poll()
                self.reader = number, pc = heappop(self.waiting)
                self.queued.discard(self.reader)
                self.instruction(number, functions[number], pc, functions[number].code[pc])
            self.add(panicking, self.panics)
            self.waiting, self.later = sorted(self.later), []

    def grown(self, targets: Targets) -> None:
        for place in targets.readers - self.queued:
            self.queued.add(place)
            if self.reader is not None and place > self.reader:
                heappush(self.waiting, place)
            else:
                self.later.append(place)

    def read(self, targets: Targets) -> Targets:
        """Note that the current instruction depends on it."""
        if self.reader is not None:
            targets.readers.add(self.reader)
        return targets

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
        return [self.read(found[webs.used(at[1], r)]) for r in range(register, register + width)]

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
        return found

    def at_offset(self, cell: Cell, by: int) -> Cell:
        """The cell some cells further on."""
        if not by and cell.at < TAIL:
            return cell if cell.at < self.headers[cell.shape] else self.beyond(cell, 0)
        return self.beyond(cell, by)

    def beyond(self, cell: Cell, by: int) -> Cell:
        shape = self.program.shapes[cell.shape]
        at = cell.at + by
        if cell.at < TAIL and at < len(shape.header):
            return Cell(cell.shape, at)
        behind = at - TAIL if cell.at >= TAIL else at - len(shape.header)
        return Cell(cell.shape, TAIL + behind % max(len(shape.elem), 1))

    def pointed(self, at: At, register: int, by: int = 0) -> list[Cell]:
        """The cells that an address in a register, moved by some cells, may point to."""
        if self.known is None:
            return [self.at_offset(t, by) for t in self.held(at, register)[0] if isinstance(t, Cell)]
        found = self.known.get((at, register, by))
        if found is None:
            found = [self.at_offset(t, by) for t in self.held(at, register)[0] if isinstance(t, Cell)]
            self.known[at, register, by] = found
        return found

    def tails(self, at: At, register: int, by: int = 0) -> list[Cell]:
        """The cells of tail elements of the objects that an address in a register points into."""
        return [Cell(t.shape, TAIL + by) for t in self.pointed(at, register)]

    def functions(self, at: At, register: int) -> set[int]:
        """The functions that a function value in a register may be."""
        found = set()
        for target in self.held(at, register)[0]:
            if isinstance(target, Code):
                found.add(target.function)
            elif target.at == 0:
                found |= {t.function for t in self.read(self.cell(target)) if isinstance(t, Code)}
        return found

    def called(self, at: At, instr: Instr) -> set[int]:
        """The functions that a call, a `go` or a `defer` may run."""
        if instr.op == "call":
            return {instr.args[1]}
        return self.functions(at, instr.args[1 if instr.op == "callv" else 0])

    # --- the analysis

    def add(self, to: Iterable[Targets], what: Iterable[Iterable[Target]]) -> None:
        for targets, new in zip(to, what, strict=False):
            before = len(targets)
            if new is not targets:
                targets.update(new)
            if len(targets) != before:
                self.grown(targets)

    def constant(self, kind: str, value: int) -> Iterable[Target]:
        if kind == "i":  # perhaps the first cell of a closure
            return {Code(value)} if 0 <= value < len(self.program.functions) else NOWHERE
        if value < 0:
            return {Code(-1 - value)} if -value <= len(self.program.functions) else NOWHERE
        if value >> OFFSET_BITS == GLOBALS and kind == "r":
            return {Cell(self.program.globals_shape, value & ((1 << OFFSET_BITS) - 1))}
        return NOWHERE

    def instruction(self, number: int, function: Function, pc: int, instr: Instr) -> None:
        op, a, at = instr.op, instr.args, (number, pc)
        match op:
            case "const":
                self.add(self.given(at, a[0]), [self.constant(function.registers[a[0]], a[1])])
            case "move":
                self.add(self.given(at, a[0], a[2]), self.held(at, a[1], a[2]))
            case "load" | "get":
                for j in range(a[3]):
                    self.add(self.given(at, a[0] + j), [self.content(self.pointed(at, a[1], a[2] + j))])
            case "store" | "put":
                for j, what in enumerate(self.held(at, a[2], a[3])):
                    self.add([self.cell(c) for c in self.pointed(at, a[0], a[1] + j)], repeat(what))
            case "new" | "newtail":
                self.add(self.given(at, a[0]), [{self.start(a[1])}])
            case "addr":
                self.add(self.given(at, a[0]), [self.pointed(at, a[1], a[2])])
            case "elem":
                self.add(self.given(at, a[0]), [list(self.elements(at, a[1], a[3]))])
            case "method":
                found = {Code(f) for (_, method), f in self.program.methods.items() if method == a[2]}
                self.add(self.given(at, a[0]), [found])
            case "panic":
                self.add(self.panics, self.held(at, a[0], 2))
            case "recover":
                self.add(self.given(at, a[0], 2), map(self.read, self.panics))
            case "ret":
                self.add(self.kept[number], self.held(at, a[0], function.results))
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
                    self.add(self.given(at, a[0] + 1 + j), [self.content(self.tails(at, a[1], keys + j))])
            case "mapput":
                keys, values = widths.reads[pc]
                self.fill(at, a[0], 0, self.held(at, a[1], keys))
                self.fill(at, a[0], keys, self.held(at, a[2], values))
            case "tailput" | "tailpush":
                self.fill(at, a[0], 0, self.held(at, a[-1], widths.reads[pc][0]))
            case "mapkeys":
                new = Cell(a[2], TAIL)
                for j in range(len(self.program.shapes[a[2]].elem)):
                    self.add([self.cell(Cell(a[2], TAIL + j))], [self.content(self.tails(at, a[1], j))])
                self.add(self.given(at, a[0]), [{self.at_offset(new, 0)}])
            case "mapkey":
                for j in range(widths.writes[pc]):
                    self.add(self.given(at, a[0] + j), [self.content(self.tails(at, a[1], j))])

    def start(self, shape: int) -> Cell:
        return Cell(shape, 0 if self.program.shapes[shape].header else TAIL)

    def content(self, cells: Iterable[Cell]) -> Targets:
        return Targets(set().union(*(self.read(self.cell(c)) for c in cells)))

    def fill(self, at: At, register: int, by: int, what: list[Targets]) -> None:
        for j, targets in enumerate(what):
            self.add([self.cell(c) for c in self.tails(at, register, by + j)], repeat(targets))

    def elements(self, at: At, register: int, width: int) -> Iterator[Cell]:
        """Where the elements of an array lie that begins at an address: any number of widths further on."""
        first: dict[tuple[int, int, int], int] = {}  # the first cell in a header, of those a number of widths apart
        for cell in self.pointed(at, register):
            elem = len(self.program.shapes[cell.shape].elem)
            if cell.at < TAIL and width:
                row = cell.shape, self.extent(cell), cell.at % width
                first[row] = min(cell.at, first.get(row, cell.at))
            elif cell.at >= TAIL and width and elem > width:
                yield from {self.at_offset(cell, j) for j in range(0, elem, width)}
            else:
                yield cell
        for (shape, end, _), begin in first.items():
            yield from (Cell(shape, at) for at in range(begin, max(end, begin + 1), width))
            yield from (Cell(shape, TAIL + j) for j in range(len(self.program.shapes[shape].elem)))

    def extent(self, cell: Cell) -> int:
        """The end of what a cell of a header belongs to: a package variable, or the whole object."""
        begins = self.program.variables if cell.shape == self.program.globals_shape else ()
        after = bisect_right(begins, cell.at)
        return begins[after] if after < len(begins) else self.headers[cell.shape]

    def calls(self, at: At, instr: Instr) -> None:
        op, a = instr.op, instr.args
        for f in self.called(at, instr):
            first = self.parameters(f)
            if op != "call":
                value = self.held(at, a[1] if op == "callv" else a[0])[0]
                self.add(first[:1], [[t for t in value if isinstance(t, Cell) and Code(f) in self.read(self.cell(t))]])
            if op in ("call", "callv"):
                self.add(first[1:], self.held(at, a[2], a[3]))
                written = self.program.functions[at[0]].widths.writes[at[1]]
                self.add(self.given(at, a[0], written), map(self.read, self.kept[f]))

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
                    for cell in self.based(at, a, base):
                        self.add([self.cell(self.at_offset(cell, offset + j))], [targets])
            case Push(base, value):
                for j, targets in enumerate(self.value(at, a, value)):
                    for cell in self.based(at, a, base):
                        self.add([self.cell(Cell(cell.shape, TAIL + j))], [targets])
            case Alloc(base, offset, name):
                made = {self.start(n) for n, s in enumerate(self.program.shapes) if s.name == name}
                for cell in self.based(at, a, base):
                    self.add([self.cell(self.at_offset(cell, offset))], [made])
            case Result(index, value, peer):
                given = self.value(at, a, value)
                if peer:
                    self.send(at, a, rule, index, given)
                elif index < len(a.results) and a.results[index] >= 0:
                    self.add(self.given(at, a.results[index], a.widths[index]), given)

    def send(self, at: At, a: Alternative, rule: Rule, index: int, given: list[Targets]) -> None:
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
                    boxes = [self.read(self.box(name, shape, index, j)) for j in range(wide)]
                    self.add(self.given(at, register, wide), boxes)

    def shapes(self, at: At, a: Alternative) -> set[int]:
        """Of the objects on which an alternative may meet partners: those of its first operand."""
        return {c.shape for c in self.pointed(at, a.operands[0][0])}

    def box(self, name: str, shape: int, index: int, cell: int) -> Targets:
        return self.mail.setdefault((name, shape, index, cell), Targets())

    def based(self, at: At, a: Alternative, base: Expr) -> list[Cell]:
        """The cells that an address in a rule may point to."""
        match base:
            case Arg(index, False):
                return self.pointed(at, a.operands[index][0])
            case Slot(inner, offset):
                cells = [self.at_offset(c, offset) for c in self.based(at, a, inner)]
                return [t for t in self.content(cells) if isinstance(t, Cell)]
        raise TypeError(f"not an address: {base!r}")

    def value(self, at: At, a: Alternative, value: Value) -> list[Targets]:
        """Contents of the cells of a value in a rule."""
        match value:
            case Operand(index, False):
                first, width = a.operands[index]
                return self.held(at, first, width)
            case Arg(index, False):
                return self.held(at, a.operands[index][0])
            case Front(base):
                cells = self.based(at, a, base)
                wide = max((len(self.program.shapes[c.shape].elem) for c in cells), default=0)
                return [self.content(Cell(c.shape, TAIL + j) for c in cells) for j in range(wide)]
            case Cells(base, _):
                cells = self.based(at, a, base)
                return [self.content(self.at_offset(c, j) for c in cells) for j in range(WIDEST)]
            case Slot(base, offset):
                return [self.content(self.at_offset(c, offset) for c in self.based(at, a, base))]
        return []


WIDEST = 2
"""Cells of the widest value that an operation reads from memory: an interface value."""


def pointers_of(program: Program) -> Pointers | None:
    """None where widths of operands are not known, as in programs that no code generator made."""
    return Pointers(program) if measured(program) else None
