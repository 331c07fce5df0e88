"""The set of everything a program can print and how it can end, in the notation of the litmus tests."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from chancheck.check import Options, buffered_timers, deadline_of, engine_options, in_module, unit_of
from chancheck.deadline import Exhausted, running
from chancheck.deciding import INPUT, with_inputs
from chancheck.files import read
from chancheck.records import replace
from chancheck.source import Pos, Source
from chancheck.verdict.finding import LIMITS, Limit

if TYPE_CHECKING:
    from chancheck.explore.engine import Found


def outcomes_of(path: Path, options: Options) -> tuple[list[str], Limit | None]:
    """Sorted outcomes of a file, and the limit that was met if these may not be all."""
    return outcomes_of_source(read(path), options)


def outcomes_of_source(
    source: Source, options: Options, pauses: Collection[Pos] = ()
) -> tuple[list[str], Limit | None]:
    """The same of a source. pauses: accesses between which other goroutines may step in, as those that race."""
    with running(deadline_of(options)):
        try:
            return seen_of(source, options, pauses)
        except Exhausted as met:
            return [], LIMITS[met.limit]


def seen_of(source: Source, options: Options, pauses: Collection[Pos]) -> tuple[list[str], Limit | None]:
    from chancheck.closely import explored

    options = in_module(source, options)
    unit = unit_of(source, options)
    with_inputs(unit, options)
    settings = engine_options(options)
    settings = replace(settings, stop_first=False, limits=replace(settings.limits, patience=None))
    if pauses:
        settings = replace(settings, reduce=settings.reduce - {"por"})  # it takes accesses for independent
    timers, time = buffered_timers(options), options.time
    _, all_ = explored(
        unit, settings, options.engine, False, keep_output=True, time=time, buffered_timers=timers, pauses=pauses
    )
    seen = {outcome for found in all_.found if (outcome := notation(found)) is not None}
    if all_.complete:
        return sorted(seen), SOME_INPUTS if INPUT in unit.intrinsics else None
    return sorted(seen), LIMITS.get(all_.limit, Limit(all_.limit, all_.limit))


SOME_INPUTS = Limit("inputs", "of check.Int only the values that stand for all others were run")


def notation(found: Found) -> str | None:
    """The output of Go and the end of the process; None for findings that are not an end."""
    ending = ending_of(found)
    if ending is None:
        return None
    return f"{one_line(found.output.decode('utf-8', 'replace'))} {one_line(ending)}".strip()


def one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def ending_of(found: Found) -> str | None:
    if found.kind == "end":
        return ""
    if found.kind == "exit":
        return "" if found.text == "0" else f"<exit {found.text}>"
    if found.kind == "fault":
        return f"<{found.text}>"
    if found.kind == "halt" and not found.root_done:
        return "<deadlock>"
    if found.kind == "component" and not found.root_done:
        return "<hang>"
    return None
