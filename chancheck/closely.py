"""From graphs to what an engine finds, with Go's own steps where the simpler ones do not suffice."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from chancheck.explore.engine import Exploration, Options
from chancheck.program.program import Program
from chancheck.program.unknown import AGAIN, REFUSED
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.source import Pos


def explored(
    unit: Unit,
    options: Options,
    engine: str,
    races: bool,
    *,
    keep_output: bool = False,
    time: str = "any",
    buffered_timers: bool = False,
    pauses: Collection[Pos] = (),
) -> tuple[Program, Exploration]:
    """The program of a unit (see lower.lower_program) and everything found in it (see explore.strategy)."""
    from chancheck.explore.engine import left_of
    from chancheck.explore.strategy import explore_all
    from chancheck.lower.lower_program import lower
    from chancheck.semantics.waitgroup import SUSPECT

    closely = doubtful = False
    while True:
        program = lower(unit, keep_output, time, buffered_timers, pauses, closely=closely, doubtful=doubtful)
        if "backoff" in options.reduce and any(operation.yields for operation in program.operations):
            from chancheck.program.backoff import without_backoff

            program = without_backoff(program)
        found = explore_all(program, options, engine, races)
        ends = [f.text for f in found.found if f.kind == "unknown" and f.text.startswith(AGAIN)]
        in_vain = any(not text.startswith(AGAIN + REFUSED) for text in ends)
        suspect = any(f.text.endswith(SUSPECT) for f in found.found)
        if (closely or not suspect) and (doubtful or not in_vain):
            return program, cut_short(found)
        closely, doubtful = closely or suspect, doubtful or in_vain
        options = replace(options, limits=left_of(options.limits, found.statistics.seconds))


def cut_short(found: Exploration) -> Exploration:
    """Runs end where they depend on an unknown value."""
    if found.complete and any(f.kind == "unknown" for f in found.found):
        found.complete, found.limit = False, "unknown"
    return found
