"""`chancheck graph`."""

from __future__ import annotations

from pathlib import Path

import click

from chancheck.cli.failures import on_bad_source


@click.command("graph")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["dot", "mermaid", "json"]), default="dot", show_default=True)
@click.option("--entry", default="", metavar="NAME", help="What to run: main, or a test.")
def command(file: Path, format_: str, entry: str) -> None:
    """Draw the process graph of every function that a program reaches."""
    from chancheck.check import Options, unit_of
    from chancheck.files import read
    from chancheck.graph.draw import draw

    with on_bad_source(file):
        unit = unit_of(read(file), Options(entry=entry))
    click.echo(draw(unit, format_), nl=False)
