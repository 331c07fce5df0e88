"""Cells of memory that are not set any more. Where no goroutine can still write to a cell that holds an address, any
code that reads it will find its present value (ADR 58).

Cells that code reads addresses from are put into classes, one for those that one instruction may read. A write to a
cell of a class counts as an operation on its address: a bit above those of operations and attempts.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.finals import Finals, is_instant
from chancheck.program.independence import touched
from chancheck.program.pointers import Pointers
from chancheck.program.program import Alternative, Program
from chancheck.program.register_facts import Holding
from chancheck.program.rules import Arg, Operation, Slot
from chancheck.program.targets import TAIL, At, Cell

BITS = 63
"""Bits of a set of operations."""

ADDRESSES = "rp"


def slots_of(operation: Operation) -> Iterator[tuple[Slot, int]]:
    """The addresses that rules find in the objects of their operands, and act on; the numbers of these operands."""
    for base in dict.fromkeys(base for rule in (*operation.rules, None) for base in touched(operation, rule)):
        match base:
            case Slot(Arg(operand, False)):
                yield base, operand


class Frozen:
    """held: by function and code index, what registers are known to hold. loads: by instruction that reads cells, for
    each register the class of what it reads and whether that is final (Node.b), 0 where it is nothing of that sort.
    slots: the same of the addresses that rules find in the objects of their operands, by operand and offset.
    writes: by instruction, where it may write to cells of a class: bits by offset."""

    def __init__(self, program: Program, pointers: Pointers | None, held: list[list[Holding | None]]) -> None:
        self.loads: dict[At, list[int]] = {}
        self.slots: dict[tuple[At, Alternative], dict[Slot, int]] = {}
        self.writes: dict[At, dict[int, int]] = {}
        self.first = 2 * len(program.operations)
        if pointers is None or self.first >= BITS:
            return
        self.program, self.pointers, self.held = program, pointers, held
        finals = Finals(program, pointers, held)
        self.final, self.by_rules = finals.found(), set(finals.set_by_rules())
        self.classes: dict[Cell, Cell] = {}  # a forest
        read, slots = self.read_cells(), self.read_slots()
        roots = sorted({self.root(cell) for cell in self.classes})
        self.numbers = {root: n % (BITS - self.first) for n, root in enumerate(roots)}
        for at, found in read.items():
            kinds = [self.kind_of(cells) for cells in found]
            if any(kinds):
                self.loads[at] = kinds
        for place, by_slot in slots.items():
            self.slots[place] = {slot: self.kind_of(cells) for slot, cells in by_slot.items()}
        self.find_writes()

    def root(self, cell: Cell) -> Cell:
        while (up := self.classes[cell]) != cell:
            cell = up
        return cell

    def read_cells(self) -> dict[At, list[list[Cell]]]:
        """By instruction that may read an address, the cells that each register may be from."""
        found: dict[At, list[list[Cell]]] = {}
        for number, function in enumerate(self.program.functions):
            for pc, (op, a, _) in enumerate(function.code):
                if op not in ("load", "get") or self.held[number][pc] is None:
                    continue
                poll()
                cells = [self.pointers.pointed((number, pc), a[1], a[2] + j) for j in range(a[3])]
                found[number, pc] = cells
                for j, group in enumerate(cells):
                    if function.registers[a[0] + j] in ADDRESSES and all(map(self.may_freeze, group)):
                        self.join(group)
        return found

    def read_slots(self) -> dict[tuple[At, Alternative], dict[Slot, list[Cell]]]:
        """By alternative, the cells in which its rules find addresses of further objects."""
        found: dict[tuple[At, Alternative], dict[Slot, list[Cell]]] = {}
        for at, alternative in self.pointers.receivers:
            poll()
            for slot, operand in slots_of(self.program.operations[alternative.operation]):
                register = alternative.operands[operand][0]
                cells = self.pointers.pointed(at, register, slot.offset)
                found.setdefault((at, alternative), {})[slot] = cells
                if all(map(self.may_freeze, cells)):
                    self.join(cells)
        return found

    def may_freeze(self, cell: Cell) -> bool:
        return cell.at < TAIL and cell not in self.by_rules and not is_instant(self.program, cell)

    def join(self, group: list[Cell]) -> None:
        for cell in group:
            self.classes.setdefault(cell, cell)
            self.classes[self.root(cell)] = self.root(group[0])

    def kind_of(self, cells: list[Cell]) -> int:
        if not cells:
            return 0
        final = all(c in self.final and not is_instant(self.program, c) for c in cells)
        known = all(c in self.classes for c in cells)
        return final + 2 * (1 + self.numbers[self.root(cells[0])] if known else 0)

    def find_writes(self) -> None:
        for number, function in enumerate(self.program.functions):
            for pc, (op, a, _) in enumerate(function.code):
                if op not in ("store", "put") or self.held[number][pc] is None:
                    continue
                poll()
                for j in range(a[3]):
                    for cell in self.pointers.pointed((number, pc), a[0], a[1] + j):
                        if cell in self.classes:
                            bit = 1 << self.first + self.numbers[self.root(cell)]
                            bits = self.writes.setdefault((number, pc), {})
                            bits[a[1] + j] = bits.get(a[1] + j, 0) | bit

    def of_function(self, number: int, length: int) -> int:
        """All that a function may write to."""
        found = 0
        for pc in range(length):
            for bits in self.writes.get((number, pc), {}).values():
                found |= bits
        return found
