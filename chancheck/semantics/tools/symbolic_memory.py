"""Rules performed on memory of which nothing is known, for proofs with z3.

Memory is a function from addresses to cells; the tails of objects (a channel's queue) are apart from it. A rule that
finds an address in memory is not covered, as it may read a tail that way, nor are effects that have no model here. No
cell that a rule reads is near the end of its range: counting up to there would take longer than anything runs.

Happens-before is part of the compared state. The knowledge of each goroutine and each clock is a set of facts,
and every rule treats each fact alike, so one truth value stands for each set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import z3

from chancheck.program.independence import expressions
from chancheck.program.rules import (
    Access,
    Acquire,
    Arg,
    Bin,
    Cells,
    Clock,
    Count,
    Effect,
    Exit,
    Expr,
    Fatal,
    Front,
    Int,
    Meet,
    Operand,
    Operation,
    Panic,
    Pop,
    Push,
    Release,
    Result,
    Rotate,
    Rule,
    SetSlot,
    Slot,
    Wrap,
    ZeroElem,
    lift,
)
from chancheck.records import dataclass, field

BITS = 64


class NotCovered(Exception):
    """No model of this here."""


def cell(name: str) -> Any:
    return z3.BitVec(name, BITS)


def number(value: int) -> Any:
    return z3.BitVecVal(value, BITS)


_MEMORY = z3.Function("memory", *[z3.BitVecSort(BITS)] * 2)
_COUNT = z3.Function("count", *[z3.BitVecSort(BITS)] * 2)
_TAIL = z3.Function("tail", *[z3.BitVecSort(BITS)] * 3)
_CLOCK = z3.Function("clock", z3.BitVecSort(BITS), z3.BitVecSort(BITS), z3.BoolSort())
_SLOT = z3.Function("slot", z3.BitVecSort(BITS), z3.BitVecSort(BITS), z3.BoolSort())
_FAR = 1 << 62
_ANY_OF_BOTH = {op: z3.Function(op, *[z3.BitVecSort(BITS)] * 3) for op in ("mul", "div")}  # too hard otherwise
OF_THE_TYPE = ("bits", "signed")
"""Operands that say of what type a cell is. It has one, so steps that act on it agree."""


@dataclass(slots=True)
class Memory:
    """A state: functions of addresses (and indices). `known`: by goroutine, whether it knows of the fact."""

    cells: Callable[[Any], Any] = _MEMORY
    count: Callable[[Any], Any] = _COUNT
    tail: Callable[[Any, Any], Any] = _TAIL
    clock: Callable[[Any, Any], Any] = _CLOCK
    slot: Callable[[Any, Any], Any] = _SLOT
    known: dict[str, Any] = field(default_factory=dict)

    def knows(self, who: str) -> Any:
        return self.known.get(who, z3.Bool(f"{who} knows"))


@dataclass(slots=True)
class Step:
    """A rule as performed by a goroutine (and its peer) with operands of its own. results: what the last `perform`
    gave."""

    name: str
    operation: Operation
    rule: Rule
    results: dict[tuple[bool, int], Any] = field(default_factory=dict)

    def operand(self, index: int, peer: bool) -> Any:
        meeting = index == 0 and peer  # the two act on the same object
        if self.operation.operands[index] in OF_THE_TYPE:
            return cell(self.operation.operands[index])
        return cell(f"{self.name}{'peer' if peer and not meeting else ''}{index}")

    def who(self, peer: bool = False) -> str:
        return self.name + (" peer" if peer else "")

    def truth(self, x: Expr, m: Memory) -> Any:
        return self.value(x, m) != number(0)

    def value(self, x: Expr, m: Memory) -> Any:
        match x:
            case Int(value):
                return number(value)
            case Arg(index, peer):
                return self.operand(index, peer)
            case Slot(base, offset):
                return m.cells(self.value(base, m) + number(offset))
            case Count(base):
                return m.count(self.value(base, m))
            case Wrap(a, bits, signed):
                return wrapped(self.value(a, m), self.value(bits, m), self.value(signed, m))
            case Bin(op, a, b):
                return binary(op, self.value(a, m), self.value(b, m))
        raise NotCovered(x)

    def span(self, x: object, m: Memory) -> Any:
        """A value of several cells, by one of them."""
        match x:
            case Operand(index, peer):
                return self.operand(index, peer)
            case Front(base):
                return m.tail(self.value(base, m), number(0))
            case ZeroElem():
                return number(0)
            case Cells(base):
                return m.cells(self.value(base, m))
            case Expr():
                return self.value(x, m)
        raise NotCovered(x)

    def perform(self, m: Memory) -> Memory:
        self.results = {}
        m = Memory(m.cells, m.count, m.tail, m.clock, m.slot, dict(m.known))
        for effect in self.rule.effects:
            self.apply(effect, m)
        return m

    def apply(self, effect: Effect, m: Memory) -> None:
        match effect:
            case SetSlot(base, offset, value):
                m.cells = written(m.cells, self.value(base, m) + number(offset), self.span(value, m))
            case Push(base, value):
                at, n = self.value(base, m), m.count(self.value(base, m))
                m.tail = pushed(m.tail, at, n, self.span(value, m))
                m.count = written(m.count, at, n + number(1))
            case Pop(base):
                at = self.value(base, m)
                m.tail = shifted(m.tail, at)
                m.count = written(m.count, at, m.count(at) - number(1))
            case Result(index, value, peer):
                self.results[peer, index] = self.span(value, m)
            case Acquire(clock):
                m.known[self.who()] = z3.Or(m.knows(self.who()), self.read_clock(clock, m))
            case Release(clock, replace):
                new = m.knows(self.who())
                self.write_clock(clock, new if replace else z3.Or(new, self.read_clock(clock, m)), m)
            case Rotate(base, capacity):
                m.slot = rotated(m.slot, self.value(base, m), self.value(capacity, m))
            case Meet():
                both = z3.Or(m.knows(self.who()), m.knows(self.who(True)))
                m.known[self.who()] = m.known[self.who(True)] = both
            case Access() | Panic() | Fatal() | Exit():
                pass
            case _:
                raise NotCovered(effect)

    def read_clock(self, clock: Clock, m: Memory) -> Any:
        return (m.slot if clock.slot else m.clock)(self.value(clock.base, m), self.value(lift(clock.number), m))

    def write_clock(self, clock: Clock, new: Any, m: Memory) -> None:
        at, n = self.value(clock.base, m), self.value(lift(clock.number), m)
        if clock.slot:
            m.slot = written_pair(m.slot, at, n, new)
        else:
            m.clock = written_pair(m.clock, at, n, new)

    def ends(self) -> bool:
        return any(isinstance(effect, Fatal | Exit) for effect in self.rule.effects)


def binary(op: str, a: Any, b: Any) -> Any:
    def truth(x: Any) -> Any:
        return z3.If(x, number(1), number(0))

    match op:
        case "add":
            return a + b
        case "sub":
            return a - b
        case "mul" | "div":
            return _ANY_OF_BOTH[op](a, b)
        case "band":
            return a & b
        case "bor":
            return a | b
        case "eq":
            return truth(a == b)
        case "ne":
            return truth(a != b)
        case "lt":
            return truth(a < b)
        case "le":
            return truth(a <= b)
        case "and":
            return truth(z3.And(a != 0, b != 0))
        case "or":
            return truth(z3.Or(a != 0, b != 0))
    raise NotCovered(op)


def written(f: Callable[[Any], Any], at: Any, new: Any) -> Callable[[Any], Any]:
    return lambda a: z3.If(a == at, new, f(a))


def written_pair(f: Callable[[Any, Any], Any], at: Any, n: Any, new: Any) -> Callable[[Any, Any], Any]:
    return lambda a, i: z3.If(z3.And(a == at, i == n), new, f(a, i))


def wrapped(a: Any, bits: Any, signed: Any) -> Any:
    """A sum in a type of 8, 16, 32 or 64 bits; others there are none."""
    found = a
    for n in (8, 16, 32):
        low = z3.Extract(n - 1, 0, a)
        whole = z3.If(signed != number(0), z3.SignExt(BITS - n, low), z3.ZeroExt(BITS - n, low))
        found = z3.If(bits == number(n), whole, found)
    return found


def pushed(f: Callable[[Any, Any], Any], at: Any, n: Any, new: Any) -> Callable[[Any, Any], Any]:
    return written_pair(f, at, n, new)


def shifted(f: Callable[[Any, Any], Any], at: Any) -> Callable[[Any, Any], Any]:
    return lambda a, i: f(a, z3.If(a == at, i + number(1), i))


def rotated(f: Callable[[Any, Any], Any], at: Any, size: Any) -> Callable[[Any, Any], Any]:
    def after(a: Any, i: Any) -> Any:
        return z3.If(a == at, z3.If(i == size - number(1), f(a, number(0)), f(a, i + number(1))), f(a, i))

    return after


def differ(one: Memory, other: Memory, who: set[str]) -> Any:
    """There is a place where two states are not the same. Elements behind a tail's end do not count."""
    at, i = cell("somewhere"), cell("some index")
    inside = z3.And(number(0) <= i, i < one.count(at))
    return z3.Or(
        one.cells(at) != other.cells(at),
        one.count(at) != other.count(at),
        z3.And(inside, one.tail(at, i) != other.tail(at, i)),
        one.clock(at, i) != other.clock(at, i),
        z3.And(number(0) <= i, one.slot(at, i) != other.slot(at, i)),
        *[one.knows(w) != other.knows(w) for w in sorted(who)],
    )


def in_range(step: Step) -> list[Any]:
    """The values that the rule reads in the first state are far from the ends of its range."""
    cells = [x for look in expressions(step.rule) for x in slots(look)]
    values = [step.value(x, Memory()) for x in cells]
    values += [step.operand(n, False) for n in range(1, len(step.operation.operands))]
    return [z3.And(number(-_FAR) < v, v < number(_FAR)) for v in values]


def slots(x: object) -> Iterator[Expr]:
    match x:
        case Slot() | Count():
            yield x
        case Bin(_, a, b):
            yield from slots(a)
            yield from slots(b)
        case Wrap(a):
            yield from slots(a)


def possible(*conditions: Any) -> bool:
    solver = z3.Solver()
    solver.add(*conditions)
    answer: Any = solver.check()
    return bool(answer != z3.unsat)  # what the solver gives up on is possible
