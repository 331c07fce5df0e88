"""`chancheck fix`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import FOUND, OK, UNFINISHED
from chancheck.cli.options import POSITIVE, SourcePath, check_options, clustered, exploring
from chancheck.cli.output import write

if TYPE_CHECKING:
    from chancheck.repair.repair import Repairs

SECONDS = 30.0


@click.command("fix")
@click.argument("file", type=SourcePath())
@click.option("--apply", is_flag=True, help="Write the first repair into FILE.")
@click.option("--most", type=POSITIVE, default=1, metavar="N", show_default=True, help="Show up to N repairs.")
@exploring
@clustered
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
def command(file: Path, apply: bool, most: int, output_format: str, **given: Any) -> None:
    """Small edits with which a defective program is proved, each shown as a diff.

    An edit counts only if every entry of the file is proved after it, and if every output is then one of a
    good run of the original. --budget is for all edits together (default 30s). Exit status: 0 a repair, or nothing to
    repair; 1 no edit helps; 3 the time was up.
    """
    from chancheck.files import read
    from chancheck.repair import show
    from chancheck.repair.repair import repairs

    seconds = given.pop("budget") or SECONDS
    if apply and str(file) == "-":
        raise click.UsageError("--apply needs a file, not standard input")
    with on_bad_source(file):
        source = read(file)
        found = repairs(source, check_options(given), seconds, most)
    write(show.as_json(found) if output_format == "json" else show.text(found, str(file)), None)
    if apply and found.found:
        write(found.found[0].text, file)
    raise SystemExit(status(found))


def status(found: Repairs) -> int:
    if found.found or not found.broken:
        return OK if found.found or found.proved else UNFINISHED
    return FOUND if found.finished else UNFINISHED
