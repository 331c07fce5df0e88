"""The engine of partitioned searches: the same answers as the native engine's, from several shards.

Partial order reduction is left out: which moves a state may leave out depends on the whole of the steps, and there is
no argument for shards yet (ADR 50). Slices, symmetry and the race monitor work as in one process.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from chancheck.cluster.ends import find_components
from chancheck.cluster.part import BATCH, Begin, Job, Seen, opened
from chancheck.cluster.runs import found_in
from chancheck.cluster.search import GIVEN_UP, Ended, Partitioned
from chancheck.cluster.transport import InProcess, Transport
from chancheck.deadline import extended, left
from chancheck.explore.engine import Bounds, Exploration, Options, Pass
from chancheck.explore.native import NativeEngine, bounds_of, encoded, task_of
from chancheck.program.program import Program
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck._core import Report


class ClusterEngine:
    """Explores in shards: of this process, or with `Options.cluster` of a Ray cluster."""

    name = "cluster"
    batch = BATCH
    interval: float | None = 10.0
    """Seconds between checkpoints, where shards can be lost."""

    def explore(self, program: Program, options: Options) -> Exploration:
        options = replace(options, limits=replace(options.limits, seconds=left(options.limits.seconds)))
        if options.search == "random":
            from chancheck.cluster.swarm import swarm

            return swarm(program, options)
        if options.search != "bfs":
            raise NotImplementedError(f"a partitioned search is breadth first, not {options.search}")
        options = replace(options, reduce=options.reduce - {"por"})
        transport, interval = transport_of(options, self.interval)
        try:
            return explored(Partitioned(job_of(program, options, self.batch), options, transport, interval))
        finally:
            transport.close()


def transport_of(options: Options, interval: float | None) -> tuple[Transport, float | None]:
    if not options.cluster:
        return InProcess(options.shards), None
    from chancheck.cluster.actors import Actors

    return Actors(options.shards, options.cluster), interval


def job_of(program: Program, options: Options, batch: int) -> Job:
    NativeEngine()  # raises ImportError
    words, strings = encoded(program)
    return Job(words, strings, task_of(program, replace(options, races=False, jobs=1, lossy=False)), batch)


def explored(search: Partitioned) -> Exploration:
    """The outcome of a search, which is run here."""
    result = Exploration(complete=False)

    def run() -> None:
        nonlocal result
        search.limit = ""
        components: list[Report] = []
        try:
            search.levels()
            if search.options.components:
                components = find_components(search)
        except Ended as met:
            search.limit = met.limit
        result = outcome(search, components)

    try:
        search.until_kept(run)
    finally:
        search.checkpoints.close()
    result.complete, result.limit = not search.limit, search.limit
    if search.limit == GIVEN_UP:
        result.statistics = search.statistics()
    return result


def outcome(search: Partitioned, components: list[Report]) -> Exploration:
    """The observations of all shards together."""
    seen = [one for each in search.with_seen().seen for one in each]
    with extended():
        found = found_in(search, [*(report for one in seen for report in one.reports), *components])
    statistics = search.statistics()
    what = f"{search.options.search}, {search.transport.count} shards"
    statistics.passes = (
        Pass(what, statistics.states, statistics.transitions, statistics.seconds, statistics.peak_memory),
    )
    return Exploration(
        found=found,
        statistics=statistics,
        root_can_end=any(one.root_can_end for one in seen),
        contended=contended(search.job, seen),
        bounds=most([one.bounds for one in seen]),
        sites=frozenset().union(*(one.sites for one in seen)),
        defect=any(one.is_defect for one in found),
    )


def contended(job: Job, seen: Sequence[Seen]) -> frozenset[int]:
    """Shapes with memory that may take part in a race, by the accesses in all shards."""
    went_back = any(one.went_back for one in seen)
    return frozenset(opened(job, Begin(0, 1)).contended([one.accesses for one in seen], went_back))


def most(bounds: Sequence[tuple[int, int, list[int], int]]) -> Bounds:
    longest = [max(sizes) for sizes in zip_longest(*(one[2] for one in bounds), fillvalue=0)]
    return bounds_of(
        (max(one[0] for one in bounds), max(one[1] for one in bounds), longest, max(one[3] for one in bounds))
    )
