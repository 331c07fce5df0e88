"""Static facts about registers: constants, copies of other registers, new objects."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from chancheck.deadline import poll
from chancheck.program.opcodes import OPCODES
from chancheck.program.program import Alternative, Function, Instr, Program, Registers

CONSTANT, COPY, NEW, METHOD = range(4)


class Held(NamedTuple):
    """CONSTANT: the cell `a`. COPY: what register `a` holds, plus `b`. NEW: a new object of shape `a`. METHOD: the
    function value of method `a` of some type."""

    kind: int
    a: int
    b: int = 0


Holding = dict[int, Held]  # by register; nothing is known of those left out


def following(program: Program, pc: int, instr: Instr) -> list[int]:
    """The successors of an instruction within its function, without panics."""
    match instr.op:
        case "jump":
            return [instr.args[0]]
        case "jumpif" | "jumpnot":
            return [pc + 1, instr.args[1]]
        case "ret" | "panic" | "goexit":
            return []
        case "operate":
            site = program.sites[instr.args[0]]
            return [a.next for a in site.alternatives] + ([site.default] if site.default >= 0 else [])
    return [pc + 1]


class Todo:
    """Code indices to visit, in the order of the code, and then again those that were added behind."""

    def __init__(self, count: int) -> None:
        self.count, self.due = count, bytearray(count + 1)

    def add(self, pc: int) -> None:
        self.due[pc] = 1

    def __iter__(self) -> Iterator[int]:
        """The end of the code is none of them."""
        at = 0
        while (at := self.due.find(1, at, self.count)) >= 0 or (at := self.due.find(1, 0, self.count)) >= 0:
            self.due[at] = 0
            yield at


def held(program: Program, function: Function) -> list[Holding | None]:
    """What is held before each instruction; None where control never gets. Several may have one answer in common."""
    before: list[Holding | None] = [None] * (len(function.code) + 1)
    todo = Todo(len(function.code))
    for pc in {0, max(0, function.recovered)}:
        before[pc] = {}
        todo.add(pc)
    for pc in todo:
        poll()
        now = before[pc]
        assert now is not None
        instr = function.code[pc]
        after = now
        if WRITES[instr.op] or instr.op == "operate":
            after = dict(now)
            perform(program, instr, after)
        for target in following(program, pc, instr):
            known = before[target]
            if known is None:
                before[target] = after
                todo.add(target)
            elif known is not after and not known.items() <= after.items():
                before[target] = {r: h for r, h in known.items() if after.get(r) == h}
                todo.add(target)
    return before


def perform(program: Program, instr: Instr, holding: Holding) -> None:
    op, a = instr.op, instr.args
    match op:
        case "const":
            learn(holding, {a[0]: Held(CONSTANT, a[1])})
        case "zero":
            learn(holding, {a[0] + j: Held(CONSTANT, 0) for j in range(a[1])})
        case "move":
            learn(holding, {a[0] + j: copied(holding, a[1] + j, 0) for j in range(a[2])})
        case "addr":
            learn(holding, {a[0]: copied(holding, a[1], a[2])})
        case "new" | "newtail":
            learn(holding, {a[0]: Held(NEW, a[1])})
        case "method":
            learn(holding, {a[0]: Held(METHOD, a[2])})
        case _:
            forget(holding, *written(program, instr))


def copied(holding: Holding, register: int, offset: int) -> Held:
    known = holding.get(register)
    if known is None or (offset and known.kind not in (CONSTANT, COPY)):
        return Held(COPY, register, offset)
    if known.kind == CONSTANT:
        return Held(CONSTANT, known.a + offset)
    return Held(known.kind, known.a, known.b + offset)


def learn(holding: Holding, new: Holding) -> None:
    forget(holding, new)
    holding.update({r: h for r, h in new.items() if h.kind != COPY or h.a not in new})


def forget(holding: Holding, *gone: Container[int]) -> None:
    for span in gone:
        lost = [r for r, (kind, a, _) in holding.items() if r in span or (kind == COPY and a in span)]
        for r in lost:
            del holding[r]


FAR = 1 << 30  # behind every register
Spans = tuple[range, ...]


def results(alternative: Alternative) -> Spans:
    """The registers of each result that is kept."""
    widths = alternative.widths or (FAR,) * len(alternative.results)
    return tuple(range(r, r + w) for r, w in zip(alternative.results, widths, strict=True) if r >= 0)


WRITES = {op.name: op.operands.split()[:1] == ["d"] for op in OPCODES}


def written(program: Program, instr: Instr) -> Spans:
    """The registers that an instruction may write; where the number is unknown, all from the first on."""
    op, a = instr.op, instr.args
    if op == "operate":
        return tuple(span for alternative in program.sites[a[0]].alternatives for span in results(alternative))
    if not WRITES[op]:
        return ()
    return (range(a[0], a[0] + width(program, instr)),)


def bits_of(spans: Spans) -> Registers:
    """The registers in spans; one of length FAR has no end."""
    found = 0
    for span in spans:
        if span.start >= 0:
            found |= (-1 if len(span) >= FAR else (1 << len(span)) - 1) << span.start
    return found


def changed(instr: Instr, spans: Spans) -> Registers:
    """The registers behind which something else lies after an instruction that writes these: a `put` may fill a
    closure."""
    return bits_of(spans) | (1 << instr.args[0] if instr.op == "put" else 0)


def width(program: Program, instr: Instr) -> int:
    op, a = instr.op, instr.args
    match op:
        case "load" | "get":
            return a[3]
        case "zero":
            return a[1]
        case "move":
            return a[2]
        case "mapget":
            return a[3] + 1
        case "recover" | "strrune":
            return 2
        case "call":
            return program.functions[a[1]].results
        case "callv":
            return FAR if a[0] else 0  # register 0 is the closure, never a result
        case "mapkey":
            return FAR
    return 1
