"""`chancheck replay`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import FOUND, OK, fail
from chancheck.cli.options import SourcePath, check_options, checks, exploring

if TYPE_CHECKING:
    from chancheck.stepping.again import SavedFinding, Walk

BUDGET = 10.0
MOST = 8  # moves that are listed


@click.command("replay")
@click.argument("file", type=SourcePath())
@click.argument("trace", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--finding", "number", type=click.IntRange(min=1), default=1, help="Which finding of the entry.")
@exploring
@checks
def command(file: Path, trace: Path, number: int, **given: Any) -> None:
    """Walk a saved run again on today's source, and show where the two part.

    TRACE is a report of `chancheck verify --output-format json` (or json-lines). Exit status: 0 the whole run is still
    possible, 1 it is not, 2 wrong usage or source.
    """
    from chancheck.deadline import running
    from chancheck.files import read
    from chancheck.options import deadline_of
    from chancheck.stepping.again import Walker
    from chancheck.stepping.session import Session

    entry, finding = chosen(trace, given["entry"], number)
    options = check_options({**given, "entry": entry, "budget": given["budget"] or BUDGET})
    with on_bad_source(file):
        session = Session(read(file), options)
        with running(deadline_of(options)):
            walk = Walker(session, finding.trace).walk()
    click.echo("\n".join(lines(f"{file}: {entry}", finding, walk)))
    raise SystemExit(OK if walk.parts is None else FOUND)


def chosen(file: Path, entry: str, number: int) -> tuple[str, SavedFinding]:
    """The entry and the finding of a saved report."""
    from chancheck.stepping.again import saved

    try:
        results = saved(file.read_bytes())
    except (OSError, ValueError) as error:
        fail(f"{file}: is no report of `verify --output-format json`: {error}")
    found = [(r.entry, f) for r in results if entry in ("", r.entry) for f in r.findings if f.trace]
    if not found:
        fail(f"{file}: has no run" + (f" of {entry}" if entry else ""))
    if number > len(found):
        fail(f"{file}: has {len(found)} run{'s' * (len(found) > 1)}" + (f" of {entry}" if entry else ""))
    return found[number - 1]


def lines(name: str, finding: SavedFinding, walk: Walk) -> list[str]:
    from chancheck.report.messages import printable

    total = len(finding.trace)
    out = [f"{name}: {finding.kind}: {' '.join(finding.message.split())}"]
    for old, new in walk.changed:
        out.append(f"  step {old.step} was `{old.operation}`, is now `{new.operation}` ({new.location.short})")
    if walk.parts is None:
        out.append(f"  all {total} steps can still be taken; {ending(walk)}")
        return [printable(line) for line in (*out, *moves(walk, "next"))]
    part = walk.parts
    at = f" :{part.location.line}" if part.location is not None else ""
    out.append(f"  {walk.steps} of {total} steps can be taken")
    out.append(f"  step {part.step} cannot: goroutine {part.goroutine}: {part.operation}{at}")
    out += moves(walk, "instead") or [f"  instead: {ending(walk)}"]
    return [printable(line) for line in out]


def moves(walk: Walk, word: str) -> list[str]:
    return [f"  {word}: goroutine {m.goroutine}: {m.text} ({m.place.short})" for m in walk.view.moves[:MOST]]


def ending(walk: Walk) -> str:
    """The end of the part that could be walked."""
    from chancheck.language import count

    if walk.view.ending is not None:
        return f"then: {walk.view.ending.kind}" + (f": {walk.view.ending.text}" if walk.view.ending.text else "")
    return f"then {count(len(walk.view.moves), 'move')} can follow"
