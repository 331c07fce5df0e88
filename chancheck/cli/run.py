"""`chancheck run`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.crash_report import on_bad_source
from chancheck.cli.exit_status import BAD_INPUT, NOTHING, OK
from chancheck.cli.options import SourcePath, check_options, exploring
from chancheck.cli.progress import progress_shown

if TYPE_CHECKING:
    from chancheck.check import Options
    from chancheck.toolchain.tally import Tallies, Tally
    from chancheck.verdict.finding import Result


@click.command("run")
@click.argument("paths", nargs=-1, type=SourcePath(), metavar="[PATH ...]")
@exploring
@click.option("-n", "count", type=click.IntRange(min=1), default=200, show_default=True, help="How many runs.")
@click.option(
    "--race/--no-race",
    default=True,
    show_default=True,
    help="Half of them with Go's race detector, if there.",
)
def command(paths: tuple[Path, ...], count: int, race: bool, **given: Any) -> None:
    """Run programs under real Go, and show what the runs showed beside what chancheck says.

    Takes files, packages and ./... as verify does. Needs a Go toolchain. Exit status 0 if both gave an answer, whatever
    it is; 2 if a program or Go is not fit; 5 if there is nothing to run.
    """
    from chancheck.modules.patterns import collect

    files = list(collect(paths or (Path(),)))
    for file in files:
        with on_bad_source(file), progress_shown() as progress:
            compare(file, check_options({**given, "progress": progress}), count, race)
    if not files:
        click.echo("nothing to run: no .gol file, main or test there", err=True)
    raise SystemExit(OK if files else NOTHING)


def compare(file: Path, options: Options, count: int, race: bool) -> None:
    from chancheck.check import check_source, in_module, load
    from chancheck.diagnostic import Diagnostics
    from chancheck.files import read
    from chancheck.subtests import is_subtest
    from chancheck.toolchain.go import ToolchainError
    from chancheck.toolchain.tally import tally

    source = read(file)
    options = in_module(source, options)
    package = load(source, options, Diagnostics())
    for result in check_source(source, options):
        if is_subtest(result.entry):
            continue  # real Go runs them with their test
        try:
            seen = tally(source, package, result.entry, count, options.go or options.module, race)
        except ToolchainError as error:
            click.echo(f"{file}: {error}", err=True)
            raise SystemExit(BAD_INPUT) from None
        click.echo("\n".join(lines(result, seen)))


def lines(result: Result, seen: Tallies) -> Sequence[str]:
    from chancheck.language import count

    findings = ", ".join(
        f"{f.kind} ({count(len(f.trace), 'step')}, {f.location.short})" for f in result.verdict.findings
    )
    limit = result.verdict.limit
    why = f": {findings}" if findings else f": {limit}" if limit else ""
    detector = f"{shown(seen.raced)}; {seen.raced.races} with a data race" if seen.raced else "not used"
    return (
        f"{result.file}: {result.entry}",
        f"  Go {seen.version}: {shown(seen.plain)}",
        f"  with its race detector: {detector}",
        f"  chancheck: {result.verdict.answer}{why}",
    )


def shown(tally: Tally) -> str:
    endings = ", ".join(f"{number} {ending}" for ending, number in tally.endings.most_common())
    return f"{tally.endings.total()} runs: {endings}{' (enough of these)' if tally.stopped else ''}"
