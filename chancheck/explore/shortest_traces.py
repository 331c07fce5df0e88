"""Re-search without partial order reduction to shorten traces."""

from __future__ import annotations

from chancheck.explore.engine import ENDINGS, Exploration, Options, add_statistics
from chancheck.explore.strategy import AUTO, explore_all
from chancheck.program.program import Program
from chancheck.records import replace

STATES, SECONDS = 50_000, 2.0
"""Bounds of the unreduced search for shortest runs."""


def with_shortest_runs(
    program: Program, options: Options, name: str, found: Exploration, *, watched: bool
) -> Exploration:
    """Once more, without partial order reduction and bounded, for what a reduced search found: it leaves out no run,
    so breadth first it meets the shortest ones. And behind a data race steps that seem independent may not be, so that
    everything else a racy program does is looked for only here. watched: races were looked for."""
    races = found.races()
    if found.least_halts and not races and found.complete and (watched or not found.contended):
        found.found = [replace(f, shortest=True) if f.kind == "halt" else f for f in found.found]
    known = all(f.shortest for f in found.found if f.kind not in ENDINGS)
    if not found.reduced or options.search not in ("bfs", AUTO) or (known and not races):
        return found
    limits = options.limits
    limits = replace(
        limits, states=min(limits.states or STATES, STATES), seconds=min(limits.seconds or SECONDS, SECONDS)
    )
    plain = replace(options, search="bfs", reduce=options.reduce - {"por"}, limits=limits)
    second = explore_all(program, plain, name, races)
    near = {(f.kind, f.key): f for f in second.found}
    kept = [near.pop((f.kind, f.key), f) for f in found.found]
    if races:
        kept += near.values()
        if found.complete and not second.complete:
            found.complete, found.limit = False, second.limit
    found.found = kept
    found.contended |= second.contended
    add_statistics(found, second)
    return found
