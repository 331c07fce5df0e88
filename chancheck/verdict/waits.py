"""The waits of a finding's goroutines, as facts; `report.reasons` words them."""

from __future__ import annotations

from chancheck.records import dataclass
from chancheck.source import NO_POS, Pos


@dataclass(frozen=True, slots=True)
class Holder:
    """A goroutine that took an object and has not given it back. asks: it does not hold it yet, but keeps others out
    while it waits for it; ended: it has ended meanwhile."""

    goroutine: int
    place: Pos
    operation: str
    asks: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """A goroutine from which a path of addresses still leads to the object. status and on: what it waits for itself;
    runs: it is not blocked. returns: the function that has to return before a deferred call of it helps."""

    goroutine: int
    status: str
    place: Pos
    on: str = ""
    runs: bool = False
    returns: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A goroutine that could reach the object and has ended. call: that ended it (of runtime.Goexit, t.Fatal...), ""
    if it returned; verb: what it last did to the object ("" nothing)."""

    goroutine: int
    place: Pos
    call: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was done to the object: verb is the user's call ("Stop", "receive", "Broadcast"); effect the rule
    that applied; woke: the goroutines that it woke."""

    goroutine: int
    step: int
    place: Pos
    verb: str
    effect: str = ""
    woke: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that a blocked goroutine waits on. operation: in the words of Go's runtime ("chan send").

    on: the object as the program names it, with the place where it was made. held_by: goroutines that took it and have
    not given it back; reached_by: where no goroutine holds it, the other goroutines that could still act on it. number:
    identifies objects of one name apart. made: where the object was made.

    state: "nil", "timer" (a timer's channel), "full" (a buffer), "count" (a counter that is not zero), "permits" (of a
    semaphore) or "". amount, of: how much of what there is. needs: what another goroutine would have to do. past: what
    was done to it before, the latest last; since: the step in which the wait began, where that matters.
    """

    operation: str
    on: str
    held_by: tuple[int, ...] = ()
    reached_by: tuple[int, ...] = ()
    number: int = 0
    made: Pos = NO_POS
    state: str = ""
    amount: int = 0
    of: int = 0
    needs: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    helpers: tuple[Helper, ...] = ()
    gone: tuple[Gone, ...] = ()
    past: tuple[Past, ...] = ()
    since: int = 0
    joins: bool = False


# --- reasons: what `Finding.why` lists ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Goroutines that wait for one thing, each in the same way."""

    goroutines: tuple[int, ...]
    wait: Wait


@dataclass(frozen=True, slots=True)
class Cycle:
    """Goroutines each of which needs the next one, and the last one the first."""

    goroutines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A goroutine that takes steps for ever. steps: what it does in a round, as the source has it, and where.

    exits: the same of what it is ready for but what never happens; looks: what it reads and no goroutine changes
    any more. place: of the step that says most. main: no run has main end."""

    goroutine: int
    steps: tuple[tuple[str, Pos], ...] = ()
    exits: tuple[tuple[str, Pos], ...] = ()
    looks: tuple[str, ...] = ()
    place: Pos = NO_POS
    main: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One more sentence about a finding."""

    text: str


@dataclass(frozen=True, slots=True)
class Background:
    """Goroutines that package initialisation started, by their `go` statements, and that do not end."""

    places: tuple[Pos, ...]


Reason = Waiting | Cycle | Loop | Remark | Background
