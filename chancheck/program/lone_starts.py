"""Functions that at most one goroutine of a run begins with: their accesses do not race with each other.

A function counts how often it may be called, started or deferred, along the calls from the entry: not at all, once, or
several times, as each call in a loop is. The answer is an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.liveness import Blocks, measured, reads
from chancheck.program.program import Function, Program, Shape
from chancheck.program.register_facts import CONSTANT, NEW, Holding, following, written
from chancheck.records import dataclass

SEVERAL = 2

Facts = list[list[Holding | None]]
"""By function, the facts about registers before each instruction."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call, a start or a deferral. targets: the functions that it may lead to (None: any); exact: from facts about
    registers, not from where addresses may point."""

    pc: int
    targets: set[int] | None
    exact: bool


def lone_starts(program: Program, calls: list[list[Call]], facts: Facts) -> list[int]:
    """The functions, ascending. None where it is not known how many registers an instruction reads."""
    if not measured(program):
        return []
    values = Values(program, facts)
    edges = [*edges_of(program, calls, values)]
    times = [0] * len(program.functions)
    while True:
        new, starts = [0] * len(times), [0] * len(times)
        new[program.entry] = 1
        new[program.panic_text] = SEVERAL
        poll()
        for caller, target, looping, starting in edges:
            count = SEVERAL if looping and times[caller] else times[caller]
            new[target] = min(SEVERAL, new[target] + count)
            if starting:
                starts[target] = min(SEVERAL, starts[target] + count)
        if new == times:
            return [f for f, count in enumerate(starts) if count == times[f] == 1]
        times = [max(a, b) for a, b in zip(times, new, strict=True)]


def edges_of(program: Program, calls: list[list[Call]], values: Values) -> Iterator[tuple[int, int, bool, bool]]:
    """Caller, function, whether the call may run again, whether it starts a goroutine."""
    for caller, made in enumerate(calls):
        poll()
        marks = looping(program, program.functions[caller])
        for call in made:
            targets = values.named if call.targets is None else call.targets
            for target in targets if call.exact else targets & values.named:
                yield caller, target, marks[call.pc], program.functions[caller].code[call.pc].op == "spawn"


class Values:
    """named: the functions that are values, but for those whose value goes nowhere but to the `spawn` or `defer` behind
    it."""

    def __init__(self, program: Program, facts: Facts) -> None:
        self.program = program
        self.named = set(program.methods.values())
        for function, holdings in zip(program.functions, facts, strict=True):
            made = [*self.made(function, holdings)]
            uses = Uses(program, function) if made else None
            for pc, register, target in made:
                if target != program.entry and uses is not None and not uses.only_start(pc, register):
                    self.named.add(target)

    def made(self, function: Function, holdings: list[Holding | None]) -> Iterator[tuple[int, int, int]]:
        """Function values that code makes: where, the register, the function. A closure is filled where it is made."""
        count = len(self.program.functions)
        for pc, (instr, now) in enumerate(zip(function.code, holdings, strict=False)):
            poll()
            if instr.op == "const" and function.registers[instr.args[0]] in "fr" and -count <= instr.args[1] < 0:
                yield pc, instr.args[0], -1 - instr.args[1]
            if instr.op != "put" or instr.args[1] or not now:
                continue
            shape, number = now.get(instr.args[0]), now.get(instr.args[2])
            if number is None or number.kind != CONSTANT or not 0 <= number.a < count:
                continue
            if shape is not None and shape.kind == NEW and may_be_closure(self.program.shapes[shape.a]):
                yield pc, instr.args[0], number.a


class Uses:
    """The reads of registers in a function, block by block."""

    def __init__(self, program: Program, function: Function) -> None:
        self.program, self.function = program, function
        blocks = Blocks(function, program.sites)
        self.block = [0] * len(function.code)
        for number, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True)):
            self.block[start:end] = [number] * (end - start)

    def only_start(self, made: int, register: int) -> bool:
        """Whether the value that a register gets is filled, given to a `spawn` or `defer` in its block, and used for
        nothing else."""
        code, held = self.function.code, {register}
        for pc in range(made + 1, len(code)):
            if self.block[pc] != self.block[made]:
                break
            instr, a = code[pc], code[pc].args
            reading = {r for r in held if self.is_read(pc, r)}
            filled = instr.op == "put" and {a[0]} == reading and a[0] not in range(a[2], a[2] + a[3])
            copied = instr.op == "move" and a[2] == 1
            begun = instr.op == "spawn" or (
                instr.op == "defer" and a[0] not in range(a[1], a[1] + a[2]) and {a[0]} == reading
            )
            if reading and not (filled or copied or begun):
                return False
            held -= {r for r in held if any(r in span for span in written(self.program, instr))}
            held |= {a[0]} if reading and copied else set()
        return not any(self.is_read_later(r) for r in held)

    def is_read_later(self, register: int) -> bool:
        """Whether some block reads the register before it writes it."""
        fresh: dict[int, bool] = {}
        for pc, instr in enumerate(self.function.code):
            block = self.block[pc]
            if not fresh.get(block) and self.is_read(pc, register):
                return True
            fresh[block] = fresh.get(block, False) or any(register in s for s in written(self.program, instr))
        return False

    def is_read(self, pc: int, register: int) -> bool:
        poll()
        instr = self.function.code[pc]
        if instr.op == "operate":
            operands = [span for a in self.program.sites[instr.args[0]].alternatives for span in a.operands]
            return any(first <= register < first + width for first, width in operands)
        return bool(reads(instr, pc, self.function.widths, self.function.results) >> register & 1)


def may_be_closure(shape: Shape) -> bool:
    """Whether its first cell may be the number of a function: that cell has no name, as those of structs have."""
    return shape.header[:1] == "i" and not any(shape.cells[:1])


def looping(program: Program, function: Function) -> list[bool]:
    """Whether an instruction may run again: it lies between a jump backwards and its target."""
    marks = [False] * (len(function.code) + 1)
    for pc, instr in enumerate(function.code):
        for target in following(program, pc, instr):
            if target <= pc:
                marks[target : pc + 1] = [True] * (pc + 1 - target)
    return marks
