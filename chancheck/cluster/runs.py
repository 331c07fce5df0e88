"""The findings of all shards as those of one search: each distinct one once, with a shortest run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chancheck.cluster.part import Begin, opened
from chancheck.cluster.search import Partitioned
from chancheck.explore.engine import Found
from chancheck.explore.native import found_of, key_of
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck._core import Report, Shard

Step = tuple[int, int, int, int, int, tuple[int, ...], int]


def found_in(search: Partitioned, reports: Iterable[Report]) -> list[Found]:
    """With runs from the initial state, nearest first."""
    distinct: dict[object, Report] = {}
    for report in sorted(reports, key=lambda report: length(search, report)):
        distinct.setdefault(identity(report), report)
    walker = opened(search.job, Begin(0, 1))
    return [found(walker, report, run(search, walker, report)) for report in distinct.values()]


def found(walker: Shard, report: Report, steps: list[Step]) -> Found:
    """A finding with its run. Where texts may decide about the order of goroutines, the run has them in the order of
    their making: engines give texts other numbers."""
    told = walker.unordered(steps)
    if told is None:
        return found_of({**report, "trace": steps}, shortest=True)
    one = found_of({**report, "trace": told[0]}, shortest=True)

    def renamed(goroutines: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(told[1][g] for g in goroutines)

    doomed, spinning, starved = renamed(one.doomed), renamed(one.spinning), renamed(one.starved)
    return replace(one, doomed=doomed, spinning=spinning, starved=starved, ordered=False)


def identity(report: Report) -> object:
    """Two findings with the same value are one, as in the core (findings.cpp)."""
    text = report["text"].decode("utf-8", "replace")
    return report["kind"], key_of(report, text), report["text"], report["output"]


def length(search: Partitioned, report: Report) -> int:
    """Of the run."""
    shard, state = report["state"]
    return bisect_right(search.progress.levels[shard], state) - 1 + len(report["trace"])


def run(search: Partitioned, walker: Shard, report: Report) -> list[Step]:
    """From shard to shard back to the initial state; one process takes the steps between the states again."""
    shard, state = report["state"]
    batches: list[bytes] = []
    while state >= 0:
        batch, shard, state = search.transport.call(shard, "path", state)
        batches.insert(0, batch)
    return [*walker.steps(batches), *report["trace"]]
