"""From a source to the least capacities of its channels."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.check import Options, buffered_timers, chosen, deadline_of, decide, in_module, load
from chancheck.deadline import Exhausted, running
from chancheck.deciding import with_inputs
from chancheck.diagnostic import Diagnostics
from chancheck.graph import ops
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.records import replace
from chancheck.size import channels as c
from chancheck.size.fill import highest_fills
from chancheck.size.propose import Vector
from chancheck.size.search import Sizing, search
from chancheck.source import Source
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, Verdict


def size(source: Source, wishes: Sequence[c.Wanted], objective: str, options: Options) -> Sizing:
    """The least capacities of one entry; raises SourceError, and ValueError for channels that are not there."""
    options = in_module(source, options)
    package = load(source, options, Diagnostics())
    names = chosen(entries(package), options, source)
    if len(names) > 1:
        raise ValueError(f"several entries ({', '.join(names)}): choose one with --entry")
    entry = names[0]
    settings = replace(options, exit_first=True, search="bfs")  # shortest runs

    def with_room(vector: Vector) -> ops.Unit:
        unit = build_graphs(package, entry)
        c.resize(unit, {channel.place: n for channel, n in zip(channels, vector, strict=True)})
        return unit

    def verify(vector: Vector) -> Verdict:
        try:
            with running(deadline_of(settings)):
                return decide(with_room(vector), settings)
        except Exhausted as met:
            return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])

    channels = c.chosen(c.channels_of(build_graphs(package, entry)), wishes)
    sizing = Sizing(source.name, entry, tuple(channels), objective)
    if channels:
        search(sizing, verify)
        most = with_room(tuple(channel.hi for channel in channels))
        with_inputs(most, settings)
        program = lower(most, time=options.time, buffered_timers=buffered_timers(options))
        sizing.fills = highest_fills(program, channels)
    return sizing
