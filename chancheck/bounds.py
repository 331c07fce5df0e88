"""How much a program ever has of things at once: exact over all interleavings, if the search is complete."""

from __future__ import annotations

from pathlib import Path

from chancheck.check import Options, buffered_timers, deadline_of, engine_options, in_module, unit_of
from chancheck.deadline import running
from chancheck.deciding import with_inputs
from chancheck.files import read
from chancheck.records import dataclass, replace
from chancheck.source import Pos, Source, is_library
from chancheck.verdict.finding import LIMITS, Limit

GOROUTINE_STACK, THREAD_STACK = 2 * 2**10, 2 * 2**20
"""Bytes: what a goroutine's stack starts with (runtime/stack.go, stackMin), and what a thread's usually takes."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A channel, where it is made, and the most values in its buffer."""

    name: str
    made: Pos
    most: int


@dataclass(frozen=True, slots=True)
class Result:
    """goroutines, blocked: the most at once; queue: the deepest local queue (with a scheduler). limit: what was met, if
    these may not be the largest."""

    goroutines: int
    blocked: int
    queue: int | None
    channels: tuple[Fill, ...]
    limit: Limit | None

    @property
    def stacks(self) -> tuple[int, int]:
        """Bytes of stacks, as goroutines and as threads."""
        return self.goroutines * GOROUTINE_STACK, self.goroutines * THREAD_STACK


def bounds_of(path: Path, options: Options) -> Result:
    return bounds_of_source(read(path), options)


def bounds_of_source(source: Source, options: Options) -> Result:
    with running(deadline_of(options)):
        return measured(source, options)


def measured(source: Source, options: Options) -> Result:
    from chancheck.explore.registry import explore
    from chancheck.lower.lower_program import lower
    from chancheck.semantics.channel_object import HEADERS

    options = in_module(source, options)
    unit = unit_of(source, options)
    unlike = with_inputs(unit, options)
    program = lower(unit, time=options.time, buffered_timers=buffered_timers(options), counted=True)
    settings = engine_options(options)
    limits = replace(settings.limits, patience=None)
    plain = frozenset({"symmetry"})  # every interleaving counts
    settings = replace(
        settings, search="bfs", stop_first=False, measure=True, components=False, reduce=plain, limits=limits
    )
    explored = explore(program, settings, options.engine)
    bounds = explored.bounds
    headers = [cells for cells, _ in HEADERS.values()]
    channels = (
        Fill(shape.name, program.places[shape.place], bounds.longest.get(n, 0))
        for n, shape in enumerate(program.shapes)
        if shape.cells in headers and not is_library(program.places[shape.place])
    )
    limit = unlike if explored.complete else LIMITS.get(explored.limit, Limit(explored.limit, explored.limit))
    queue = bounds.queue if options.sched == "gmp" else None
    ordered = sorted(channels, key=lambda fill: (fill.made.line, fill.name))
    return Result(bounds.goroutines, bounds.blocked, queue, tuple(ordered), limit)
