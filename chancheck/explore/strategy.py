"""How a verdict is searched for: in which order, with how much time, and what two passes have to say together.

Most programs have few states: `auto` tries breadth first without partial order reduction, which gives shortest runs
and saves preparing the reduction. Where that does not come to an end, the reduced search does more in the time. It may
still never get to a defect that lies deep. So `auto` looks breadth first for a moment, dives for another (random walks,
then depth first), and goes on breadth first as long as it may.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from chancheck.deadline import left
from chancheck.explore.engine import Exploration, Found, Limits, Options, worst
from chancheck.explore.registry import explore
from chancheck.explore.slices import in_slice
from chancheck.program.program import Program

AUTO = "auto"
SMALL, SMALL_SECONDS = 500, 0.2
"""States and seconds that are tried without slicing and partial order reduction: far less than preparing them costs."""

NEAR = 0.1
"""Where no more than this part of SMALL states is still to be explored, the end may be near: twice as many are
tried."""

LOOK, DIVE = 1.5, 1.5
"""Seconds of the first breadth-first search, and of all dives."""

FIRST_SHARE = 0.6
"""Of a limited time, the part after which races are looked for although the first pass has not ended."""

DEEPEST, LONG = 3000, 100
"""Steps of the runs that dives look at, and of those that need a good reason to be shown."""

SHORTENING = 1.0
"""Seconds for finding shorter runs to what only dives have found."""


class Timer:
    """The time there is, and what is left of it once something has been found."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.end = None if limits.seconds is None else time.monotonic() + limits.seconds

    def found(self) -> None:
        """From now on only `patience` is left."""
        if self.limits.patience is not None:
            soon = time.monotonic() + self.limits.patience
            self.end = soon if self.end is None else min(self.end, soon)

    def left(self) -> float | None:
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def at_most(self, seconds: float) -> float:
        left = self.left()
        return seconds if left is None else min(seconds, left)


def explore_all(program: Program, options: Options, name: str = "auto", races: bool = True) -> Exploration:
    """Every state once; then, where accesses may conflict, again with the race monitor."""
    started = time.monotonic()
    limits = replace(options.limits, seconds=left(options.limits.seconds))
    options = replace(options, limits=limits)
    share = limits if limits.seconds is None or not races else replace(limits, seconds=limits.seconds * FIRST_SHARE)
    first = searched(program, replace(options, limits=share), name)
    if not races or not first.contended or first.limit == "unknown" or (options.stop_first and first.limit == "first"):
        return first
    if limits.seconds is not None:
        limits = replace(limits, seconds=max(0.1, limits.seconds - (time.monotonic() - started)))
        if limits.patience is not None and any(map(is_defect, first.found)):
            limits = replace(limits, seconds=min(limits.seconds or 0.1, limits.patience))
    watched = replace(options, monitor=first.contended, components=False, limits=limits)
    second = searched(program, watched, "reference" if name == "reference" else "auto")
    first.found += [found for found in second.found if found.kind == "race"]
    add_statistics(first, second)
    first.coverage = worst(first.coverage, second.coverage)
    first.reduced = first.reduced or second.reduced
    if first.complete and not second.complete:
        first.complete, first.limit = False, second.limit
    return first


def searched(program: Program, options: Options, name: str) -> Exploration:
    """One pass, in the order that was asked for."""
    if options.search != AUTO:
        return in_slice(program, options, lambda part: explore(part, options, name))
    return automatically(program, replace(options, search="bfs"), name)


def automatically(program: Program, options: Options, name: str) -> Exploration:
    """Small spaces as they are; larger ones with all that makes them smaller."""
    if "por" not in options.reduce or name == "reference" or options.scheduler is not None:
        return in_slice(program, options, lambda part: looked_and_dived(part, options, name))
    small = without_reduction(program, options, name)
    if small.limit not in ("states", "seconds"):
        return small
    rest = replace(options, limits=left_of(options.limits, small.statistics.seconds))
    whole = in_slice(program, rest, lambda part: looked_and_dived(part, rest, name))
    if whole.reduced:
        whole.found = with_shortest(whole.found, small.found)
    add_statistics(whole, small)
    return whole


def without_reduction(program: Program, options: Options, name: str) -> Exploration:
    """A bounded search, whatever it finds, for which nothing has to be prepared."""
    limits = options.limits
    states, seconds = min(limits.states or SMALL, SMALL), min(limits.seconds or SMALL_SECONDS, SMALL_SECONDS)
    near = NEAR if limits.states is None or limits.states >= 2 * SMALL else 0.0
    limits = replace(limits, states=states, seconds=seconds, patience=None, near=near)
    return explore(program, replace(options, reduce=options.reduce - {"por"}, limits=limits), name)


