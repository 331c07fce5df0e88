"""Facts about a source for an editor: its errors, its entries, the room of its channels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from chancheck.check import Options, in_module, load, unit_of
from chancheck.deadline import Exhausted, running
from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.files import directives, read
from chancheck.modules.patterns import ENTRY
from chancheck.options import deadline_of
from chancheck.records import dataclass
from chancheck.source import Pos

BUDGET = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Room:
    """A channel: text says its capacity, and the most values that it ever holds."""

    name: str
    made: Pos
    text: str


def errors_of(path: Path) -> list[Diagnostic]:
    """Errors of syntax and types, warnings too. A problem in code that an entry may not reach is no error yet."""
    options, told = Options(budget=BUDGET), Diagnostics()
    try:
        source = read(path)
        directives(source)
        with running(deadline_of(options)):
            load(source, in_module(source, options), told)
    except SourceError as error:
        return [*error.diagnostics, *(d for d in told.items if d not in error.diagnostics)]
    except Exhausted:
        return []
    return list(told.items)


def entry_lines(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The entries by name, with their lines from 0."""
    for number, line in enumerate(lines):
        if re.match(ENTRY, line):
            yield re.split(r"[\s(]+", line)[1], number


def rooms_of(path: Path) -> list[Room]:
    """Of every channel that the first entry makes; none where the source has errors."""
    from chancheck.bounds import bounds_of
    from chancheck.size.channels import capacity, makes

    options = Options(budget=BUDGET)
    try:
        with running(deadline_of(options)):
            unit = unit_of(read(path), options)
        capacities = {make.pos[:3]: capacity(make) for make in makes(unit)}
        bounds = bounds_of(path, options)
    except (SourceError, Exhausted):
        return []
    most = "at most" if bounds.limit is None else "so far at most"
    out = []
    for fill in bounds.channels:
        size = capacities.get(fill.made[:3])
        room = "unbuffered" if size == 0 else f"capacity {size}" if size is not None else "capacity not constant"
        held = "" if size == 0 else f"; it holds {most} {fill.most}"
        out.append(Room(fill.name, fill.made, f"channel `{fill.name}` (made at {fill.made.short}): {room}{held}"))
    return out
