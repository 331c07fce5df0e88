"""`chancheck demo`."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancheck.language import LANGUAGES

if TYPE_CHECKING:
    from chancheck.verdict.finding import Result

RUNS = 100
NAME = "demo/server.go"


@click.command("demo")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the reports; default: that of your locale.")
@click.option("--go/--no-go", default=True, help="Run the program under real Go first, if there is a toolchain.")
def command(lang: str | None, go: bool) -> None:
    """Show a bug that a hundred runs of Go do not show: its run, its repair and the proof. Needs no files."""
    broken, repaired = text_of("broken"), text_of("repaired")
    click.echo(heading("1. A server that two goroutines stop"))
    click.echo(broken)
    click.echo(heading(f"2. {RUNS} runs of Go"))
    click.echo(runs(broken) if go else "left out")
    click.echo(heading("3. chancheck verify"))
    click.echo(report(verified(broken), lang))
    click.echo(heading("4. The repair: a sync.Once"))
    lines = unified_diff(broken.splitlines(), repaired.splitlines(), NAME, NAME, lineterm="", n=1)
    click.echo("\n".join(lines))
    click.echo(heading("5. chancheck verify"))
    result = verified(repaired)
    click.echo(f"{report(result, lang)}: no interleaving of it panics, blocks, leaks or races")
    click.echo("\nNext: `chancheck verify ./...` in a Go module, or `chancheck explain panic`.")


def heading(text: str) -> str:
    return f"\n{text}\n{'-' * len(text)}\n"


def text_of(name: str) -> str:
    return (Path(__file__).parents[1] / "demo" / f"{name}.go").read_text(encoding="utf-8")


def verified(text: str) -> Result:
    from chancheck.check import Options, check_source
    from chancheck.source import Source

    return check_source(Source(NAME, text), Options())[0]


def report(result: Result, lang: str | None) -> str:
    import sys

    from chancheck.cli.output import show_for
    from chancheck.report.full import render_result

    shown = show_for({"quiet": False, "verbose": 0, "trace_format": "table", "color": "auto", "lang": lang}, sys.stdout)
    return "\n".join(render_result(result, shown))


def runs(text: str) -> str:
    """The outcome of real Go, in a sentence."""
    from chancheck.check import Options, load
    from chancheck.diagnostic import Diagnostics
    from chancheck.source import Source
    from chancheck.toolchain.go import ToolchainError
    from chancheck.toolchain.tally import tally

    source = Source(NAME, text)
    try:
        seen = tally(source, load(source, Options(), Diagnostics()), "main", RUNS, "", race=False)
    except ToolchainError as error:
        return f"left out: {error}"
    endings = ", ".join(f"{number} {ending}" for ending, number in seen.plain.endings.most_common())
    return f"Go {seen.version}: {endings}"
