"""`chancheck verify`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancheck.cli.options import Parsed, SourcePath, check_options, checks, exploring, kept_reductions, pattern
from chancheck.cli.output import Report
from chancheck.cli.progress import progress_shown
from chancheck.cli.status import FOUND, NOTHING, OK, UNFINISHED, exit_status
from chancheck.report import FORMATS, TRACE_FORMATS

if TYPE_CHECKING:
    from chancheck.check import Options
    from chancheck.report.progress import Progress
    from chancheck.verdict.finding import Result


def format_and_file(text: str) -> tuple[str, Path]:
    format, equals, file = text.partition("=")
    if not equals or not file or format not in (*FORMATS, "html"):
        raise ValueError(f"{text!r} is not of the form FORMAT=FILE (formats: {', '.join(FORMATS)})")
    return format, Path(file)


def names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


SEARCHES = ["auto", "bfs", "dfs", "random"]


@click.command("verify", short_help="Verify Go programs: files, packages, modules.")
@click.argument("paths", nargs=-1, type=SourcePath(), metavar="[PATH ...]")
@exploring
@checks
@click.option("--run", type=Parsed("REGEX", pattern), help="Only the entries that match, as go test -run does.")
@click.option("-x", "--exit-first", is_flag=True, help="Stop at the first violation.")
@click.option("--search", type=click.Choice(SEARCHES), default="auto", show_default=True, help="Order of the search.")
@click.option(
    "--lossy",
    is_flag=True,
    help="From half of --memory on, use bitstate hashing, which may miss states, and report the estimated coverage. "
    "Bugs found are real; nothing is proved.",
)
@click.option(
    "--no-reduce",
    "reduce",
    type=Parsed("reductions", kept_reductions),
    metavar="NAMES",
    help="Explore without these reductions: por, slice, symmetry.",
)
@click.option("--seed", type=int, default=0, metavar="N", help="For --search random.")
@click.option("--output-format", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option(
    "--also",
    multiple=True,
    type=Parsed("FORMAT=FILE", format_and_file),
    help="Also write the report in this format to this file.",
)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the report as a web page.")
@click.option("--trace-format", type=click.Choice(TRACE_FORMATS), default="table", show_default=True)
@click.option(
    "--show",
    multiple=True,
    type=Parsed("NAMES", names),
    callback=lambda context, param, given: tuple(name for some in given for name in some),
    help="Show what each step changes in these shared variables, fields, channels and locks: total,p.jobs or '*'.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Do not list proved entries.")
@click.option(
    "--inconclusive",
    type=click.Choice(["fail", "warn"]),
    default="fail",
    show_default=True,
    help="Whether an inconclusive answer fails (exit 3).",
)
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The file that standard input counts as.")
@click.option("--coverage", is_flag=True, help="Also list lines, cases and assertions that no run reaches (text only).")
@click.option("--packages", is_flag=True, help="Take a .go file for its package; a package without entries passes.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 for violations and inconclusive answers too.")
@click.option("--watch", is_flag=True, help="Verify again whenever a Go file is saved, until Ctrl-C.")
@click.option("--cache/--no-cache", default=True, show_default=True, help="Use verdicts of earlier runs.")
def command(paths: tuple[Path, ...], **given: Any) -> None:
    """Verify Go programs: files, packages (their folders), or ./... for all packages below (default: this folder).

    Exit status: 0 all proved or as expected, 1 a violation, 2 usage, syntax or type error, 3 inconclusive, 4 internal
    error, 5 nothing to check.
    """
    if given["lossy"] and given["engine"] == "reference":
        raise click.UsageError("the reference engine keeps every state: --lossy needs --engine native or auto")
    if given["coverage"] and given["output_format"] not in ("full", "concise"):
        raise click.UsageError("--coverage is text: it needs --output-format full or concise")
    say_what_is_missing(given["engine"], given["lossy"])
    paths = paths or (Path(),)
    if given["stdin_filename"] is not None:
        paths = tuple(as_file(path, given["stdin_filename"]) for path in paths)
    if given["watch"]:
        from chancheck.cli.watch import again_on_save

        if Path("-") in paths:
            raise click.UsageError("--watch needs files or folders, not standard input")
        raise SystemExit(again_on_save(lambda: verified(paths, given), paths))
    raise SystemExit(verified(paths, given)[0])


def as_file(path: Path, file: Path) -> Path:
    """Standard input under the name of a file: it has that file's package and module."""
    from chancheck import facts

    if str(path) != "-":
        return path
    facts.overlay(file, facts.content(path))
    return file


