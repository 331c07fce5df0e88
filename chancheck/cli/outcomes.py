"""`chancheck outcomes`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import OK, UNFINISHED
from chancheck.cli.options import SourcePath, check_options, exploring
from chancheck.cli.progress import progress_shown


@click.command("outcomes")
@click.argument("file", type=SourcePath())
@exploring
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
def command(file: Path, output_format: str, **given: Any) -> None:
    """All that a program can print and how it can end, one outcome a line."""
    from chancheck.outcomes import outcomes_of
    from chancheck.report.messages import printable

    with on_bad_source(file), progress_shown() as progress:
        seen, limit = outcomes_of(file, check_options({**given, "progress": progress}))
    if output_format == "json":
        import json

        click.echo(json.dumps({"outcomes": seen, "complete": not limit}, ensure_ascii=False))
    else:
        for outcome in seen:
            click.echo(printable(outcome) or "(nothing)")
        if limit:
            click.echo(f"not complete: {limit}", err=True)
    raise SystemExit(UNFINISHED if limit else OK)
