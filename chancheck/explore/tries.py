"""Tries beside a search: complete random runs, with the race monitor too, and depth first dives. They meet defects that
lie too deep for the search, and say what was tried where it ends early.

Tries take a share of the time that the search has taken. So a search that soon comes to its end makes none.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress

from chancheck.deadline import Exhausted
from chancheck.explore.engine import Exploration, Found, Options
from chancheck.explore.registry import explore
from chancheck.program.program import Program
from chancheck.records import replace

LONGEST, DEEPEST, SOON = 10_000, 3000, 0.2
"""The most steps of a random run and of a dive; seconds of further tries after the first defect."""

SHORTENING = 1.0
"""Seconds for finding shorter runs to what only tries have found."""


class Tries:
    """The tries beside one search of a program."""

    def __init__(self, program: Program, options: Options, name: str) -> None:
        self.program, self.name = program, name
        self.parts: list[Exploration] = []
        self.seconds, self.rounds = 0.0, 0
        self.limits = replace(options.limits, share=None, patience=SOON)
        self.options = replace(options, components=False, lossy=False, races=False, limits=self.limits)
        self.watches = options.races and options.scheduler is None

    def make(self, seconds: float, contended: frozenset[int]) -> None:
        """Of one kind for so many seconds; of another one the next time. contended: shapes with accesses that may
        conflict, as far as is known."""
        kinds = self.kinds(contended)
        self.explore(kinds[self.rounds % len(kinds)], seconds)

    def make_all(self, seconds: float, contended: frozenset[int]) -> None:
        """Of every kind, for so many seconds together."""
        kinds = self.kinds(contended)
        for kind in kinds:
            self.explore(kind, seconds / len(kinds))

    def kinds(self, contended: frozenset[int]) -> list[Options]:
        monitored = [self.random(contended)] if contended and self.watches else []
        return [*monitored, self.random(frozenset()), self.dive()]

    def explore(self, kind: Options, seconds: float) -> None:
        started = time.monotonic()
        limits = replace(kind.limits, seconds=max(0.0, seconds))
        part = explore(self.program, replace(kind, limits=limits, seed=kind.seed + self.rounds), self.name)
        self.parts.append(judged(part, kind.monitor))
        self.rounds += 1
        self.seconds += time.monotonic() - started

    def random(self, watched: frozenset[int]) -> Options:
        limits = replace(self.limits, depth=self.limits.depth or LONGEST, states=None)
        return replace(self.options, search="random", monitor=watched, limits=limits)

    def dive(self) -> Options:
        return replace(self.options, search="dfs", limits=replace(self.limits, depth=self.limits.depth or DEEPEST))

    @property
    def defect(self) -> bool:
        return any(found.is_defect for part in self.parts for found in part.found)

    def limit(self, ends: Sequence[str]) -> str:
        """Of those given, one that was met."""
        return next((part.limit for part in self.parts if part.limit in ends), "")

    def shortened(self, found: list[Found]) -> list[Found]:
        """The findings with shorter runs, as far as there is time and theirs may not be the shortest."""
        end, out = time.monotonic() + SHORTENING, list(found)
        with suppress(Exhausted):
            for number, one in enumerate(found):
                out[number] = one if one.shortest else self.shortest_dive(one, end)
        return out

    def shortest_dive(self, found: Found, end: float) -> Found:
        """The same with the shortest run of dives of half the length, again and again, until `end`."""
        while len(found.trace) > 30 and (left := end - time.monotonic()) > 0.05:
            limits = replace(self.limits, seconds=left / 2, depth=len(found.trace) // 2, states=None, patience=None)
            dive = replace(self.options, search="random", monitor=found.monitor, limits=limits)
            again = judged(explore(self.program, dive, self.name), found.monitor).found
            same = [f for f in again if (f.kind, f.key) == (found.kind, found.key)]
            if not same:
                break
            found = min(same, key=lambda f: len(f.trace))
        return found


def judged(part: Exploration, watched: frozenset[int]) -> Exploration:
    """The findings of a try: with the race monitor, of races only, since its facts order goroutines."""
    found = inexact(part.found)
    if watched:
        found = [replace(one, monitor=watched) for one in found if one.kind == "race"]
    part.found, part.contended = found, part.contended | watched
    return part


def inexact(found: Sequence[Found]) -> list[Found]:
    """A try is hardly ever the shortest run."""
    return [replace(one, shortest=False) for one in found]
