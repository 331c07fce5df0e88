"""Cells of memory that keep their value once they are set: fields that a constructor gives a value, and that no code
sets again (stationary fields, Unkel and Lam 2008). A final cell that is not 0 never changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.liveness import Blocks
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.program.register_facts import CONSTANT, COPY, NEW, Held, Holding, following
from chancheck.program.rules import Alloc, MarkAll, SetSlot
from chancheck.program.strong_liveness import width
from chancheck.program.targets import TAIL, At, Cell

ZERO = Held(CONSTANT, 0)


def final_loads(program: Program, pointers: Pointers, held: list[list[Holding | None]]) -> frozenset[At]:
    """The instructions that read only cells which are final. Instants are not: they change as time passes."""
    cells = Finals(program, pointers, held).found()
    final = pointers.numbers.set_of(cell for cell in cells if not is_instant(program, cell))
    loads = set()
    for number, function in enumerate(program.functions):
        for pc, instr in enumerate(function.code):
            if instr.op not in ("load", "get") or held[number][pc] is None:
                continue
            poll()
            found, base, by, wide = 0, *instr.args[1:4]
            for j in range(wide):
                found |= pointers.behind((number, pc), base, by + j)
            if found and not found & ~final:
                loads.add((number, pc))
    return frozenset(loads)


def is_instant(program: Program, cell: Cell) -> bool:
    return program.shapes[cell.shape].header[cell.at] in "wc"


class Flow:
    """Of a function. makes: where it makes objects of a shape, ascending."""

    def __init__(self, program: Program, number: int) -> None:
        self.program, self.code = program, program.functions[number].code
        self.length = len(self.code)
        self.ends = Blocks(program.functions[number], program.sites).ends
        self.makes: dict[int, list[int]] = {}
        for pc, instr in enumerate(self.code):
            if instr.op in ("new", "newtail"):
                self.makes.setdefault(instr.args[1], []).append(pc)

    def after(self, pc: int) -> list[int]:
        return following(self.program, pc, self.code[pc])

    def end(self, pc: int) -> int:
        """Of the block of an instruction."""
        return self.ends[bisect_right(self.ends, pc)]


FAR = 1 << 60
"""Behind every instruction."""


def following_in(ascending: list[int], pc: int) -> int:
    """The first of these from an instruction on."""
    at = bisect_left(ascending, pc)
    return ascending[at] if at < len(ascending) else FAR


class Finals:
    """held: by function and code index, what registers are known to hold."""

    def __init__(self, program: Program, pointers: Pointers, held: list[list[Holding | None]]) -> None:
        self.program, self.pointers, self.held = program, pointers, held
        self.flows: dict[int, Flow] = {}
        self.made = Counter(i.args[1] for f in program.functions for i in f.code if i.op in ("new", "newtail"))

    def found(self) -> set[Cell]:
        """Cells that are set once for each object, where it was made."""
        numbers = self.pointers.numbers
        first, changed = dict[int, list[At]](), numbers.set_of(self.set_by_rules())
        for number, function in enumerate(self.program.functions):
            for pc, instr in enumerate(function.code):
                now = self.held[number][pc]
                if instr.op not in ("store", "put") or now is None:
                    continue
                poll()
                shape = self.made_before(now, instr.args[0])
                for j in range(instr.args[3]):
                    cells = self.pointers.behind((number, pc), instr.args[0], instr.args[1] + j)
                    if shape is None:
                        changed |= cells
                    elif now.get(instr.args[2] + j) != ZERO:
                        for n in numbers.of(cells):
                            first.setdefault(n, []).append((number, pc))
        kept = ((numbers.targets[n], places) for n, places in first.items() if not changed >> n & 1)
        return {cell for cell, places in kept if isinstance(cell, Cell) and cell.at < TAIL and self.once(cell, places)}

    def made_before(self, now: Holding, register: int) -> int | None:
        """The shape of the object that an address surely points into, if this code made it, and no other code makes
        such objects."""
        known = now.get(register)
        if known is not None and known.kind == COPY:
            known = now.get(known.a)
        return known.a if known is not None and known.kind == NEW and self.made[known.a] == 1 else None

    def once(self, cell: Cell, places: list[At]) -> bool:
        """Whether of these instructions, which set a cell of a new object, one is executed for each object at most."""
        return not any(self.leads_to(cell.shape, place, places) for place in places)

    def leads_to(self, shape: int, place: At, places: list[At]) -> bool:
        """Whether control gets from an instruction to one of others before an object of the shape is made again."""
        number, pc = place
        flow = self.flows.get(number)
        if flow is None:
            flow = self.flows[number] = Flow(self.program, number)
        wanted = sorted(at for other, at in places if other == number)
        makes = flow.makes.get(shape, [])
        seen, todo = set[int](), flow.after(pc)
        while todo:
            poll()
            at = todo.pop()
            if at in seen or at >= flow.length:
                continue
            seen.add(at)
            end, made = flow.end(at), following_in(makes, at)
            if following_in(wanted, at) < min(end, made):
                return True
            todo += flow.after(end - 1) if made >= end else ()
        return False

    def set_by_rules(self) -> Iterator[Cell]:
        """Cells that operations set."""
        layout, numbers = self.pointers.layout, self.pointers.numbers
        for at, a in self.pointers.receivers:
            poll()
            for rule in self.program.operations[a.operation].rules:
                for effect in rule.effects:
                    if not isinstance(effect, SetSlot | Alloc | MarkAll):
                        continue
                    cells = self.pointers.based(at, a, effect.base)
                    if isinstance(effect, MarkAll):
                        tails = numbers.set_of(Cell(cell.shape, TAIL) for cell in cells)
                        cells = numbers.cells(self.pointers.content(tails))
                    wide = width(a, effect.value) if isinstance(effect, SetSlot) else 1
                    yield from (layout.at_offset(cell, effect.offset + j) for cell in cells for j in range(wide))
