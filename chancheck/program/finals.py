"""Cells of memory that keep their value once they are set: fields that a constructor gives a value, and that no code
sets again (stationary fields, Unkel and Lam 2008). A final cell that is not 0 never changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.program.register_facts import CONSTANT, COPY, NEW, Held, Holding, following
from chancheck.program.rules import Alloc, MarkAll, SetSlot
from chancheck.program.strong_liveness import width
from chancheck.program.targets import TAIL, At, Cell

ZERO = Held(CONSTANT, 0)


def final_loads(program: Program, pointers: Pointers, held: list[list[Holding | None]]) -> frozenset[At]:
    """The instructions that read only cells which are final. Instants are not: they change as time passes."""
    final = Finals(program, pointers, held).found()
    loads = set()
    for number, function in enumerate(program.functions):
        for pc, instr in enumerate(function.code):
            if instr.op not in ("load", "get") or held[number][pc] is None:
                continue
            poll()
            cells = [
                c
                for j in range(instr.args[3])
                for c in pointers.pointed((number, pc), instr.args[1], instr.args[2] + j)
            ]
            if cells and all(cell in final and not is_instant(program, cell) for cell in cells):
                loads.add((number, pc))
    return frozenset(loads)


def is_instant(program: Program, cell: Cell) -> bool:
    return program.shapes[cell.shape].header[cell.at] in "wc"


class Finals:
    """held: by function and code index, what registers are known to hold."""

    def __init__(self, program: Program, pointers: Pointers, held: list[list[Holding | None]]) -> None:
        self.program, self.pointers, self.held = program, pointers, held
        self.made = Counter(i.args[1] for f in program.functions for i in f.code if i.op in ("new", "newtail"))

    def found(self) -> set[Cell]:
        """Cells that are set once for each object, where it was made."""
        first, changed = dict[Cell, list[At]](), set(self.set_by_rules())
        for number, function in enumerate(self.program.functions):
            for pc, instr in enumerate(function.code):
                now = self.held[number][pc]
                if instr.op not in ("store", "put") or now is None:
                    continue
                poll()
                shape = self.made_before(now, instr.args[0])
                for j in range(instr.args[3]):
                    cells = self.pointers.pointed((number, pc), instr.args[0], instr.args[1] + j)
                    if shape is None:
                        changed.update(cells)
                    elif now.get(instr.args[2] + j) != ZERO:
                        for cell in cells:
                            first.setdefault(cell, []).append((number, pc))
        return {
            cell for cell, places in first.items() if cell.at < TAIL and cell not in changed and self.once(cell, places)
        }

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
        code = self.program.functions[number].code
        seen, todo = set[int](), following(self.program, pc, code[pc])
        while todo:
            at = todo.pop()
            if (number, at) in places:
                return True
            if at in seen or at >= len(code) or (code[at].op in ("new", "newtail") and code[at].args[1] == shape):
                continue
            seen.add(at)
            todo += following(self.program, at, code[at])
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