def left_of(limits: Limits, seconds: float) -> Limits:
    return limits if limits.seconds is None else replace(limits, seconds=max(0.1, limits.seconds - seconds))


def with_shortest(reduced: Iterable[Found], plain: Iterable[Found]) -> list[Found]:
    """What a reduced search found, with the runs that a breadth-first search without reduction found to the same."""
    near = {(f.kind, f.key): f for f in plain}
    return [near.get((f.kind, f.key), f) for f in reduced]


def looked_and_dived(program: Program, options: Options, name: str) -> Exploration:
    """Breadth first for a moment, then dives, then breadth first again."""
    limits, timer = options.limits, Timer(options.limits)
    look = explore(program, within(options, timer.at_most(LOOK)), name)
    if look.complete or look.limit != "seconds" or timer.left() == 0:
        return look
    parts = [look]
    for search in ("random", "dfs"):
        if has_defect(parts):
            timer.found()
        if timer.left() != 0:
            deep = replace(limits, depth=DEEPEST if limits.depth is None else limits.depth)
            dive = replace(options, search=search, components=False, lossy=False, limits=deep)
            parts.append(explore(program, within(dive, timer.at_most(DIVE / 2)), name))
    if has_defect(parts):
        timer.found()
    rest = look
    if any(part.limit == "unknown" for part in parts):
        rest.limit = "unknown"
    elif timer.left() != 0 and parts[-1].limit not in ("interrupt", "" if options.lossy else "memory"):
        rest = explore(program, replace(options, limits=replace(limits, seconds=timer.left())), name)
        parts.append(rest)
    if rest.limit == "seconds" and limits.seconds is not None and timer.end is not None:
        rest.limit = "seconds" if timer.limits.patience is None or not has_defect(parts) else "patience"
    rest.found = distinct([*rest.found, *look.found], [f for part in parts[1:] for f in part.found])
    if options.monitor:
        rest.found = [f for f in rest.found if f.kind == "race"]  # the other things have been found without it
    if not rest.complete:
        end = time.monotonic() + SHORTENING
        rest.found = [shortened(program, options, name, f, end) for f in rest.found]
    for part in parts:
        if part is not rest:
            add_statistics(rest, part)
        rest.root_can_end = rest.root_can_end or part.root_can_end
        rest.contended |= part.contended
    return rest


def within(options: Options, seconds: float) -> Options:
    return replace(options, limits=replace(options.limits, seconds=seconds, patience=None))


def has_defect(parts: Iterable[Exploration]) -> bool:
    return any(is_defect(f) for part in parts for f in part.found)


def is_defect(found: Found) -> bool:
    return found.kind in ("fault", "race") or (found.kind in ("halt", "component") and bool(found.doomed))


def distinct(found: Iterable[Found], dived: Iterable[Found]) -> list[Found]:
    """Each thing once, with its shortest run; shorter runs first. Of what only dives have found, long runs to more of
    a sort that is there already are left out."""
    best: dict[object, Found] = {}
    for f in found:
        if (f.kind, f.key, f.output) not in best:
            best[f.kind, f.key, f.output] = f
    sorts = {(f.kind, f.root_done, f.text, f.output) for f in best.values()}
    for f in dived:
        identity = (f.kind, f.key, f.output)
        worth = (f.kind, f.root_done, f.text, f.output) not in sorts or len(f.trace) < LONG
        if worth and (identity not in best or len(f.trace) < len(best[identity].trace)):
            best[identity] = f
    return sorted(best.values(), key=lambda f: len(f.trace))


def shortened(program: Program, options: Options, name: str, found: Found, end: float) -> Found:
    """The same with the shortest run that dives of half the length, again and again, come across until `end`."""
    while len(found.trace) > 30 and (left := end - time.monotonic()) > 0.05:
        limits = replace(options.limits, seconds=left / 2, depth=len(found.trace) // 2, patience=None)
        dive = replace(options, search="random", components=False, limits=limits)
        again = [f for f in explore(program, dive, name).found if (f.kind, f.key) == (found.kind, found.key)]
        if not again:
            break
        found = min(again, key=lambda f: len(f.trace))
    return found


def add_statistics(to: Exploration, other: Exploration) -> None:
    to.statistics.transitions += other.statistics.transitions
    to.statistics.seconds += other.statistics.seconds
    to.statistics.peak_memory = max(to.statistics.peak_memory, other.statistics.peak_memory)
