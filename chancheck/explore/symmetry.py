"""Whether a search takes goroutines that are the same for the same: only where that lets states coincide (ADR 20)."""

from __future__ import annotations

import time

from chancheck.explore.engine import Counting, Exploration, Options, Session, left_of
from chancheck.explore.registry import begin
from chancheck.program.program import Program
from chancheck.records import replace

LOOKED_AT, SLOW = 300, 1.0
"""States that are met before the first count, or seconds. At least as many are counted each time that the states have
doubled."""

PART = 16
"""One in so many is counted: those that were expanded last."""

FEW, GAIN, GAIN_LATER = 1200, 1.1, 1.5
"""By how many times they are more than differ by something else than names of goroutines, so that symmetry pays: while
so few are lost by beginning anew, and later."""


class Decided:
    """A search that can pause. It is without symmetry until it is seen that symmetry pays."""

    def __init__(self, program: Program, options: Options, name: str) -> None:
        self.program, self.options, self.name = program, options, name
        self.plain = replace(options, reduce=options.reduce - {"symmetry"})
        decides = "symmetry" in options.reduce and options.scheduler is None
        self.search: Session = begin(program, self.plain if decides else options, name)
        if decides and not isinstance(self.search, Counting):
            self.search, decides = begin(program, options, name), False
        self.ordered = not decides
        self.counts_at = LOOKED_AT if decides else None
        """How many states are met when they are counted next."""
        self.given_up: Exploration | None = None
        self.began = 0.0
        """When the search that continues did, in seconds after the first."""

    @property
    def now(self) -> Options:
        """The options of the search that continues."""
        return self.options if self.ordered else self.plain

    def run(self, pause: float | None = None, seconds: float | None = None) -> Exploration:
        end = None if pause is None else time.monotonic() + pause
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            limit = None if seconds is None else max(0.0, seconds - self.began)
            first = self.counts_at == LOOKED_AT
            found = self.search.run(SLOW if first else left, limit, self.counts_at)
            met = found.statistics.states
            if found.limit != "pause" or self.counts_at is None or (met < self.counts_at and not first):
                return found
            if self.pays(met, met - found.statistics.frontier):
                self.begin_anew(found)
            else:  # the same for every number of threads
                self.counts_at = 2 * max(met, LOOKED_AT) if self.options.jobs == 1 else None

    def pays(self, met: int, expanded: int) -> bool:
        assert isinstance(self.search, Counting)
        counted = min(expanded, max(LOOKED_AT, expanded // PART))
        differ = self.search.distinct(expanded - counted, expanded)
        return counted > differ * (GAIN if met <= FEW else GAIN_LATER)

    def begin_anew(self, found: Exploration) -> None:
        """With symmetry."""
        self.began = found.statistics.seconds
        limits = left_of(self.options.limits, self.began)
        self.search = begin(self.program, replace(self.options, limits=limits), self.name)
        self.given_up, self.ordered, self.counts_at = found, True, None
