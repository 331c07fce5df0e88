"""`verify --coverage`: what no run of an entry reaches, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancheck.records import replace
from chancheck.verdict.finding import ERROR, LIMITS, PROVED

if TYPE_CHECKING:
    from chancheck.coverage import Coverage
    from chancheck.options import Options
    from chancheck.source import Pos
    from chancheck.verdict.finding import Result

MOST = 20  # lines of source that are listed for an entry


def report_coverage(results: Sequence[Result], options: Options) -> None:
    from chancheck.coverage import coverage_of
    from chancheck.deadline import Exhausted
    from chancheck.diagnostic import SourceError
    from chancheck.files import read
    from chancheck.report.messages import printable

    for result in results:
        if result.verdict.answer == ERROR or not result.entry:
            continue
        try:
            found = coverage_of(read(Path(result.file)), replace(options, entry=result.entry))
        except SourceError:
            continue
        except Exhausted as met:
            click.echo(f"\n{printable(result.file)}: {result.entry}: coverage is not known: {LIMITS[met.limit]}")
            continue
        for line in lines(result, found):
            click.echo(printable(line))


def lines(result: Result, found: Coverage) -> Iterator[str]:
    so_far = "" if found.complete else f" in the {found.states:,} states that were visited"
    yield f"\n{result.file}: {result.entry}: coverage: {found.reached} of {found.lines} lines with code{so_far}"
    no_run = "no run" if found.complete else "so far no run"
    if result.verdict.answer == PROVED and found.complete and found.assertions:
        few = told(len(found.assertions))
        yield f"  note: proved, but {few} never reached: the proof says nothing about what is checked there"
    rows = list(grouped(found.missed))
    for first, last in rows[:MOST]:
        end = f"-{last.line}" if last.line > first.line else ""
        yield f"  {no_run} reaches {first.short}{end}{quoted(result, first)}"
    if len(rows) > MOST:
        yield f"  and {len(rows) - MOST} more places"
    for name, pos in found.cases:
        case = {"chan.send": "the send", "chan.recv": "the receive", "default": "the default"}.get(name, name)
        yield f"  {no_run} takes {case} of the select at {where(pos)}"
    for name, pos, most, room in found.fills:
        if most < room:
            yield f"  {no_run} has more than {most} of {room} values in {name} (made at {where(pos)})"
    for one, other in found.apart[:MOST]:
        yield f"  {no_run} has {one} and {other} meet at a channel, a lock or the like"
    for name, pos in found.functions:
        yield f"  {result.entry} does not call {name} ({where(pos)})"


def grouped(missed: Sequence[Pos]) -> Iterator[tuple[Pos, Pos]]:
    """Neighbouring lines as one place, from its first to its last line."""
    first = last = None
    for pos in missed:
        if first is not None and last is not None and (pos.file, pos.line) == (last.file, last.line + 1):
            last = pos
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = pos
    if first is not None and last is not None:
        yield first, last


def quoted(result: Result, pos: Pos) -> str:
    text = "".join(result.lines(pos.file)[pos.line - 1 : pos.line]).strip()
    return f": {text}" if text.strip("})(; ") else " (the end of a block)" if text else ""


def where(pos: Pos) -> str:
    return f"{pos.short}:{pos.column}"


def told(number: int) -> str:
    return "an assertion is" if number == 1 else f"{number} assertions are"
