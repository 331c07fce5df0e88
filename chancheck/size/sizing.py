"""From a source to the least capacities of its channels."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.check import Options, buffered_timers, chosen, deadline_of, decide, in_module, load
from chancheck.cluster.ahead import Tasks
from chancheck.deadline import Exhausted, running
from chancheck.deciding import with_inputs
from chancheck.diagnostic import Diagnostics
from chancheck.explore.engine import Statistics
from chancheck.graph import ops
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.records import dataclass, replace
from chancheck.size import channels as c
from chancheck.size.fill import highest_fills
from chancheck.size.propose import Vector
from chancheck.size.search import Sizing, search
from chancheck.source import Source
from chancheck.types.objects import Package
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, Verdict


def size(source: Source, wishes: Sequence[c.Wanted], objective: str, options: Options) -> Sizing:
    """The least capacities of one entry; raises SourceError, and ValueError for channels that are not there."""
    options = in_module(source, options)
    package = load(source, options, Diagnostics())
    names = chosen(entries(package), options, source)
    if len(names) > 1:
        raise ValueError(f"several entries ({', '.join(names)}): choose one with --entry")
    channels = tuple(c.chosen(c.channels_of(build_graphs(package, names[0])), wishes))
    sizing = Sizing(source.name, names[0], channels, objective)
    if channels:
        settings = replace(options, exit_first=True, search="bfs", cluster="")  # shortest runs
        trial = Trial(names[0], channels, settings)
        search(sizing, lambda vector: trial.verdict(package, vector), tasks_for(source, trial, options))
        most = trial.with_room(package, tuple(channel.hi for channel in channels))
        with_inputs(most, settings)
        program = lower(most, time=options.time, buffered_timers=buffered_timers(options))
        sizing.fills = highest_fills(program, channels)
    return sizing


@dataclass(frozen=True, slots=True)
class Trial:
    """How an entry is verified with capacities for its channels."""

    entry: str
    channels: tuple[c.Channel, ...]
    options: Options

    def with_room(self, package: Package, vector: Vector) -> ops.Unit:
        unit = build_graphs(package, self.entry)
        c.resize(unit, {channel.place: n for channel, n in zip(self.channels, vector, strict=True)})
        return unit

    def verdict(self, package: Package, vector: Vector) -> Verdict:
        try:
            with running(deadline_of(self.options)):
                return decide(self.with_room(package, vector), self.options)
        except Exhausted as met:
            return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])


@dataclass(frozen=True, slots=True)
class FromText:
    """A trial in a process that has not read the source."""

    source: Source
    trial: Trial

    def __call__(self, vector: Vector) -> Verdict:
        return self.trial.verdict(load(self.source, self.trial.options, Diagnostics()), vector)


def tasks_for(source: Source, trial: Trial, options: Options) -> Tasks[Vector, Verdict] | None:
    """With --cluster."""
    if not options.cluster:
        return None
    asked = options.progress
    elsewhere = FromText(source, replace(trial, options=replace(trial.options, progress=None)))
    return Tasks(options.cluster, elsewhere, lambda: asked is not None and asked(Statistics()))
