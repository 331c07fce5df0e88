"""Whether a search takes goroutines that are the same for the same: only where that lets states coincide (ADR 20)."""

from __future__ import annotations

import time

from chancheck.explore.engine import ENDINGS, Counting, Exploration, Options, Session, add_statistics, left_of
from chancheck.explore.registry import begin
from chancheck.program.program import Program
from chancheck.records import replace

LOOKED_AT, SLOW = 300, 1.0
"""States that are met before the first count, or seconds. At least as many are counted each time that the states have
doubled."""

PART = 16
"""One in so many is counted: those that were expanded last."""

FEW, GAIN, GAIN_LATER = 1200, 1.1, 1.5
"""Symmetry pays if there are at least so many counted states for each that differs by more than names of goroutines:
GAIN while a restart loses no more than FEW states, and GAIN_LATER after that."""


class Decided:
    """A search that can pause. It is without symmetry until it is seen that symmetry pays."""

    def __init__(self, program: Program, options: Options, name: str, first: int | None = None) -> None:
        """first: how many states are met before the first count."""
        self.program, self.options, self.name = program, options, name
        self.plain = replace(options, reduce=options.reduce - {"symmetry"})
        decides = "symmetry" in options.reduce and options.scheduler is None
        self.search: Session = begin(program, self.plain if decides else options, name)
        if decides and not isinstance(self.search, Counting):
            self.search, decides = begin(program, options, name), False
        self.ordered = not decides
        self.first = first or LOOKED_AT
        self.counts_at = self.first if decides else None
        """How many states are met when they are counted next."""
        self.given_up: Exploration | None = None
        self.began = 0.0
        """When the search that continues did, in seconds after the first."""

    @property
    def now(self) -> Options:
        """The options of the search that continues."""
        return self.options if self.ordered else self.plain

    def run(self, pause: float | None = None, seconds: float | None = None, states: int | None = None) -> Exploration:
        end = None if pause is None else time.monotonic() + pause
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            limit = None if seconds is None else max(0.0, seconds - self.began)
            first = self.counts_at == self.first
            found = self.search.run(SLOW if first else left, limit, least(self.counts_at, states))
            met = found.statistics.states
            if found.limit != "pause" or self.counts_at is None or (met < self.counts_at and not first):
                return found
            if self.pays(met, met - found.statistics.frontier):
                self.restart(found)
                continue
            self.counts_at = 2 * max(met, self.first) if self.options.jobs == 1 else None  # the same for all threads
            if states is not None and met >= states:
                return found

    def pays(self, met: int, expanded: int) -> bool:
        assert isinstance(self.search, Counting)
        counted = min(expanded, max(self.first, expanded // PART))
        differ = self.search.distinct(expanded - counted, expanded)
        return counted > differ * (GAIN if met <= FEW else GAIN_LATER)

    def restart(self, found: Exploration) -> None:
        """With symmetry."""
        self.began = found.statistics.seconds
        limits = left_of(self.options.limits, self.began)
        self.search = begin(self.program, replace(self.options, limits=limits), self.name)
        self.given_up, self.ordered, self.counts_at = found, True, None

    def told(self, found: Exploration) -> Exploration:
        """The result of the search when it does not continue."""
        if not self.ordered:
            found.found = [one if one.kind in ENDINGS else replace(one, ordered=False) for one in found.found]
        if self.given_up is not None:
            add_statistics(found, self.given_up)
        return found


def least(a: int | None, b: int | None) -> int | None:
    return a if b is None else b if a is None else min(a, b)
