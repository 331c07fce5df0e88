"""Whether a search takes goroutines that are the same for the same: only where that lets states coincide (ADR 20)."""

from __future__ import annotations

import time

from chancheck.explore.engine import Exploration, Options, Session
from chancheck.explore.registry import Restarting, begin
from chancheck.program.program import Program
from chancheck.records import replace

LOOKED_AT, GAIN, SLOW = 1000, 1.02, 1.0
"""States that are met with symmetry and without it before a decision; how many times as many states must be expanded
for them with symmetry, where it pays; and seconds after which it is used unasked."""

BEHIND, GAIN_LATER = 32, 1.5
"""A search without symmetry is followed by one with it, with so many times fewer states, and left for it at this
gain."""


class Decided:
    """A search that can pause, with symmetry or without it. Up to its first look it is with it."""

    def __init__(self, program: Program, options: Options, name: str) -> None:
        self.program, self.options, self.name = program, options, name
        self.alike: Session = begin(program, options, name)
        self.search = self.alike
        self.plain = replace(options, reduce=options.reduce - {"symmetry"})
        self.undecided = "symmetry" in options.reduce and options.scheduler is None
        if isinstance(self.alike, Restarting):
            self.undecided = False
        self.points: list[tuple[int, int]] = []
        """Of the search without symmetry, while it may still be left: states met and states expanded for them."""
        self.given_up: Exploration | None = None

    @property
    def ordered(self) -> bool:
        return self.search is self.alike

    @property
    def now(self) -> Options:
        """The options of the search that continues."""
        return self.options if self.ordered else self.plain

    def run(self, pause: float | None = None, seconds: float | None = None, states: int | None = None) -> Exploration:
        if self.undecided:
            self.undecided = False
            first = self.decide(seconds)
            if first.limit != "pause":
                return first
        end = None if pause is None else time.monotonic() + pause
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            found = self.search.run(left, seconds, 2 * self.points[-1][0] if self.points else states)
            if found.limit != "pause" or not self.points or found.statistics.states < 2 * self.points[-1][0]:
                return found
            self.points.append((found.statistics.states, expanded(found)))
            ended = self.follow(seconds)
            if ended is not None:
                return ended

    def decide(self, seconds: float | None) -> Exploration:
        """Where goroutines are never the same, both searches expand equally many states, and comparing is in vain."""
        ordered = self.alike.run(SLOW, seconds, LOOKED_AT)
        if ordered.limit != "pause" or ordered.statistics.states < LOOKED_AT:
            return ordered
        apart = begin(self.program, self.plain, self.name)
        told = apart.run(SLOW, seconds, LOOKED_AT)
        if told.limit == "pause" and expanded(ordered) > GAIN * expanded(told):
            self.given_up = told
            return ordered
        self.search, self.given_up = apart, ordered
        if self.options.jobs == 1:
            self.points = [(told.statistics.states, expanded(told))]
        return told

    def follow(self, seconds: float | None) -> Exploration | None:
        """Goroutines may become the same later on. The search with symmetry, if it ended."""
        states, without = next(point for point in self.points if BEHIND * point[0] >= self.points[-1][0])
        if states <= LOOKED_AT + LOOKED_AT // 2:
            return None
        ordered = self.alike.run(None, seconds, states)
        self.given_up = ordered
        if ordered.limit == "pause" and expanded(ordered) <= GAIN_LATER * without:
            return None
        self.points = []
        if ordered.limit not in ("", "pause"):
            return None
        self.search, self.given_up = self.alike, None
        return None if ordered.limit else ordered


def expanded(found: Exploration) -> int:
    return found.statistics.states - found.statistics.frontier