def verified(paths: tuple[Path, ...], given: dict[str, Any]) -> tuple[int, bool]:
    """Verify and report; the exit status, and whether the user ended it."""
    from chancheck.modules.patterns import collect

    files = list(collect(paths, given["packages"]))
    if not files and given["packages"]:
        return OK, False
    if not files:
        where = ", ".join(map(str, paths)) or "this folder"
        click.echo(
            f"nothing to check: no .gol file, main or test in {where} (FOLDER/... includes those below)", err=True
        )
        return NOTHING, False
    report = Report(given)
    with progress_shown() as progress:
        results = check_all(
            files,
            check_options({**given, "progress": progress, "moments": wants_page(given) or bool(given["show"])}),
            progress,
            given,
            report,
        )
    if not results and not progress.interrupted:
        click.echo(f"nothing to check: no entry matches {given['run']!r}", err=True)
        return NOTHING, False
    report.close(results)
    for format, path in (*given["also"], *([("html", given["html"])] if given["html"] is not None else ())):
        write_report(results, format, path)
    if given["coverage"]:
        from chancheck.cli.covered import report_coverage

        report_coverage(results, check_options(given))
    status = exit_status(results, progress.interrupted, given["inconclusive"] == "warn")
    return (OK if given["exit_zero"] and status in (FOUND, UNFINISHED) else status), progress.interrupted


def wants_page(given: dict[str, Any]) -> bool:
    return given["html"] is not None or any(format == "html" for format, _ in given["also"])


def write_report(results: list[Result], format: str, path: Path) -> None:
    from chancheck.cli.output import write
    from chancheck.report import render
    from chancheck.report.show import Show

    write(render(results, format, Show()), path)


def say_what_is_missing(engine: str, lossy: bool) -> None:
    if engine == "auto" and find_spec("chancheck._core") is None:
        vain = "; --lossy has no effect" if lossy else ""
        click.echo(f"note: installed without a C++20 compiler, so exploring in Python, which is slower{vain}", err=True)


def check_all(
    files: list[Path], options: Options, progress: Progress, given: dict[str, Any], report: Report
) -> list[Result]:
    """The results of all files, each reported when it is known."""
    check = checker(given["cache"] and not os.environ.get("CHANCHECK_NO_CACHE"), lambda: progress.interrupted)
    results: list[Result] = []
    told: set[str] = set()
    for file in files:
        progress.file = str(file)
        try:
            for result in map(partial(told_once, told), judged(check(file, options), options)):
                progress.close()
                report.add(result)
                results.append(result)
                if options.exit_first and exit_status([result]):
                    return results
        except KeyboardInterrupt:
            progress.interrupted = True
        if progress.interrupted:
            break
    return results


def told_once(packages: set[str], result: Result) -> Result:
    """Without what was said of the package before."""
    from chancheck.verdict.waits import Background

    notes = []
    for note in result.verdict.notes:
        package = str(Path(note.places[0].file).parent) if isinstance(note, Background) else ""
        if package not in packages:
            notes.append(note)
        packages |= {package} - {""}
    return replace(result, verdict=replace(result.verdict, notes=tuple(notes)))


def judged(results: Iterator[Result], options: Options) -> Iterator[Result]:
    """Each result as it comes, but those of a file that says what is expected of it: they are judged together."""
    from chancheck.check import judged_by_expectation

    held: list[Result] = []
    for result in results:
        if result.expected is None:
            yield from judged_by_expectation([result], options)
        else:
            held.append(result)
    yield from judged_by_expectation(held, options)


def checker(keep: bool, stopped: Callable[[], bool]) -> Callable[[Path, Options], Iterator[Result]]:
    from chancheck.cli.apart import decided_apart
    from chancheck.subtests import merged

    def check(file: Path, options: Options) -> Iterator[Result]:
        return merged(decided_apart(file, options, stopped))

    if not keep:
        return check

    from chancheck.cli.kept import decided_or_kept

    return lambda file, options: decided_or_kept(file, options, check)
