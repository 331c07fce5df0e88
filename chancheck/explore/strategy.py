"""Search strategy: the order of passes, their time budgets, and how their results are merged.

Most programs have few states: `auto` tries breadth first without partial order reduction, which gives shortest runs
and saves preparing the reduction. Where that does not come to an end, the reduced search does more in the time. It may
still never get to a defect that lies deep. So the search pauses now and then for tries: random runs and dives.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chancheck.deadline import Exhausted, left
from chancheck.explore.engine import Exploration, Found, Limits, Options, add_statistics, left_of, worst
from chancheck.explore.registry import begin, explore
from chancheck.explore.sliced_search import in_slice
from chancheck.program.latest import length
from chancheck.program.program import Program
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck.explore.tries import Tries

AUTO = "auto"
SMALL, SMALL_SECONDS = 500, 0.2
"""States and seconds that are tried without slicing and partial order reduction: far less than preparing them costs."""

PREPARING, MOST_PREPARING = 6e-5, 2.0
"""Seconds that slices and reductions take to prepare for each instruction of a program, and the most that counts: a
large program is searched without them for as long as preparing them takes."""

NEAR = 0.1
"""Where no more than this part of SMALL states is still to be explored, the end may be near: twice as many are
tried."""

FAR_AT, FAR = 100, 0.52
"""Where of so many states at least this part is still to be explored, the end is far: no more are tried."""

LOOK = 0.1
"""Seconds of the search before its first pause; each further pause comes twice as late."""

SHARE = 0.05
"""Seconds of tries for a second of the search."""

PROMISED, PROMISED_SHARE = 1.0, 0.05
"""Seconds of tries for a search that does not come to its end, and the most of a limited time."""

CUT = ("states", "depth", "seconds", "patience")
"""Limits of a search that can be followed by tries."""

FIRST_SHARE = 0.6
"""Of a limited time, the part after which races are looked for although the first pass has not ended."""

LONG = 100
"""The number of steps from which a run of a try is shown only if it adds something."""


class Timer:
    """The time there is, and what is left of it once something has been found."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.begin = limits, time.monotonic()
        self.end = None if limits.seconds is None else self.begin + limits.seconds
        self.is_short = False

    def found(self) -> None:
        """From now on only `patience` is left."""
        if self.limits.patience is not None and not self.is_short:
            self.is_short = True
            soon = time.monotonic() + self.limits.patience
            self.end = soon if self.end is None else min(self.end, soon)

    def passed(self) -> float:
        return time.monotonic() - self.begin

    def left(self) -> float | None:
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def since_begin(self) -> float | None:
        """The seconds there are, where they have become fewer."""
        return self.end - self.begin if self.end is not None and self.is_short else None

    def at_most(self, seconds: float) -> float:
        left = self.left()
        return seconds if left is None else min(seconds, left)


def explore_all(program: Program, options: Options, name: str = "auto", races: bool = True) -> Exploration:
    """Every state once. Races are looked for in the states that this search stores. An engine that cannot do so
    searches again, with states that record which goroutine knows of which access.
    """
    started = time.monotonic()
    options = replace(options, limits=replace(options.limits, seconds=left(options.limits.seconds)))
    first = search(program, replace(options, races=races, limits=shared(options, races)), name)
    if not races or not first.contended or first.limit == "unknown" or (options.stop_first and first.limit == "first"):
        return first
    if first.raced:
        return first
    limits = options.limits
    if limits.seconds is not None:
        limits = replace(limits, seconds=max(0.1, limits.seconds - (time.monotonic() - started)))
        if limits.patience is not None and has_defect([first]):
            limits = replace(limits, seconds=min(limits.seconds or 0.1, limits.patience))
    watched = replace(options, monitor=first.contended, components=False, limits=limits)
    try:
        second = search(program, watched, engine_to_watch(name))
    except Exhausted as met:
        first.complete, first.limit = False, first.limit or met.limit
        return first
    known = {(f.kind, f.key) for f in first.found}
    first.found += [found for found in second.found if found.kind == "race" and (found.kind, found.key) not in known]
    add_statistics(first, second)
    first.coverage = worst(first.coverage, second.coverage)
    first.reduced = first.reduced or second.reduced
    if first.complete and not second.complete:
        first.complete, first.limit = False, second.limit
    return first


