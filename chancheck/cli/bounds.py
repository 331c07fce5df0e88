"""`chancheck bounds`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import OK, UNFINISHED
from chancheck.cli.options import SourcePath, check_options, exploring
from chancheck.cli.progress import progress_shown

if TYPE_CHECKING:
    from chancheck.bounds import Result


@click.command("bounds")
@click.argument("file", type=SourcePath())
@exploring
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
def command(file: Path, output_format: str, **given: Any) -> None:
    """The most a program has of goroutines, and of values in channels, at once, over all interleavings."""
    from chancheck.bounds import bounds_of

    with on_bad_source(file), progress_shown() as progress:
        result = bounds_of(file, check_options({**given, "progress": progress}))
    if output_format == "json":
        import json
        from dataclasses import asdict

        click.echo(json.dumps({**asdict(result), "complete": result.limit is None}, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(result)))
    if result.limit:
        click.echo(f"not complete, there may be more: {result.limit}", err=True)
    raise SystemExit(UNFINISHED if result.limit else OK)


def lines(result: Result) -> list[str]:
    small, large = result.stacks
    out = [
        f"goroutines at once     {result.goroutines}",
        f"blocked at once        {result.blocked}",
    ]
    if result.queue is not None:
        out.append(f"in a local run queue   {result.queue}")
    out += [f"in {fill.name} (made at {fill.made.short})  {fill.most}" for fill in result.channels]
    out.append(f"stacks                 {small // 2**10} KB (2 KB each); as threads {large // 2**20} MB (2 MB each)")
    return out
