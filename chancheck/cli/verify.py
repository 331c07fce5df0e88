"""`chancheck verify`."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.failures import report_crash
from chancheck.cli.options import Parsed, check_options, checks, exploring, kept_reductions, pattern
from chancheck.cli.output import write_report
from chancheck.cli.progress import progress_shown
from chancheck.cli.status import NOTHING, exit_status
from chancheck.report import FORMATS, TRACE_FORMATS

if TYPE_CHECKING:
    from chancheck.check import Options
    from chancheck.report.progress import Progress
    from chancheck.verdict.finding import Result

SEARCHES = ["auto", "bfs", "dfs", "random"]


@click.command("verify")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@exploring
@checks
@click.option("--run", type=Parsed("REGEX", pattern), help="Only the entries that match, as go test -run does.")
@click.option("-x", "--exit-first", is_flag=True, help="Stop at the first violation.")
@click.option("--search", type=click.Choice(SEARCHES), default="auto", show_default=True, help="Order of the search.")
@click.option(
    "--lossy",
    is_flag=True,
    help="From half of --memory on, go on with a table that may miss states, and say what that is worth. "
    "What is found is real; nothing is proved.",
)
@click.option(
    "--no-reduce",
    "reduce",
    type=Parsed("reductions", kept_reductions),
    metavar="NAMES",
    help="Explore without these reductions: por, slice, symmetry.",
)
@click.option("--seed", type=int, default=0, metavar="N", help="For --search random.")
@click.option(
    "--output-format", type=click.Choice(FORMATS), default="full", show_default=True, envvar="CHANCHECK_OUTPUT_FORMAT"
)
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option("--trace-format", type=click.Choice(TRACE_FORMATS), default="table", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of what is proved.")
@click.option(
    "--inconclusive",
    type=click.Choice(["fail", "warn"]),
    default="fail",
    show_default=True,
    help="Whether an inconclusive answer fails (exit 3).",
)
@click.option("--cache/--no-cache", default=True, show_default=True, help="Use verdicts of earlier runs.")
def command(paths: tuple[Path, ...], **given: Any) -> None:
    """Verify Go programs: files, packages (their folders), or ./... for all packages below (default: this folder).

    Exit status: 0 all proved or as expected, 1 a violation, 2 usage, syntax or type error, 3 inconclusive, 4 internal
    error, 5 nothing to check.
    """
    from chancheck.modules.patterns import collect

    if given["lossy"] and given["engine"] == "reference":
        raise click.UsageError("the reference engine keeps every state: --lossy needs --engine native or auto")
    say_what_is_missing(given["engine"], given["lossy"])
    files = list(collect(paths or (Path(),)))
    if not files:
        where = ", ".join(map(str, paths)) or "this folder"
        click.echo(
            f"nothing to check: no .gol file, main or test in {where} (FOLDER/... includes those below)", err=True
        )
        raise SystemExit(NOTHING)
    with progress_shown() as progress:
        results, crashed = check_all(files, check_options({**given, "progress": progress}), progress, given)
    if not results and not crashed and not progress.interrupted:
        click.echo(f"nothing to check: no entry matches {given['run']!r}", err=True)
        raise SystemExit(NOTHING)
    write_report(results, given)
    raise SystemExit(exit_status(results, crashed, progress.interrupted, given["inconclusive"] == "warn"))


def say_what_is_missing(engine: str, lossy: bool) -> None:
    if engine == "auto" and find_spec("chancheck._core") is None:
        vain = "; --lossy has no effect" if lossy else ""
        click.echo(f"note: installed without a C++20 compiler, so exploring in Python, which is slower{vain}", err=True)


def check_all(
    files: list[Path], options: Options, progress: Progress, given: dict[str, Any]
) -> tuple[list[Result], bool]:
    """The results of all files, and whether chancheck itself failed on one."""
    check = checker(given["cache"] and not os.environ.get("CHANCHECK_NO_CACHE"))
    results: list[Result] = []
    crashed = False
    for file in files:
        progress.file = str(file)
        try:
            results += check(file, options)
        except KeyboardInterrupt:
            progress.interrupted = True
        except Exception as error:
            crashed = True
            report_crash(file, error, given["verbose"])
        if progress.interrupted or (options.exit_first and exit_status(results, crashed)):
            break
    return results, crashed


def checker(keep: bool) -> Callable[[Path, Options], list[Result]]:
    from chancheck.check import check_path

    if not keep:
        return check_path

    from chancheck.cli.kept import check_kept

    return lambda file, options: check_kept(file, options, check_path)