def engine_to_watch(name: str) -> str:
    return name if name in ("reference", "cluster") else "auto"


def shared(options: Options, races: bool) -> Limits:
    """The limits of the first search: with part of the time for races."""
    limits = options.limits
    if limits.seconds is None or not races:
        return limits
    return replace(limits, share=limits.seconds * FIRST_SHARE)


def search(program: Program, options: Options, name: str) -> Exploration:
    """One search, in the order that the options name. Breadth first, small spaces are searched as they are, and larger
    ones with all that makes them smaller."""
    if options.search not in (AUTO, "bfs"):
        return in_slice(program, options, lambda part: explore(part, options, name))
    how = replace(options, search="bfs")
    if name == "cluster":
        return in_shards(program, how, options.search == AUTO)
    tries = options.search == AUTO
    reduced = tries and "por" in options.reduce and name != "reference" and options.scheduler is None
    if not reduced and ("slice" not in options.reduce or preparing(program) <= SMALL_SECONDS):
        return beyond_small(program, how, name, tries)
    small = without_reduction(program, how, name)
    if small.limit not in ("states", "seconds"):
        return small
    how = replace(how, limits=left_of(how.limits, small.statistics.seconds))
    whole = beyond_small(program, how, name, tries, small.contended)
    if reduced and whole.reduced:
        whole.found = with_shortest(whole.found, small.found)
    add_statistics(whole, small)
    return whole


def in_shards(program: Program, options: Options, looks: bool) -> Exploration:
    """A search over shards. looks: a small space is searched in this process."""
    if looks:
        small = without_reduction(program, options, "auto")
        if small.limit not in ("states", "seconds"):
            return small
        options = replace(options, limits=left_of(options.limits, small.statistics.seconds))
    whole = in_slice(program, options, lambda part: explore(part, options, "cluster"))
    if looks:
        add_statistics(whole, small)
    return whole


def beyond_small(
    program: Program, options: Options, name: str, tries: bool, contended: frozenset[int] = frozenset()
) -> Exploration:
    """A search in a slice, which pauses for tries or goes straight on. contended: as far as is known (Exploration)."""

    def search(part: Program, how: Options) -> Exploration:
        return looked_and_tried(part, how, name, contended) if tries else explore(part, how, name)

    if name in ("reference", "cluster"):
        return in_slice(program, options, lambda part: search(part, options))
    found = in_slice(program, options, lambda part: search(part, options), releases=True)
    if not found.presumed_wrong or options.stop_first:
        return found
    rest = replace(options, limits=left_of(options.limits, found.statistics.seconds))
    whole = in_slice(program, rest, lambda part: search(part, rest))
    if not whole.complete:
        whole.found = distinct(whole.found, found.found)
    add_statistics(whole, found)
    return whole


def without_reduction(program: Program, options: Options, name: str) -> Exploration:
    """A bounded search, whatever it finds, for which nothing has to be prepared."""
    limits = options.limits
    seconds = max(SMALL_SECONDS, preparing(program))
    small = round(SMALL * seconds / SMALL_SECONDS)
    states, seconds = min(limits.states or small, small), min(limits.seconds or seconds, seconds)
    near = NEAR if limits.states is None or limits.states >= 2 * small else 0.0
    limits = replace(limits, states=states, seconds=seconds, patience=None, near=near)
    plain = replace(options, reduce=options.reduce - {"por", "slice"}, limits=limits)
    return in_slice(program, plain, lambda part: looked_at(part, plain, name))


def looked_at(program: Program, options: Options, name: str) -> Exploration:
    """A bounded search, which ends early if its end is far. It compares goroutines if that pays. It always does if
    there are defects, since a run of such a search need not be walked again."""
    from chancheck.explore.symmetry import Decided

    search = Decided(program, options, name, FAR_AT)
    found = search.run(states=FAR_AT)
    if found.limit == "pause":
        far = not found.defect and found.statistics.frontier >= FAR * found.statistics.states
        if not far:
            found = search.run()
        elif found.limit == "pause":
            found.limit = "states"
    if found.defects and not search.ordered:
        compared = begin(program, options, name).run()
        add_statistics(compared, found)
        return compared
    return search.told(found)


