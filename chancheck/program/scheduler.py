"""Processors with queues: the goroutines that may step when all share a few processors. Engines run this;
`chancheck.semantics.scheduler` gives its meaning in Go.

A processor runs one goroutine at a time. Each has a place for the goroutine to run `next` and a queue of bounded
length; all share a global queue. A goroutine that cannot proceed is parked, in order of arrival. When another
goroutine's step enables it, it is queued on that goroutine's processor with its operation completed. Goroutines that
are helpers need no processor, but step only while one is free.
"""

from __future__ import annotations

from chancheck.program.rules import Expr, Int
from chancheck.records import dataclass

NEXT, LOCAL, SHARED, OTHER_LOCAL, OTHER_NEXT = range(5)
"""Where a free processor can find work: its own next goroutine, its queue, the global one, those of another one."""


ONE = Int(1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A move of processors, in words."""

    name: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class Pick(Turn):
    """How a free processor gets its next goroutine: from `source`, if there is any.

    take: how many of the oldest, where operand 0 is how many there are. It runs the first, or the `last` of them; the
    others go to the end of its own queue. counts: as a pick, of which one in `Scheduler.every` tries the global
    queue first. looks: this is that one.
    """

    source: int = NEXT
    take: Expr = ONE
    last: bool = False
    counts: bool = True
    looks: bool = False


PARK, INSIST, PREEMPT = range(3)
"""The first of a scheduler's turns, which give a processor up; its picks are numbered on from there."""


@dataclass(frozen=True, slots=True)
class Scheduler:
    """procs: how many processors. queue: length of a local queue; when it is full the `spill` oldest of it and the one
    too many go to the global one.
    every: of so many picks of a processor, one tries the global queue first (0: none does). first: so many picks
    from the start on surely do not (unless the program is one of many that a process runs: without `root_ends_all`);
    which one after them does is open, and so it is again whenever the global queue was empty. counted: from one that
    looked on, picks are counted; else any pick may be one that looks.
    preempt: "any" (a running goroutine may be put into the global queue at any step), "calls" (not in local code that
    loops without a call) or "off". steal: "any" victim, or the first with work "in-order".

    Names of operations: yields (the goroutine goes to the global queue), sleeps (always parks first), blocks (may keep
    its processor or park, and then returns to the global queue), last_first (woken goroutines are queued last first),
    retries (a woken goroutine tries again when it runs, one at a time. If it is too late it parks as the first, or
    insists: then the waker completes the operation for it and yields to it).
    timed: (operation, rule) that time and not another goroutine enables.
    gives_up: the turns by which a processor gives up the goroutine it runs; picks: how it gets one, the first possible.
    """

    procs: int = 1
    queue: int = 256
    spill: int = 128
    every: int = 61
    first: int = 0
    counted: bool = True
    preempt: str = "any"
    steal: str = "any"
    yields: frozenset[str] = frozenset()
    sleeps: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    retries: frozenset[str] = frozenset()
    last_first: frozenset[str] = frozenset()
    timed: frozenset[tuple[str, str]] = frozenset()
    gives_up: tuple[Turn, ...] = ()
    picks: tuple[Pick, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """In the order of the numbers that transitions give them."""
        return (*self.gives_up, *self.picks)
