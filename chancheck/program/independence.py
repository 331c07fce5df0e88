"""Which rules do not interfere, as data for partial order reduction.

Two steps of different goroutines can only interfere through an object that both act on. What is known of a rule is the
set of operations that leave it alone there; an operation that is not listed is taken to interfere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chancheck.program.rules import (
    Access,
    Acquire,
    Alloc,
    Arg,
    Bin,
    Cells,
    Count,
    Expr,
    Front,
    Goroutines,
    MarkAll,
    Operation,
    Pass,
    Pop,
    Push,
    Release,
    Rotate,
    Rule,
    SetSlot,
    Slot,
    Wrap,
    ZeroElem,
)
from chancheck.records import dataclass, field

GIVES_UP = ""
"""In place of a rule's name: the operation's `gives_up` as a rule without effects."""


def attempt(operation: str) -> str:
    """An operation that gives up: an attempt at an operation that does not wait (a select with a default)."""
    return f"{operation}?"


class RuleName(NamedTuple):
    operation: str
    rule: str


@dataclass(frozen=True, slots=True)
class Relations:
    """undisturbed: by rule, the operations without a rule that, where both are enabled, disables it, is disabled by it
    or leads to another state in the other order; and likewise the attempts that give up. not_enabled: those
    that cannot make its guard true."""

    undisturbed: dict[RuleName, frozenset[str]]
    not_enabled: dict[RuleName, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Independence:
    """always: what holds in every state. presuming: what holds besides in runs without a state in which one of the
    rules `excluded` (faults) is enabled. Where two such steps do not commute, or one enables a fault, each of the two
    orders leads to an excluded rule, so that a search that believes this gets to see one if there is any."""

    always: Relations
    presuming: Relations
    excluded: frozenset[RuleName]
    unordered: dict[RuleName, frozenset[RuleName]] = field(default_factory=dict)
    """By rule, those whose steps it may affect without being ordered before them. Of others nothing is known."""
    enabling: dict[RuleName, frozenset[RuleName]] = field(default_factory=dict)
    """Those of them that may not be possible at all without it."""
    in_turn: dict[RuleName, frozenset[RuleName]] = field(default_factory=dict)
    """By rule that affects others, those behind which it may not be possible although they do not depend on it."""
    by_value: dict[RuleName, frozenset[RuleName]] = field(default_factory=dict)
    """Those of them that it affects only by the values of elements: not where all elements are the same."""
    exclusive: frozenset[RuleName] = frozenset()
    """Rules with accesses that race with those of rules only in runs with a fault."""

    def holding(self, presuming: bool) -> tuple[Relations, ...]:
        return (self.always, self.presuming) if presuming else (self.always,)


NOTHING_KNOWN = Independence(Relations({}, {}), Relations({}, {}), frozenset())


def expressions(rule: Rule) -> Iterator[object]:
    """The guard, and every expression and value in the effects."""
    yield rule.guard
    for effect in rule.effects:
        match effect:
            case SetSlot(base, offset, value):
                yield Slot(base, offset)
                yield value
            case Push(base, value):
                yield Count(base)
                yield value
            case Pop(base) | MarkAll(base) | Alloc(base) | Access(base):
                yield Count(base)
            case Rotate(base, capacity):
                yield Count(base)
                yield capacity
            case Pass(instant, lead):
                yield instant
                yield lead
            case Acquire(clock) | Release(clock):
                yield Count(clock.base)
                yield clock.number
            case _:
                yield getattr(effect, "value", None)
                yield getattr(effect, "status", None)


def bases(x: object) -> Iterator[Expr]:
    """The addresses of the memory that an expression reads."""
    match x:
        case Slot(base) | Count(base) | Front(base) | ZeroElem(base):
            yield base
            yield from bases(base)
        case Cells(base, width):
            yield base
            yield from bases(base)
            yield from bases(width)
        case Bin(_, a, b):
            yield from bases(a)
            yield from bases(b)
        case Wrap(a, bits, signed):
            for part in (a, bits, signed):
                yield from bases(part)


def touched(operation: Operation, rule: Rule | None) -> list[Expr]:
    """The addresses that a rule (None: giving up) acts on, each once."""
    looks = [operation.gives_up] if rule is None else list(expressions(rule))
    return list(dict.fromkeys(base for x in looks for base in bases(x)))


def lists_marked(operation: Operation) -> list[Expr]:
    """The lists behind whose elements an operation writes."""
    effects = [effect for rule in operation.rules for effect in rule.effects]
    return list(dict.fromkeys(effect.base for effect in effects if isinstance(effect, MarkAll)))


def operands_touched(operation: Operation) -> tuple[tuple[int, ...], bool]:
    """The operands with the objects that an operation acts on, and whether it also acts on objects found in memory."""
    found = [base for rule in (*operation.rules, None) for base in touched(operation, rule)]
    peers = [0] if any(rule.peer for rule in operation.rules) else []
    return tuple(sorted({b.index for b in found if isinstance(b, Arg)} | {*peers})), any(
        not isinstance(b, Arg) for b in found
    )


AFFECTS, AFFECTS_BY_VALUE, ENABLES, IN_TURN, TOUCHES, UNKNOWN, EXCLUSIVE = range(7)


def order_table(known: Independence, operations: list[Operation]) -> list[int]:
    """Which steps may affect others without being ordered before them, for the native engine: rows of three numbers.
    Rules are numbered through all operations; then that an operation is given up, for each one.

    AFFECTS, a rule, a rule; AFFECTS_BY_VALUE: only where the elements of the object differ; ENABLES: without the first,
    the second may not be possible; IN_TURN: the first may not be possible behind the second. TOUCHES, an operation, its
    operands with objects that it acts on, as bits. UNKNOWN, a rule, 0: nothing is known of it. EXCLUSIVE, a rule, 0:
    its accesses race with those of rules only in runs with a fault.
    """
    names = [RuleName(operation.name, rule.name) for operation in operations for rule in operation.rules]
    names += [RuleName(operation.name, GIVES_UP) for operation in operations]
    number = {name: n for n, name in enumerate(names)}
    rows: list[tuple[int, int, int]] = []
    for name, n in number.items():
        if name.rule == GIVES_UP:
            continue
        if name not in known.unordered:
            rows.append((UNKNOWN, n, 0))
        if name in known.exclusive:
            rows.append((EXCLUSIVE, n, 0))
        for other in sorted(known.unordered.get(name, ())):
            if other in number:
                rows.append((_sort_of_effect(known, name, other), n, number[other]))
        for other in sorted(known.in_turn.get(name, ())):
            if other in number:
                rows.append((IN_TURN, n, number[other]))
    for n, operation in enumerate(operations):
        rows.append((TOUCHES, n, sum(1 << operand for operand in operands_touched(operation)[0])))
    return [word for row in rows for word in row]


def _sort_of_effect(known: Independence, name: RuleName, other: RuleName) -> int:
    if other in known.enabling.get(name, ()):
        return ENABLES
    return AFFECTS_BY_VALUE if other in known.by_value.get(name, ()) else AFFECTS


def counts_goroutines(x: object) -> bool:
    match x:
        case Goroutines():
            return True
        case Bin(_, a, b):
            return counts_goroutines(a) or counts_goroutines(b)
        case Slot(base) | Count(base):
            return counts_goroutines(base)
        case Wrap(a):
            return counts_goroutines(a)
    return False
