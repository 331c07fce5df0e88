"""Which registers are still needed at the places where a frame can rest; all others are cleared there.

A backward data-flow analysis over a function's code. The reads and writes of an instruction follow from the names of
its operands in the table of opcodes, except for calls and operations, which note their writes when they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from chancheck.deadline import poll
from chancheck.program.opcodes import OPCODES
from chancheck.program.program import Function, Instr, Program, Registers, Site, Widths

OPERANDS = {op.name: tuple(op.operands.split()) for op in OPCODES}

RESTS = ("operate", "call", "callv", "rundefers")
FAILS = ("panic", "load", "store", "get", "put", "addr", "nilcheck", "touch", "goexit", "tailpush", "mapkey", "ret")
NEVER_ON = ("ret", "panic", "goexit")
STOPS = frozenset((*RESTS, *FAILS))
ENDS = frozenset(("jump", "jumpif", "jumpnot", "operate", *NEVER_ON))
"""Instructions that end a block."""


def span(start: int, width: int) -> Registers:
    return ((1 << width) - 1) << start if width > 0 and start >= 0 else 0


Masks = Callable[[tuple[int, ...], int, Widths], Registers]
"""From the operands of an instruction, its code index, and the widths of its function."""

SOURCES = {
    op: tuple(i for i, name in enumerate(names) if name in ("a", "b", "p", "s")) for op, names in OPERANDS.items()
}
"""The positions of operands that are single registers to be read."""

READS: dict[str, Masks] = {
    "move": lambda a, at, widths: span(a[1], a[2]),
    "call": lambda a, at, widths: span(a[2], a[3]),
    "callv": lambda a, at, widths: span(a[1], 1) | span(a[2], a[3]),
    "defer": lambda a, at, widths: span(a[0], 1) | span(a[1], a[2]),
    "panic": lambda a, at, widths: span(a[0], 2),
    "note": lambda a, at, widths: span(a[1], a[2]),
    "store": lambda a, at, widths: span(a[0], 1) | span(a[2], a[3]),
    "put": lambda a, at, widths: span(a[0], 1) | span(a[2], a[3]),
    "strcut": lambda a, at, widths: span(a[1], 1) | span(a[2], 1) | span(a[3], 1),
    "mapget": lambda a, at, widths: span(a[1], 1) | span(a[2], widths.reads[at][0]),
    "mapput": lambda a, at, widths: span(a[0], 1) | span(a[1], widths.reads[at][0]) | span(a[2], widths.reads[at][1]),
    "mapdel": lambda a, at, widths: span(a[0], 1) | span(a[1], widths.reads[at][0]),
    "tailpush": lambda a, at, widths: span(a[0], 1) | span(a[1], widths.reads[at][0]),
    "tailput": lambda a, at, widths: span(a[0], 1) | span(a[1], 1) | span(a[2], widths.reads[at][0]),
    "newtail": lambda a, at, widths: span(a[2], 1),
    "known": lambda a, at, widths: span(a[0], 1) | typed(a[0], a[1]),
    "doubt": lambda a, at, widths: (
        span(a[0], 1) | span(a[1], 1) | span(a[2], 1) | typed(a[1], a[3] % 3) | typed(a[2], a[3] // 3 % 3)
    ),
    "touch": lambda a, at, widths: span(a[0], 1),
}
"""The reads of instructions that SOURCES do not cover."""

WRITES: dict[str, Masks] = {
    "zero": lambda a, at, widths: span(a[0], a[1]),
    "move": lambda a, at, widths: span(a[0], a[2]),
    "load": lambda a, at, widths: span(a[0], a[3]),
    "get": lambda a, at, widths: span(a[0], a[3]),
    "mapget": lambda a, at, widths: span(a[0], a[3] + 1),
    "recover": lambda a, at, widths: span(a[0], 2),
    "strrune": lambda a, at, widths: span(a[0], 2),
    **dict.fromkeys(("call", "callv", "mapkey"), lambda a, at, widths: span(a[0], widths.writes[at])),
}
"""The writes of instructions that write several registers."""

ONE = frozenset(op for op, names in OPERANDS.items() if names[:1] == ("d",))
"""Instructions with one result, unless they are in WRITES."""


PLAIN = {
    op: (op in ONE, sources)
    for op, sources in SOURCES.items()
    if op not in READS and op not in WRITES and op not in ENDS
}
"""Instructions that go on to the next one, with at most one result: whether they have it, and the positions of their
sources."""


def reads(instr: Instr, at: int, widths: Widths, results: int) -> Registers:
    op, a = instr.op, instr.args
    special = READS.get(op)
    if special is not None:
        return special(a, at, widths)
    if op == "ret":
        return span(a[0], results)
    used = 0
    for i in SOURCES[op]:
        used |= 1 << a[i] if a[i] >= 0 else 0
    return used


def typed(register: int, what: int) -> Registers:
    """The type before a payload that may be unknown."""
    return span(register - 1, 1) if what == 2 else 0


def writes(instr: Instr, at: int, widths: Widths) -> Registers:
    op, a = instr.op, instr.args
    special = WRITES.get(op)
    if special is not None:
        return special(a, at, widths)
    return 1 << a[0] if op in ONE and a[0] >= 0 else 0


def site_targets(site: Site) -> tuple[int, ...]:
    """The successors of a site."""
    targets = tuple(a.next for a in site.alternatives)
    return (*targets, site.default) if site.default >= 0 else targets


def successors(sites: Sequence[Site], pc: int, instr: Instr) -> tuple[int, ...]:
    """The successors of an instruction, without panics."""
    op = instr.op
    if op == "operate":
        return site_targets(sites[instr.args[0]])
    if op == "jump":
        return (instr.args[0],)
    if op in ("jumpif", "jumpnot"):
        return (instr.args[1], pc + 1)
    return () if op in NEVER_ON else (pc + 1,)


class Blocks:
    """Runs of instructions that are entered at their start and left at their end. starts, ends: their code indices;
    before: the blocks that lead to each; backward: code indices that a later instruction, or the same, leads to."""

    def __init__(self, function: Function, sites: Sequence[Site]) -> None:
        code = function.code
        leads = {pc: successors(sites, pc, i) for pc, i in enumerate(code) if i.op in ENDS}
        begins = {0, function.recovered, *(pc + 1 for pc in leads)}.union(*leads.values())
        self.starts = sorted(pc for pc in begins if 0 <= pc < len(code))
        self.ends = [*self.starts[1:], len(code)]
        self.backward = {target for pc, targets in leads.items() for target in targets if target <= pc}
        number = {start: block for block, start in enumerate(self.starts)}
        self.before: list[list[int]] = [[] for _ in self.starts]
        for block, end in zip(number.values(), self.ends, strict=False):
            for target in leads.get(end - 1, (end,)):
                if target in number:  # behind the end nothing is needed
                    self.before[number[target]].append(block)


class Analysis:
    """before: the registers that are needed before each instruction. Solved block by block, from the last one to the
    first; a block is visited again only after a change in its successors."""

    def __init__(self, function: Function, sites: Sequence[Site], blocks: Blocks | None = None) -> None:
        self.function, self.sites, self.widths = function, sites, function.widths
        self.before: list[Registers] = [0] * (len(function.code) + 1)
        self.payloads = sum(2 << at for at, kinds in enumerate(pairwise(function.registers)) if kinds == ("t", "p"))
        self.blocks = blocks or Blocks(function, sites)
        self.listed: dict[Registers, tuple[int, ...]] = {}

    def run(self) -> dict[int, tuple[int, ...]]:
        self.solve()
        return self.live()

    def solve(self) -> bool:
        """Whether anything changed."""
        blocks, changed = self.blocks, False
        number = len(blocks.starts)
        due, at = bytearray(b"\1") * number, number
        while (block := due.rfind(1, 0, at)) >= 0 or at < number:
            if block < 0:  # again, where a later block leads back
                at = number
                continue
            at, due[block] = block, 0
            poll()
            first = self.before[blocks.starts[block]]
            changed = self.through(blocks.starts[block], blocks.ends[block]) or changed
            if self.before[blocks.starts[block]] != first:
                for user in self.users(block):
                    due[user] = 1
        return changed

    def users(self, block: int) -> Iterable[int]:
        """The blocks that depend on the live registers at the start of a block."""
        return self.blocks.before[block]

    def through(self, start: int, end: int) -> bool:
        """From the end of a block to its start; whether anything changed."""
        before, code, payloads, changed = self.before, self.function.code, self.payloads, False
        for pc in range(end - 1, start - 1, -1):
            new = self.needed(pc, code[pc])
            new |= (new & payloads) >> 1  # the type before it determines the meaning of a payload
            if new != before[pc]:
                before[pc], changed = new, True
        return changed

    def live(self) -> dict[int, tuple[int, ...]]:
        """What is needed where a frame can rest."""
        function, numbers = self.function, self.numbers
        after = self.before[function.recovered] if function.recovered >= 0 else 0
        live: dict[int, tuple[int, ...]] = {0: numbers(self.before[0] | after)}
        backward = self.blocks.backward
        for pc, instr in enumerate(function.code):
            op = instr.op
            if op not in STOPS and pc not in backward:
                continue
            poll()
            if op in ("call", "callv") and pc not in backward:
                live[pc] = numbers(self.before[pc + 1] & ~writes(instr, pc, self.widths) | after)
            elif op in RESTS or pc in backward:
                live[pc] = numbers(self.before[pc] | after)
            elif function.recovered >= 0:
                live[pc] = numbers(after)
        return live

    def entered(self) -> dict[int, tuple[int, ...]]:
        """The live registers where code begins or continues after an operation."""
        code, recovered = self.function.code, self.function.recovered
        after = self.before[recovered] if recovered >= 0 else 0
        behind = {t for i in code if i.op == "operate" for t in site_targets(self.sites[i.args[0]])}
        return {pc: self.numbers(self.before[pc] | after) for pc in sorted({0} | behind)}

    def numbers(self, registers: Registers) -> tuple[int, ...]:
        """Equal sets are listed once."""
        found = self.listed.get(registers)
        if found is None:
            found = self.listed[registers] = numbers(registers)
        return found

    def needed(self, pc: int, instr: Instr) -> Registers:
        op, a, _ = instr
        if (plain := PLAIN.get(op)) is not None:
            found, (writes_one, sources) = self.before[pc + 1], plain
            if writes_one and a[0] >= 0:
                found &= ~(1 << a[0])
            for at in sources:
                found |= 1 << a[at] if a[at] >= 0 else 0
            return found
        if op == "operate":
            return self.needed_at_site(a[0])
        after = 0
        for following in self.following(pc, instr) if op in ENDS else (pc + 1,):
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
        return successors(self.sites, pc, instr)


def numbers(registers: Registers) -> tuple[int, ...]:
    """By the digits: taking bits from a long number one by one is quadratic."""
    digits = f"{registers:b}"[::-1]
    return tuple(at for at, digit in enumerate(digits) if digit == "1")


READ = frozenset({"mapget", "mapput", "mapdel", "tailpush", "tailput"})
WRITTEN = frozenset({"call", "callv", "mapkey"})
"""Instructions whose sources, and whose results, `Widths` measures."""


def measured(program: Program) -> bool:
    """Whether the program says how many cells the results of each operation and of each instruction have."""
    alternatives = (a for site in program.sites for a in site.alternatives)
    code = ((f.widths, pc, i.op) for f in program.functions for pc, i in enumerate(f.code))
    return all(len(a.widths) == len(a.results) for a in alternatives) and all(
        (op not in READ or pc in widths.reads) and (op not in WRITTEN or pc in widths.writes) for widths, pc, op in code
    )
