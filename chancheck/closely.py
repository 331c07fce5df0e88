"""From graphs to what an engine finds, with Go's own steps where the simpler ones do not tell enough."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from chancheck.explore.engine import Exploration, Options
from chancheck.program.program import Program

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
    from chancheck.explore.strategy import explore_all, left_of
    from chancheck.lower.lower_program import lower
    from chancheck.semantics.waitgroup import SUSPECT

    program = lower(unit, keep_output, time, buffered_timers, pauses)
    found = explore_all(program, options, engine, races)
    if not any(f.text.endswith(SUSPECT) for f in found.found):
        return program, found
    program = lower(unit, keep_output, time, buffered_timers, pauses, closely=True)
    limits = left_of(options.limits, found.statistics.seconds)
    return program, explore_all(program, replace(options, limits=limits), engine, races)
