"""Loops that count: a register grows by one up to a bound, or falls to it. They come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chancheck.program.flow import Flow, circles
from chancheck.program.liveness import writes
from chancheck.program.program import Function, Instr

LARGEST, LEAST = (1 << 63) - 1, -1 << 63
SMALLER = {"lt": ("lt", True), "le": ("lt", False), "ult": ("ult", True), "ule": ("ult", False)}


class Sum(NamedTuple):
    """A register, as it was at the start of straight code, and a number. register < 0: the number only."""

    register: int
    number: int


class Below(NamedTuple):
    """Whether a value is smaller than another. strictly: not as large. order: "lt" or "ult"."""

    small: Sum
    large: Sum
    order: str
    strictly: bool

    def negated(self) -> Below:
        return Below(self.large, self.small, self.order, not self.strictly)


Known = Sum | Below | None


def ends(function: Function, flow: Flow, places: frozenset[int]) -> bool:
    """Whether each path through these places leaves them in the end."""
    return all(has_end(function, flow, circle) for circle in circles(flow.after, places))


def has_end(function: Function, flow: Flow, circle: frozenset[int]) -> bool:
    """Whether one branch of the circle lets it pass only so often, and all paths without that branch end too."""
    for branch in circle:
        for counter, step in counters(function, flow, circle, branch):
            (count,) = changes(function, circle, counter)
            rounds = circles(flow.after, circle - {count})
            if step == stepped(function, flow, count, counter) and not any(branch in one for one in rounds):
                return ends(function, flow, circle - {branch})
    return False


def changes(function: Function, circle: frozenset[int], register: int) -> list[int]:
    """The instructions of a circle that write a register."""
    return [pc for pc in circle if writes(function.code[pc], pc, function.widths) >> register & 1]


def counters(function: Function, flow: Flow, circle: frozenset[int], branch: int) -> Iterator[tuple[int, int]]:
    """The registers that a branch compares with a bound that stays: the circle continues only while they are below
    (1: they may grow by one) or above (-1: they may fall by one)."""
    instr = function.code[branch]
    if instr.op not in ("jumpif", "jumpnot"):
        return
    test = known(function, flow, branch).get(instr.args[0])
    jumps, falls = (to in circle for to in (instr.args[1], branch + 1))
    if not isinstance(test, Below) or jumps == falls:
        return
    leaves = (instr.op == "jumpif") == falls  # where the test is true
    below = test.negated() if leaves else test
    for counter, bound, step in ((below.small, below.large, 1), (below.large, below.small, -1)):
        if counter.register < 0 or counter.number or len(changes(function, circle, counter.register)) != 1:
            continue
        if is_fixed(function, circle, bound) and (below.strictly or has_room(bound, below.order)):
            yield counter.register, step


def is_fixed(function: Function, circle: frozenset[int], bound: Sum) -> bool:
    return bound.register < 0 or (not bound.number and not changes(function, circle, bound.register))


def has_room(bound: Sum, order: str) -> bool:
    """Whether a number may be passed by one."""
    return bound.register < 0 and (LEAST < bound.number < LARGEST if order == "lt" else 0 < bound.number < LARGEST)


def stepped(function: Function, flow: Flow, pc: int, register: int) -> int:
    """By what an instruction has changed a register since the start of the straight code before it; 0: not known."""
    found = known(function, flow, pc + 1, pc).get(register)
    return found.number if isinstance(found, Sum) and found.register == register else 0


def known(function: Function, flow: Flow, pc: int, within: int = -1) -> dict[int, Known]:
    """Values of registers before an instruction, from the straight code that leads to it. within: it is part
    of that code, whatever leads to the instruction itself."""
    start = pc if within < 0 else within
    while start > 0 and start not in flow.entered and goes_on(function, flow, start - 1):
        start -= 1
    found: dict[int, Known] = {}
    for at in range(start, pc):
        instr = function.code[at]
        value = computed(instr, found)
        written = writes(instr, at, function.widths)
        found.update({r: None for r in range(written.bit_length()) if written >> r & 1})
        if written:
            found[instr.args[0]] = value
    return found


def goes_on(function: Function, flow: Flow, pc: int) -> bool:
    """Whether an instruction leads to the next one only, and says itself what it writes."""
    return flow.after[pc] == (pc + 1,) and function.code[pc].op != "operate"


def computed(instr: Instr, found: dict[int, Known]) -> Known:
    """The value of an instruction with one result."""
    op, a = instr.op, instr.args

    def of(register: int) -> Known:
        return found.get(register, Sum(register, 0))

    match op:
        case "const":
            return Sum(-1, a[1])
        case "move":
            return of(a[1]) if a[2] == 1 else None
        case "add" | "sub":
            x, y = of(a[1]), of(a[2])
            if op == "add" and isinstance(x, Sum) and x.register < 0:
                x, y = y, x
            if isinstance(x, Sum) and isinstance(y, Sum) and y.register < 0:
                number = x.number + (y.number if op == "add" else -y.number)
                return Sum(x.register, number) if LEAST <= number <= LARGEST else None
        case "lt" | "le" | "ult" | "ule":
            x, y = of(a[1]), of(a[2])
            if isinstance(x, Sum) and isinstance(y, Sum):
                return Below(x, y, *SMALLER[op])
        case "not":
            x = of(a[1])
            return x.negated() if isinstance(x, Below) else None
    return None
