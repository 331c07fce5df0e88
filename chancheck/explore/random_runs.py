"""Complete random runs before a long search, with the race monitor: they meet shallow defects of spaces that are too
large to be searched, and say what was tried where the search ends early."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from chancheck.deadline import Exhausted
from chancheck.explore.engine import Exploration, Found, Options
from chancheck.explore.registry import explore
from chancheck.program.program import Program

RUN_SECONDS, RUN_SHARE = 1.0, 0.05
"""Of the time of a search, what random runs may take at its beginning, and the most seconds. Half of it is for runs
with the race monitor, if races are looked for."""

LONGEST, SOON = 10_000, 0.2
"""The most steps of a run; seconds of further runs after the first defect."""

SHORTENING = 1.0
"""Seconds for finding shorter runs to what only random runs have found."""


def random_runs(program: Program, options: Options, name: str, contended: frozenset[int]) -> Exploration:
    """The findings of complete random runs. contended: shapes with accesses that may conflict, as known so far."""
    seconds = RUN_SECONDS if options.limits.seconds is None else min(RUN_SECONDS, RUN_SHARE * options.limits.seconds)
    watched = contended if options.races else frozenset[int]()
    limits = replace(options.limits, depth=options.limits.depth or LONGEST, states=None, share=None, patience=SOON)
    limits = replace(limits, seconds=seconds / 2 if watched else seconds)
    plain = replace(options, search="random", components=False, lossy=False, races=False, limits=limits)
    runs = explore(program, plain, name)
    runs.found = shortened(program, plain, name, inexact(runs.found))
    if not watched:
        return runs
    monitored = replace(plain, monitor=watched)
    second = explore(program, monitored, name)
    races = [found for found in inexact(second.found) if found.kind == "race"]
    runs.found += [replace(one, monitor=watched) for one in shortened(program, monitored, name, races)]
    runs.runs += second.runs
    runs.sites |= second.sites
    runs.contended |= watched | second.contended
    return runs


def inexact(found: Sequence[Found]) -> list[Found]:
    """A random run is hardly ever the shortest one."""
    return [replace(one, shortest=False) for one in found]


def shortened(program: Program, options: Options, name: str, found: list[Found]) -> list[Found]:
    """The findings with shorter runs, as far as there is time."""
    end, out = time.monotonic() + SHORTENING, list(found)
    with suppress(Exhausted):
        for number, one in enumerate(found):
            (out[number],) = inexact([shortest_dive(program, options, name, one, end)])
    return out


def shortest_dive(program: Program, options: Options, name: str, found: Found, end: float) -> Found:
    """The same with the shortest run of dives of half the length, again and again, until `end`."""
    while len(found.trace) > 30 and (left := end - time.monotonic()) > 0.05:
        limits = replace(options.limits, seconds=left / 2, depth=len(found.trace) // 2, patience=None, share=None)
        dive = replace(options, search="random", components=False, races=False, limits=limits)
        again = [f for f in explore(program, dive, name).found if (f.kind, f.key) == (found.kind, found.key)]
        if not again:
            break
        found = min(again, key=lambda f: len(f.trace))
    return found
