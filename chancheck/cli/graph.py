"""`chancheck graph`."""

from __future__ import annotations

from pathlib import Path

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import fail
from chancheck.cli.options import SourcePath
from chancheck.cli.output import write
from chancheck.draw import FORMATS


@click.command("graph")
@click.argument("file", type=SourcePath())
@click.option("--format", "format_", type=click.Choice(FORMATS), default="dot", show_default=True)
@click.option(
    "--of",
    type=click.Choice(["all", "functions", "channels"]),
    default="all",
    show_default=True,
    help="Process graphs of functions, the use of channels, or both.",
)
@click.option("--entry", default="", metavar="NAME", help="What to run: main, or a test.")
@click.option("-o", "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the picture there.")
def command(file: Path, format_: str, of: str, entry: str, output_file: Path | None) -> None:
    """Draw the functions that a program reaches, and the channels they send to and receive from."""
    from chancheck.check import Options, deadline_of, unit_of
    from chancheck.deadline import running
    from chancheck.draw import render
    from chancheck.draw.picture import Picture
    from chancheck.draw.process import functions
    from chancheck.draw.svg import NoGraphvizError
    from chancheck.draw.topology import topology
    from chancheck.files import read
    from chancheck.lower.lower_program import lower

    with on_bad_source(file):
        options = Options(entry=entry)
        with running(deadline_of(options)):
            unit = unit_of(read(file), options)
            drawn = functions(unit) if of != "channels" else ()
            picture = Picture(drawn, topology(lower(unit)) if of != "functions" else None)
        try:
            text = render(picture, format_)
        except NoGraphvizError as error:
            fail(str(error))
    write(text, output_file)
