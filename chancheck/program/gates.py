"""Locks that a goroutine has to take before it gets to an operation: gates of that operation (ADR 54).

A gate is a source that surely is the address of the lock, in terms of the frame at rest. Where that is not known any
more, the gate is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chancheck.program.rules import Operation
from chancheck.program.sources import ANYTHING, BEHIND, KEPT, NO_GATES, REGISTER, SOMEWHERE, Source

MOST = 4
"""Gates of an operation; those that are taken last count."""

Gates = frozenset[Source]


def is_gate(operation: Operation) -> bool:
    """Whether its goroutine holds the object of operand 0 from here on, however it goes."""
    return bool(operation.rules) and all(rule.holds == 1 for rule in operation.rules)


def behind(gates: Gates, register: int) -> Gates:
    """With the lock in a register (-1: there is none), which is taken before the others."""
    return gates if register < 0 or len(gates) == MOST else gates | {Source(REGISTER, register)}


class Renaming:
    """Gates as they are called further up. origins: where a source comes from (program.sources)."""

    def __init__(self, origins: Callable[[Source], Iterable[Source]]) -> None:
        self.origins = origins
        self.known: dict[Gates, Gates] = {NO_GATES: NO_GATES}

    def __call__(self, gates: Gates) -> Gates:
        found = self.known.get(gates)
        if found is None:
            found = self.known[gates] = frozenset(new for gate in gates if (new := self.of(gate)) is not None)
        return found

    def of(self, gate: Source) -> Source | None:
        origins = list(self.origins(gate))
        if len(origins) != 1 or origins[0].kind in (ANYTHING, KEPT, BEHIND) or origins[0].offset == SOMEWHERE:
            return None
        return origins[0]._replace(closure=-1)
