"""The roles of an operation's operands: those that decide something, and those that are only stored."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.program.rules import (
    Arg,
    Bin,
    Cells,
    Count,
    Effect,
    Expr,
    Front,
    MarkAll,
    Operand,
    Operation,
    Push,
    Result,
    Rule,
    SetSlot,
    Slot,
    Value,
    Wrap,
)


class Role:
    """The roles of an operation's operands. seen: the expressions that decide something; looked_at: the operands
    that these read; puts: the rules' effects that only put a value somewhere."""

    def __init__(self, operation: Operation) -> None:
        self.seen = list(seen(operation))
        self.looked_at = {0} | {index for x in self.seen for index in args(x)}
        self.puts: list[tuple[Rule, Effect, Value]] = []
        for rule in operation.rules:
            for effect in rule.effects:
                value = kept(effect)
                if value is not None:
                    self.puts.append((rule, effect, value))


def kept(effect: Effect) -> Value | None:
    """The value that an effect only puts somewhere."""
    match effect:
        case SetSlot(_, _, value) | Push(_, value) | Result(_, value):
            return value
    return None


def seen(operation: Operation) -> Iterator[object]:
    """The expressions of an operation that decide something: all but the values that effects put somewhere."""
    yield operation.gives_up
    yield operation.due
    if operation.lock_in is not None:  # the proof that a lock orders it reads the lock's address (ADR 64)
        operand, cell = operation.lock_in
        yield Slot(Arg(operand), cell)
    for rule in operation.rules:
        yield rule.guard
        for effect in rule.effects:
            match effect:
                case SetSlot(base) | Push(base):
                    yield base
                case MarkAll(base):
                    yield Front(base)  # its elements are addresses
                case Result():
                    pass
                case _:
                    yield from every(effect)


def every(x: object) -> Iterator[Expr]:
    """The expressions in an effect of another sort."""
    for name in getattr(x, "__slots__", ()):
        value = getattr(x, name)
        if isinstance(value, Expr):
            yield value
        elif hasattr(value, "__slots__"):
            yield from every(value)


def args(x: object) -> Iterator[int]:
    """The operands of the mover that an expression reads."""
    match x:
        case Arg(index, False) | Operand(index, False):
            yield index
        case Slot(base) | Front(base):
            yield from args(base)
        case Cells(base, width):
            yield from args(base)
            yield from args(width)
        case Bin(_, a, b):
            yield from args(a)
            yield from args(b)
        case Wrap(a, bits, signed):
            for part in (a, bits, signed):
                yield from args(part)
        case Count(base):
            yield from args(base)
