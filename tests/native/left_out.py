"""Runs of three goroutines with operations on one object, by the rules alone; and the same with steps left out."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from chancheck.program.independence import GIVES_UP, RuleName
from chancheck.program.rules import (
    Acquire,
    Arg,
    Bin,
    Clock,
    Count,
    Effect,
    Expr,
    Fatal,
    Front,
    Int,
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

HERE = 1000  # the object's address
BINARY = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "band": lambda a, b: a & b, "bor": lambda a, b: a | b,
    "eq": lambda a, b: int(a == b), "ne": lambda a, b: int(a != b), "lt": lambda a, b: int(a < b),
    "le": lambda a, b: int(a <= b), "and": lambda a, b: int(bool(a) and bool(b)),
    "or": lambda a, b: int(bool(a) or bool(b)),
}  # fmt: skip


@dataclass(slots=True)
class Event:
    """A step of a goroutine: an operation with its operands, by a rule (GIVES_UP: by none). knows: the events before,
    and itself."""

    number: int
    goroutine: int
    operation: Operation
    operands: tuple[int, ...]
    rule: str = GIVES_UP
    results: dict[int, int] = field(default_factory=dict)
    knows: frozenset[int] = frozenset()

    @property
    def name(self) -> RuleName:
        return RuleName(self.operation.name, self.rule)


class Object:
    """The object and what goroutines and clocks know of."""

    def __init__(self, cells: Sequence[int]) -> None:
        self.cells, self.tail = list(cells), list[int]()
        self.clocks: dict[tuple[bool, int], set[int]] = {}
        self.known: dict[int, set[int]] = {}

    def value(self, x: Expr, operands: tuple[int, ...]) -> int:
        match x:
            case Int(value):
                return value
            case Arg(index, False):
                return operands[index]
            case Slot(Arg(0, False), offset):
                return self.cells[offset]
            case Count(Arg(0, False)):
                return len(self.tail)
            case Wrap(a):
                return self.value(a, operands)
            case Bin(op, a, b):
                return int(BINARY[op](self.value(a, operands), self.value(b, operands)))
        raise NotImplementedError(x)

    def enabled(self, operation: Operation, operands: tuple[int, ...]) -> list[Rule]:
        return [r for r in operation.rules if not r.peer and self.value(r.guard, operands)]

    def gives_up(self, operation: Operation, operands: tuple[int, ...]) -> bool:
        return bool(self.value(operation.gives_up, operands))

    def perform(self, event: Event, rule: Rule | None) -> dict[int, int]:
        mine = self.known.setdefault(event.goroutine, set())
        mine.add(event.number)
        results: dict[int, int] = {}
        for effect in rule.effects if rule else ():
            self.apply(effect, event, mine, results)
        event.knows = frozenset(mine)
        return results

    def span(self, x: object, operands: tuple[int, ...]) -> int:
        match x:
            case Operand(index, False):
                return operands[index]
            case Front():
                return self.tail[0]
            case ZeroElem():
                return 0
            case Expr():
                return self.value(x, operands)
        return self.cells[0]  # all cells at an address

    def apply(self, effect: Effect, event: Event, mine: set[int], results: dict[int, int]) -> None:
        operands = event.operands
        match effect:
            case SetSlot(_, offset, value):
                self.cells[offset] = self.span(value, operands)
            case Push(_, value):
                self.tail.append(self.span(value, operands))
            case Pop():
                self.tail.pop(0)
            case Result(index, value):
                results[index] = self.span(value, operands)
            case Acquire(clock):
                mine |= self.clock(clock, operands)
            case Release(clock, replace):
                known = self.clock(clock, operands)
                if replace:
                    known.clear()
                known |= mine
            case Rotate(_, capacity):
                self.rotate(self.value(capacity, operands))

    def clock(self, clock: Clock, operands: tuple[int, ...]) -> set[int]:
        return self.clocks.setdefault((clock.slot, self.value(lift(clock.number), operands)), set())

    def rotate(self, capacity: int) -> None:
        slots = {number: known for (slot, number), known in self.clocks.items() if slot}
        for number, known in slots.items():
            self.clocks[True, (number - 1) % capacity] = known


def wrong(rules: list[Rule]) -> bool:
    return any(isinstance(e, Panic | Fatal) for rule in rules for e in rule.effects)


def run(random: Random, cells: Sequence[int], page: Sequence[Operation], values: Sequence[int]) -> list[Event]:
    """A run without faults."""
    o, found = Object(cells), list[Event]()
    for _ in range(random.randint(3, 9)):
        operation = random.choice(page)
        operands = (HERE, *(random.choice(values) for _ in operation.operands[1:]))
        event = Event(len(found), random.randrange(3), operation, operands)
        ways: list[Rule | None] = list(o.enabled(operation, operands))
        if wrong([w for w in ways if w]):
            continue
        if o.gives_up(operation, operands) and random.random() < 0.3:
            ways.append(None)
        if ways:
            rule = random.choice(ways)
            event.rule = rule.name if rule else GIVES_UP
            event.results = o.perform(event, rule)
            found.append(event)
    return found


class Fault(Exception):
    """A step that goes wrong: the search would have found that."""


def replay(events: Sequence[Event], cells: Sequence[int]) -> Object | None:
    """The object after these, if each can be performed with its results."""
    o = Object(cells)
    for event in events:
        ways: list[Rule | None] = list(o.enabled(event.operation, event.operands))
        if event.rule == GIVES_UP:
            if not o.gives_up(event.operation, event.operands):
                return None
            continue
        if wrong([w for w in ways if w]):
            raise Fault
        for rule in ways:
            if rule and {r.index for r in rule.effects if isinstance(r, Result)} == set(event.results):
                again = Event(event.number, event.goroutine, event.operation, event.operands)
                if o.perform(again, rule) != event.results:
                    return None
                break
        else:
            return None
    return o


def closed(numbers: set[int], events: Sequence[Event]) -> set[int]:
    """With what happens before them."""
    return set[int]().union(*(events[n].knows for n in numbers)) | numbers
