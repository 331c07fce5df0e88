"""The command line: arguments in, report out, exit status.

Whatever is slow to import is imported inside the command that needs it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from chancheck import __version__
from chancheck.arguments import Parsed, exploring, kinds
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, KINDS, PROVED, VIOLATED

if TYPE_CHECKING:
    from chancheck.check import Options
    from chancheck.report.progress import Progress
    from chancheck.report.show import Show
    from chancheck.verdict.finding import Result

OK, FOUND, BAD_INPUT, UNFINISHED, INTERNAL, NOTHING = range(6)
"""Exit statuses: all proved or as expected; a violation; usage, syntax or type error; inconclusive; a bug in
chancheck; nothing to check."""


def check_options(given: dict[str, Any]) -> Options:
    from chancheck.check import Options

    names = Options.__dataclass_fields__
    return Options(**{name: value for name, value in given.items() if name in names and value is not None})


# --- commands ------------------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chancheck")
def chancheck() -> None:
    """A model checker for Go concurrency: every interleaving, every select, every timer."""


@chancheck.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@exploring
@click.option(
    "--check", "checks", type=Parsed("KINDS", kinds), help=f"What to look for, of {','.join(KINDS)}. Default: all."
)
@click.option("-x", "--exit-first", is_flag=True, help="Stop at the first violation.")
@click.option(
    "--search",
    type=click.Choice(["bfs", "dfs", "random"]),
    default="bfs",
    show_default=True,
    help="Order of the search.",
)
@click.option("--seed", type=int, default=0, metavar="N", help="For --search random.")
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    envvar="CHANCHECK_OUTPUT_FORMAT",
)
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there.")
@click.option("--trace-format", type=click.Choice(["table", "steps", "mermaid"]), default="table", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of what is proved.")
@click.option(
    "--inconclusive",
    type=click.Choice(["fail", "warn"]),
    default="fail",
    show_default=True,
    help="Whether an inconclusive answer fails (exit 3).",
)
def verify(paths: tuple[Path, ...], **given: Any) -> None:
    """Verify Go programs: files, or folders with .gol files (default: the current folder).

    Exit status: 0 all proved or as expected, 1 a violation, 2 usage, syntax or type error, 3 inconclusive, 4 internal
    error, 5 nothing to check.
    """
    from chancheck.files import collect

    files = list(collect(paths or (Path(),)))
    if not files:
        click.echo(f"nothing to check: no .gol files in {', '.join(map(str, paths or ('this folder',)))}", err=True)
        raise SystemExit(NOTHING)
    given["define"] = dict(given["define"])
    with progress_shown() as progress:
        results, crashed = check_all(files, check_options({**given, "progress": progress}), progress, given)
    write_report(results, given)
    raise SystemExit(exit_status(results, crashed, progress.interrupted, given["inconclusive"] == "warn"))


def check_all(
    files: list[Path], options: Options, progress: Progress, given: dict[str, Any]
) -> tuple[list[Result], bool]:
    """The results of all files, and whether chancheck itself failed on one."""
    from chancheck.check import check_path

    results: list[Result] = []
    crashed = False
    for file in files:
        progress.file = str(file)
        try:
            results += check_path(file, options)
        except KeyboardInterrupt:
            progress.interrupted = True
        except Exception as error:
            crashed = True
            report_crash(file, error, given["verbose"])
        if progress.interrupted or (options.exit_first and exit_status(results, crashed)):
            break
    return results, crashed


def exit_status(results: list[Result], crashed: bool = False, interrupted: bool = False, lenient: bool = False) -> int:
    """The worst that happened, as the contract orders it."""
    answers = [result.verdict.answer for result in results]
    if crashed:
        return INTERNAL
    if ERROR in answers:
        return BAD_INPUT
    if any(result.verdict.answer in (VIOLATED, PROVED) and not result.as_expected for result in results):
        return FOUND
    if interrupted or (INCONCLUSIVE in answers and not lenient):
        return UNFINISHED
    return OK


def report_crash(file: Path, error: Exception, verbose: int) -> None:
    """One line that says what to do; the traceback only for who asks for it."""
    click.echo(f"{file}: internal error[CC001]: {type(error).__name__}: {error}", err=True)
    if verbose > 1 or os.environ.get("CHANCHECK_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    else:
        click.echo(
            f"  This is a bug in chancheck {__version__}, not in your program. Please report it with the file; "
            "-v -v or CHANCHECK_TRACEBACK=1 shows where it happened.",
            err=True,
        )


def write_report(results: list[Result], given: dict[str, Any]) -> None:
    from chancheck.report import render

    path: Path | None = given["output_file"]
    text = render(results, given["output_format"], show_for(given, sys.stdout if path is None else None))
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}")


def show_for(given: dict[str, Any], stream: TextIO | None) -> Show:
    from chancheck.report.show import Show, in_colour, plain

    verbosity = -1 if given["quiet"] else min(given["verbose"], 1)
    width = max(40, shutil.get_terminal_size((80, 24)).columns)
    paint = in_colour() if wants_colour(given["color"], stream) else plain
    return Show(width, verbosity, given["trace_format"], paint)


def wants_colour(choice: str, stream: TextIO | None) -> bool:
    """NO_COLOR and FORCE_COLOR as no-color.org and rich read them; a flag wins over both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Progress on stderr; Ctrl-C asks the search to stop (a second one stops at once)."""
    from chancheck.report.progress import Progress

    progress = Progress(sys.stderr)

    def interrupt(*_: Any) -> None:
        if progress.interrupted:
            raise KeyboardInterrupt
        progress.interrupted = True

    previous = signal.signal(signal.SIGINT, interrupt)
    try:
        yield progress
    finally:
        progress.close()
        signal.signal(signal.SIGINT, previous)


@chancheck.command()
@click.argument("file", type=click.Path(path_type=Path))
@exploring
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
def outcomes(file: Path, output_format: str, **given: Any) -> None:
    """All that a program can print and how it can end, one outcome a line."""
    from chancheck.outcomes import outcomes_of

    given["define"] = dict(given["define"])
    with on_bad_source(file), progress_shown() as progress:
        seen, limit = outcomes_of(file, check_options({**given, "progress": progress}))
    if output_format == "json":
        import json

        click.echo(json.dumps({"outcomes": seen, "complete": not limit}, ensure_ascii=False))
    else:
        for outcome in seen:
            click.echo(outcome or "(nothing)")
        if limit:
            click.echo(f"not complete: {limit}", err=True)
    raise SystemExit(UNFINISHED if limit else OK)


@chancheck.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["dot", "mermaid", "json"]), default="dot", show_default=True)
@click.option("--entry", default="", metavar="NAME", help="What to run: main, or a test.")
def graph(file: Path, format_: str, entry: str) -> None:
    """Draw the process graph of every function that a program reaches."""
    from chancheck.check import Options, unit_of
    from chancheck.files import read
    from chancheck.graph.draw import draw

    with on_bad_source(file):
        unit = unit_of(read(file), Options(entry=entry))
    click.echo(draw(unit, format_), nl=False)


@contextmanager
def on_bad_source(file: Path) -> Iterator[None]:
    """Shows what is wrong with a source in the commands that have no report."""
    from chancheck.diagnostic import SourceError

    try:
        yield
    except SourceError as error:
        from chancheck.report.messages import render_diagnostic
        from chancheck.report.show import Show

        lines = file.read_text(encoding="utf-8", errors="replace").split("\n") if file.is_file() else []
        for diagnostic in error.diagnostics:
            click.echo("\n".join(render_diagnostic(diagnostic, lines, Show())), err=True)
        raise SystemExit(BAD_INPUT) from None
    except Exception as error:
        report_crash(file, error, 0)
        raise SystemExit(INTERNAL) from None


@chancheck.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain an error code such as CC101, with an example and its repair."""
    from difflib import get_close_matches

    from chancheck.verdict.codes import all_codes, explanation

    text = explanation(code)
    if text is None:
        near = get_close_matches(code.upper(), all_codes(), 1)
        hint = f"; did you mean {near[0]}?" if near else f"; codes: {' '.join(all_codes())}"
        fail(f"there is no code {code}{hint}")
    click.echo(text, nl=False)


@chancheck.command()
def schema() -> None:
    """Print the JSON Schema of `verify --output-format json`."""
    from chancheck.report.json import schema

    click.echo(schema(), nl=False)


def fail(message: str) -> NoReturn:
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(BAD_INPUT)


def main() -> None:
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `chancheck ... | head` ends quietly
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.setrecursionlimit(20_000)  # long chains of operators are deep trees
    chancheck(prog_name="chancheck")
