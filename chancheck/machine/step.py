"""Steps as records: outcomes, successors, events for the race monitor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chancheck.machine.passed import Passed
from chancheck.machine.state import GoroutineState, ObjectState, State
from chancheck.machine.transition import Transition
from chancheck.records import dataclass, field

Stack = tuple[tuple[int, int], ...]
"""(function, place) of each frame, from the top."""


class Spawned(NamedTuple):
    """A goroutine started another one (both as Goroutine.index in workspace.py). stack: of the starter."""

    goroutine: int
    started: int
    place: int
    function: int
    helper: bool
    stack: Stack


class Panicked(NamedTuple):
    """depth: how many panics it had before; value: type and payload; recovered: the newest of those before was."""

    goroutine: int
    stack: Stack
    depth: int
    value: tuple[int, int]
    recovered: bool


class Entered(NamedTuple):
    """The program's own code called a foreign function."""

    goroutine: int


class Returned(NamedTuple):
    """One of the program's own functions returned."""

    goroutine: int
    function: int
    place: int


class Received(NamedTuple):
    """The results of a rule, each with its number and cells."""

    goroutine: int
    results: tuple[tuple[int, tuple[int, ...]], ...]


class Ended(NamedTuple):
    """A goroutine returned from its first function or, with a stack, called Goexit."""

    goroutine: int
    place: int
    stack: Stack


class Noted(NamedTuple):
    """A note of the runtime model (opcode `note`)."""

    goroutine: int
    text: str
    values: list[str]


Event = Spawned | Panicked | Entered | Returned | Received | Ended | Noted


class Observed(NamedTuple):
    """An event for the race monitor: the name of its method, and the arguments of that method
    (race_monitor.py)."""

    action: str
    goroutine: int
    arguments: tuple[object, ...] = ()


class Race(NamedTuple):
    """Two accesses of one location; others: the goroutines that know of the earlier one."""

    earlier_place: int
    place: int
    earlier_kind: int
    kind: int
    shape: int
    offset: int
    goroutine: int
    others: tuple[int, ...]


@dataclass(slots=True)
class Outcome:
    """The effect of a step, independent of the state it is taken in. mover and peer: their next states, None if they
    ended; spawned: (n, goroutine) for those of the started ones that have not ended yet; objects: those written or
    made."""

    alternative: int
    rule: int = 0
    peer_alternative: int = 0
    choices: tuple[int, ...] = ()
    mover: GoroutineState | None = None
    peer: GoroutineState | None = None
    spawned: Sequence[tuple[int, GoroutineState]] = ()
    objects: dict[int, ObjectState] = field(default_factory=dict)
    root: int = -1  # what `root` becomes; -1: as before
    output: bytes = b""
    halted: tuple[str, str] | None = None
    events: Sequence[Event] = ()
    log: Sequence[Observed] = ()
    patient: bool = False  # leaves time for nothing, see Rule.pace
    idle: bool = False  # no other step was possible
    passed: Passed = Passed()  # time that passes for those that do not move
    keeps: bool = False  # no part refers to other objects than before, none is new, no goroutine starts or ends


class Successor(NamedTuple):
    """Where a step leads. origin: for each goroutine of the new state its index in the old one, or -1 - n for the
    n-th one started. objects: for each object of the new state its number in the old one, or a larger one for those
    made by the step. state is None when the step ended the run."""

    transition: Transition
    state: State | None
    origin: tuple[int, ...]
    objects: tuple[int, ...]
    outcome: Outcome
    races: Sequence[Race] = ()

    @property
    def halted(self) -> tuple[str, str] | None:
        """(kind, text) if the step ended the run."""
        return self.outcome.halted


def in_order(step: tuple[Outcome, int, int]) -> tuple[int, int, int, int]:
    """Alternative, rule, peer, its alternative; a default comes last."""
    o, _, j = step
    return (o.alternative & 0xFFFF, o.rule, j, o.peer_alternative)