def preparing(program: Program) -> float:
    """About how many seconds it takes to prepare slices and reductions."""
    return min(MOST_PREPARING, PREPARING * length(program))


def with_shortest(reduced: Iterable[Found], plain: Iterable[Found]) -> list[Found]:
    """The findings of a reduced search, with the traces of an unreduced breadth-first search to the same findings."""
    near = {(f.kind, f.key): f for f in plain}
    return [near.get((f.kind, f.key), f) for f in reduced]


def looked_and_tried(program: Program, options: Options, name: str, contended: frozenset[int]) -> Exploration:
    """One search breadth first. It pauses for tries, each time twice as late."""
    from chancheck.explore.symmetry import Decided
    from chancheck.explore.tries import Tries

    promised = PROMISED
    if options.limits.seconds is not None:
        promised = min(promised, PROMISED_SHARE * options.limits.seconds)
        options = replace(options, limits=left_of(options.limits, promised))
    timer = Timer(options.limits)
    search, tries = Decided(program, options, name), Tries(program, options, name)
    rest = search.run(pause=LOOK)
    while rest.limit == "pause" and timer.left() != 0:
        if rest.defect:
            timer.found()
        took = timer.passed() - tries.seconds
        tries.make(timer.at_most(SHARE * took - tries.seconds), contended | rest.contended)
        if tries.defect:
            timer.found()
            if options.stop_first:
                break
        if tries.limit(ends(options)):
            break
        rest = search.run(pause=took, seconds=timer.since_begin())
    if rest.limit == "pause":
        rest = search.run(seconds=0.0)
        rest.limit = tries.limit(ends(options)) or ("first" if options.stop_first and tries.defect else rest.limit)
    elif rest.limit in CUT and tries.seconds < promised and not (options.stop_first and rest.defects):
        tries.make_all(promised - tries.seconds, contended | rest.contended)
    if rest.limit == "seconds" and options.limits.seconds is not None and timer.is_short:
        rest.limit = "patience"
    return joined(search.told(rest), tries)


def ends(options: Options) -> tuple[str, ...]:
    """Limits of a try with which the whole search ends."""
    return ("interrupt", "unknown") if options.lossy else ("interrupt", "unknown", "memory")


def joined(rest: Exploration, tries: Tries) -> Exploration:
    """Merges the results of a search and of the tries during it."""
    rest.found = distinct(rest.found, [f for part in tries.parts for f in part.found])
    if not rest.complete:
        rest.found = tries.shortened(rest.found)
    for part in tries.parts:
        add_statistics(rest, part)
        rest.root_can_end = rest.root_can_end or part.root_can_end
        if not rest.complete:  # a complete search has judged every access, and knows more of the program
            rest.contended |= part.contended
        rest.runs += part.runs
        rest.sites |= part.sites
    return rest


def has_defect(parts: Iterable[Exploration]) -> bool:
    return any(f.is_defect for part in parts for f in part.found)


def distinct(found: Iterable[Found], tried: Iterable[Found]) -> list[Found]:
    """Each thing once, with its shortest run; shorter runs first. Of what only tries have found, long runs to more of
    a sort that is there already are left out."""
    best: dict[object, Found] = {}
    for f in found:
        if (f.kind, f.key, f.output) not in best:
            best[f.kind, f.key, f.output] = f
    sorts = {(f.kind, f.root_done, f.text, f.output) for f in best.values()}
    for f in tried:
        identity = (f.kind, f.key, f.output)
        worth = (f.kind, f.root_done, f.text, f.output) not in sorts or len(f.trace) < LONG
        if worth and (identity not in best or len(f.trace) < len(best[identity].trace)):
            best[identity] = f
    return sorted(best.values(), key=lambda f: len(f.trace))
