"""`chancheck size`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import FOUND, OK, UNFINISHED, fail
from chancheck.cli.options import Parsed, SourcePath, check_options, checks, clustered, exploring
from chancheck.cli.output import write
from chancheck.cli.progress import progress_shown

DEADLOCK_AND_LEAK = frozenset({"deadlock", "leak"})
BUDGET = 10.0


def channel(text: str) -> Any:
    from chancheck.size.channels import wanted

    return wanted(text)


@click.command("size")
@click.argument("file", type=SourcePath())
@click.option(
    "--channel",
    "wishes",
    multiple=True,
    type=Parsed("NAME[:LINE][=lo..hi]", channel),
    help="A channel to size, by the variable or field it is assigned to. Default: all with a constant capacity, 0..8.",
)
@click.option(
    "--objective",
    type=click.Choice(["total", "max"]),
    default="total",
    show_default=True,
    help="Least sum of capacities, or least largest one.",
)
@exploring
@checks
@clustered
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw capacity against verdict, as SVG.")
def command(
    file: Path, wishes: tuple[Any, ...], objective: str, output_format: str, plot: Path | None, **given: Any
) -> None:
    """The least capacities of channels without deadlock and leak (or with nothing that --check names).

    --budget is for each combination of capacities (default 10s). Exit status: 0 capacities were found and are minimal,
    1 no capacity helps, 3 inconclusive or not known to be minimal.
    """
    from chancheck.files import read
    from chancheck.size import show
    from chancheck.size.sizing import size

    given = {**given, "checks": given["checks"] or DEADLOCK_AND_LEAK, "budget": given["budget"] or BUDGET}
    with on_bad_source(file), progress_shown() as progress:
        progress.file = str(file)
        source = read(file)
        try:
            sizing = size(source, wishes, objective, check_options({**given, "progress": progress}))
        except ValueError as error:
            fail(f"{file}: {error}")
    write(show.as_json(sizing) if output_format == "json" else show.text(sizing, given["verbose"] > 0), None)
    if plot is not None:
        from chancheck.size.plot import plot as drawn

        write(drawn(sizing), plot)
    if sizing.limit or (sizing.channels and not sizing.confirmed):
        raise SystemExit(UNFINISHED)
    raise SystemExit(OK if sizing.minimal or not sizing.channels else FOUND)
