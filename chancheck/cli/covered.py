"""`verify --coverage`: what no run of an entry reaches, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancheck.verdict.finding import ERROR, PROVED

if TYPE_CHECKING:
    from chancheck.coverage import Coverage
    from chancheck.options import Options
    from chancheck.source import Pos, Source
    from chancheck.verdict.finding import Result

MOST = 20  # lines of source that are listed for an entry


def report_coverage(results: Sequence[Result], options: Options) -> None:
    from chancheck.coverage import coverage_of
    from chancheck.diagnostic import SourceError
    from chancheck.files import read
    from chancheck.report.messages import printable

    for result in results:
        if result.verdict.answer == ERROR or not result.entry:
            continue
        try:
            source = read(Path(result.file))
            found = coverage_of(source, replace(options, entry=result.entry))
        except SourceError:
            continue
        for line in lines(result, found, source):
            click.echo(printable(line))


def lines(result: Result, found: Coverage, source: Source) -> Iterator[str]:
    so_far = "" if found.complete else f" in the {found.states:,} states that were visited"
    yield f"\n{result.file}: {result.entry}: coverage: {found.reached} of {found.lines} lines with code{so_far}"
    if result.verdict.answer == PROVED and found.assertions:
        few = told(len(found.assertions))
        yield f"  note: proved, but {few} never reached: the proof says nothing about what is checked there"
    for pos in found.missed[:MOST]:
        text = source.line(pos.line).strip() if pos.file == source.name else ""
        yield f"  no run reaches {pos.short}" + (f": {text}" if text else "")
    if len(found.missed) > MOST:
        yield f"  and {len(found.missed) - MOST} more lines"
    for name, pos in found.cases:
        case = {"chan.send": "the send", "chan.recv": "the receive", "default": "the default"}.get(name, name)
        yield f"  no run takes {case} of the select at {where(pos)}"
    for name, pos in found.functions:
        yield f"  {result.entry} does not call {name} ({where(pos)})"


def where(pos: Pos) -> str:
    return f"{pos.short}:{pos.column}"


def told(number: int) -> str:
    return "an assertion is" if number == 1 else f"{number} assertions are"
