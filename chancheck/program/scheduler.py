"""Processors with queues: who may step when goroutines share a few processors. Engines run this; what it stands for in
Go is `chancheck.semantics.scheduler`.

A processor runs one goroutine at a time. Each has a place for the goroutine to run `next` and a queue of bounded
length; all share a global queue. A goroutine that cannot go on is parked, in order of arrival; what another goroutine's
step lets go on is queued on that one's processor, its operation done. Goroutines that are helpers need no processor,
but step only while one is free.
"""

from __future__ import annotations

from dataclasses import dataclass

PARK, NEXT, LOCAL, TURN, GLOBAL, STEAL, STEAL_NEXT, PREEMPT = range(8)
"""The moves of processors themselves, as `Transition.rule` has them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One of those moves in words."""

    name: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class Scheduler:
    """procs: how many processors. queue: length of a local queue; when it is full half of it goes to the global one.
    every: of so many picks from queues, one looks at the global queue first (0: none does).
    preempt: "any" (a running goroutine may be put into the global queue at any step), "calls" (not in local code that
    loops without a call) or "off". steal: "any" victim, or the first with work "in-order".

    Names of operations: yields (the goroutine goes to the global queue), sleeps (always parks first), blocks (sleeps,
    and returns to the global queue), retries (what is let go on tries again when it runs, and one at a time),
    last_first (what one lets go on is queued last first). timed: (operation, rule) that time and not another goroutine
    lets go on.
    turns: the moves of processors, in the order of the numbers above.
    """

    procs: int = 1
    queue: int = 256
    every: int = 61
    preempt: str = "any"
    steal: str = "any"
    yields: frozenset[str] = frozenset()
    sleeps: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    retries: frozenset[str] = frozenset()
    last_first: frozenset[str] = frozenset()
    timed: frozenset[tuple[str, str]] = frozenset()
    turns: tuple[Turn, ...] = ()
