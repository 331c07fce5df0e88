"""States and steps as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chancheck.machine.interning import Part
from chancheck.machine.transition import Transition

State = tuple[Any, ...]
"""(root, objects, goroutines, output, facts of the race monitor). Objects and goroutines are parts (parts.py), which
belong to one machine: states of different machines cannot be compared."""


@dataclass(slots=True)
class Outcome:
    """What a step does, whatever state it is taken in. mover and peer: what they become, None if they ended; spawned:
    (n, goroutine) for those of the started ones that have not ended yet; objects: those written or made."""

    alternative: int
    rule: int = 0
    peer_alternative: int = 0
    choices: tuple[int, ...] = ()
    mover: Part | None = None
    peer: Part | None = None
    spawned: Sequence[tuple[int, Part]] = ()
    objects: dict[int, Part] = field(default_factory=dict)
    root: int = -1  # what `root` becomes; -1: as before
    output: bytes = b""
    halted: tuple[str, str] | None = None
    events: Sequence[tuple[Any, ...]] = ()
    log: Sequence[tuple[Any, ...]] = ()
    patient: bool = False  # leaves time for nothing, see Rule.pace
    idle: bool = False  # nobody else could go on
    passed: int = 0  # time that passes for those that do not move
    keeps: bool = False  # no part refers to other objects than before, none is new, no goroutine starts or ends


class Successor(NamedTuple):
    """Where a step leads. origin: for each goroutine of the new state its index in the old one, or -1 - n for the
    n-th one started. objects: for each object of the new state its number in the old one, or a larger one for those
    made by the step. races: see monitor.py. halted: (kind, text) if the step ended the run. state is None when nothing
    follows."""

    transition: Transition
    state: State | None
    origin: tuple[int, ...]
    objects: tuple[int, ...]
    outcome: Outcome
    races: Sequence[Any]

    @property
    def halted(self) -> tuple[str, str] | None:
        return self.outcome.halted


def in_order(step: tuple[Outcome, int, int]) -> tuple[int, int, int, int]:
    """Alternative, rule, peer, its alternative; a default comes last."""
    o, _, j = step
    return (o.alternative & 0xFFFF, o.rule, j, o.peer_alternative)
