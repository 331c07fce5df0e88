"""Which registers are still needed at the places where a frame can rest; all others are cleared there.

A backward data-flow analysis over a function's code. What an instruction reads and writes follows from the names of
its operands in the table of opcodes, except for calls and operations, whose writes are noted when they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chancheck.deadline import poll
from chancheck.program.opcodes import OPCODES
from chancheck.program.program import Function, Instr, Registers, Site, Widths

OPERANDS = {op.name: tuple(op.operands.split()) for op in OPCODES}

RESTS = ("operate", "call", "callv", "rundefers")
FAILS = ("panic", "load", "store", "get", "put", "addr", "nilcheck", "touch", "goexit", "tailpush", "mapkey", "ret")
NEVER_ON = ("jump", "ret", "panic", "goexit")


def span(start: int, width: int) -> Registers:
    return ((1 << width) - 1) << start if width > 0 and start >= 0 else 0


def reads(instr: Instr, at: int, widths: Widths, results: int) -> Registers:
    op, a = instr.op, instr.args
    match op:
        case "move":
            return span(a[1], a[2])
        case "call":
            return span(a[2], a[3])
        case "callv":
            return span(a[1], 1) | span(a[2], a[3])
        case "ret":
            return span(a[0], results)
        case "panic":
            return span(a[0], 2)
        case "note":
            return span(a[1], a[2])
        case "store" | "put":
            return span(a[0], 1) | span(a[2], a[3])
        case "strcut":
            return span(a[1], 1) | span(a[2], 1) | span(a[3], 1)
        case "mapget":
            return span(a[1], 1) | span(a[2], widths.reads[at][0])
        case "mapput":
            return span(a[0], 1) | span(a[1], widths.reads[at][0]) | span(a[2], widths.reads[at][1])
        case "mapdel" | "tailpush":
            return span(a[0], 1) | span(a[1], widths.reads[at][0])
        case "tailput":
            return span(a[0], 1) | span(a[1], 1) | span(a[2], widths.reads[at][0])
        case "newtail":
            return span(a[2], 1)
        case "known":
            return span(a[0], 1) | typed(a[0], a[1])
        case "doubt":
            return span(a[0], 1) | span(a[1], 1) | span(a[2], 1) | typed(a[1], a[3] % 3) | typed(a[2], a[3] // 3 % 3)
        case "touch":
            return span(a[0], 1)
    used = 0
    for name, register in zip(OPERANDS[op], a, strict=True):
        if name in ("a", "b", "p", "s"):
            used |= span(register, 1)
    return used


def typed(register: int, what: int) -> Registers:
    """The type before a payload that may be unknown."""
    return span(register - 1, 1) if what == 2 else 0


def writes(instr: Instr, at: int, widths: Widths) -> Registers:
    op, a = instr.op, instr.args
    if op == "zero":
        return span(a[0], a[1])
    if op == "move":
        return span(a[0], a[2])
    if op in ("load", "get"):
        return span(a[0], a[3])
    if op == "mapget":
        return span(a[0], a[3] + 1)
    if op in ("recover", "strrune"):
        return span(a[0], 2)
    if op in ("call", "callv", "mapkey"):
        return span(a[0], widths.writes[at])
    return span(a[0], 1) if OPERANDS[op][:1] == ("d",) else 0


def targets(instr: Instr) -> tuple[int, ...]:
    if instr.op == "jump":
        return (instr.args[0],)
    if instr.op in ("jumpif", "jumpnot"):
        return (instr.args[1],)
    return ()


class Analysis:
    def __init__(self, function: Function, sites: Sequence[Site]) -> None:
        self.function, self.sites, self.widths = function, sites, function.widths
        self.before: list[Registers] = [0] * (len(function.code) + 1)
        self.payloads = sum(2 << at for at, kinds in enumerate(pairwise(function.registers)) if kinds == ("t", "p"))

    def run(self) -> dict[int, tuple[int, ...]]:
        while self.sweep():
            pass
        return self.live()

    def live(self) -> dict[int, tuple[int, ...]]:
        """What is needed where a frame can rest."""
        function = self.function
        after = self.before[function.recovered] if function.recovered >= 0 else 0
        live: dict[int, tuple[int, ...]] = {0: numbers(self.before[0] | after)}
        backward = {t for pc, i in enumerate(function.code) for t in self.following(pc, i) if t <= pc}
        for pc, instr in enumerate(function.code):
            if instr.op in ("call", "callv") and pc not in backward:
                live[pc] = numbers(self.before[pc + 1] & ~writes(instr, pc, self.widths) | after)
            elif instr.op in RESTS or pc in backward:
                live[pc] = numbers(self.before[pc] | after)
            elif instr.op in FAILS and function.recovered >= 0:
                live[pc] = numbers(after)
        return live

    def entered(self) -> dict[int, tuple[int, ...]]:
        """The live registers where code begins or continues after an operation."""
        code, recovered = self.function.code, self.function.recovered
        after = self.before[recovered] if recovered >= 0 else 0
        behind = {t for pc, i in enumerate(code) if i.op == "operate" for t in self.following(pc, i)}
        return {pc: numbers(self.before[pc] | after) for pc in sorted({0} | behind)}

    def sweep(self) -> bool:
        """One pass from the end; whether anything changed."""
        changed = False
        for pc in range(len(self.function.code) - 1, -1, -1):
            poll()
            new = self.needed(pc, self.function.code[pc])
            new |= (new & self.payloads) >> 1  # the type before it determines the meaning of a payload
            changed = changed or new != self.before[pc]
            self.before[pc] = new
        return changed

    def needed(self, pc: int, instr: Instr) -> Registers:
        if instr.op == "operate":
            return self.needed_at_site(instr.args[0])
        after = 0
        for following in self.following(pc, instr):
            after |= self.before[following]
        return after & ~writes(instr, pc, self.widths) | reads(instr, pc, self.widths, self.function.results)

    def needed_at_site(self, site_number: int) -> Registers:
        site = self.sites[site_number]
        needed = self.before[site.default] if site.default >= 0 else 0
        for number, alternative in enumerate(site.alternatives):
            written = self.widths.results.get((site_number, number), 0)
            needed |= self.before[alternative.next] & ~written
            for start, width in alternative.operands:
                needed |= span(start, width)
        return needed

    def following(self, pc: int, instr: Instr) -> tuple[int, ...]:
        if instr.op == "operate":
            site = self.sites[instr.args[0]]
            default = (site.default,) if site.default >= 0 else ()
            return (*(a.next for a in site.alternatives), *default)
        return (*targets(instr), *(() if instr.op in NEVER_ON else (pc + 1,)))


def numbers(registers: Registers) -> tuple[int, ...]:
    return tuple(i for i in range(registers.bit_length()) if registers >> i & 1)
