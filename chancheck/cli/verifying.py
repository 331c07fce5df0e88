"""The work of `chancheck verify`, given its options. Nothing here imports click (see `given.py`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancheck.cli.exit_status import FOUND, NOTHING, OK, UNFINISHED, exit_status, say
from chancheck.cli.given import check_options
from chancheck.cli.output import Report
from chancheck.cli.progress import progress_shown
from chancheck.records import replace

if TYPE_CHECKING:
    from chancheck.check import Options
    from chancheck.report.progress import Progress
    from chancheck.verdict.finding import Result


def status_of(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Verify and report; the exit status. A second request to stop may come at any moment: what it cuts short is not
    decided."""
    try:
        return verified(paths, given)[0]
    except KeyboardInterrupt:
        say("\nAborted!")
        return UNFINISHED


def verified(paths: tuple[Path, ...], given: dict[str, Any]) -> tuple[int, bool]:
    """Verify and report; the exit status, and whether the user ended it."""
    from chancheck.modules.patterns import collect

    files = list(collect(paths, given["packages"]))
    if not files and given["packages"]:
        return OK, False
    if not files:
        where = ", ".join(map(str, paths)) or "this folder"
        say(f"nothing to check: no .gol file, main or test in {where} (FOLDER/... includes those below)")
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
        say(f"nothing to check: no entry matches {given['run']!r}")
        return NOTHING, False
    report.close(results)
    for format, path in (*given["also"], *([("html", given["html"])] if given["html"] is not None else ())):
        write_report(results, format, path, report.show.language)
    if given["coverage"]:
        from chancheck.cli.covered import report_coverage

        report_coverage(results, check_options(given))
    status = exit_status(results, progress.interrupted, given["inconclusive"] == "warn")
    return (OK if given["exit_zero"] and status in (FOUND, UNFINISHED) else status), progress.interrupted


def wants_page(given: dict[str, Any]) -> bool:
    return given["html"] is not None or any(format == "html" for format, _ in given["also"])


def write_report(results: list[Result], format: str, path: Path, language: str) -> None:
    from chancheck.cli.output import write
    from chancheck.report import render
    from chancheck.report.render_options import Show

    write(render(results, format, Show(language=language)), path)


def say_what_is_missing(engine: str, lossy: bool) -> None:
    if engine == "auto" and find_spec("chancheck._core") is None:
        vain = "; --lossy has no effect" if lossy else ""
        say(f"note: installed without a C++20 compiler, so exploring in Python, which is slower{vain}")


def check_all(
    files: list[Path], options: Options, progress: Progress, given: dict[str, Any], report: Report
) -> list[Result]:
    """The results of all files, each reported when it is known."""
    stopped: Callable[[], bool] = lambda: progress.interrupted  # noqa: E731
    check = checker(given["cache"] and not os.environ.get("CHANCHECK_NO_CACHE"), deciding(files, options, stopped))
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


Deciding = Callable[[Path, "Options"], "Iterator[Result]"]


def deciding(files: list[Path], options: Options, stopped: Callable[[], bool]) -> Deciding:
    """How the entries of a file are decided: in a process of their own, or on a cluster."""
    if options.cluster or options.shards:
        from chancheck.cli.clustered import deciding_on

        return deciding_on(files, options, stopped)
    from chancheck.cli.apart import decide_apart

    return lambda file, options: decide_apart(file, options, stopped)


def checker(keep: bool, decide: Deciding) -> Deciding:
    from chancheck.subtests import merged

    def check(file: Path, options: Options) -> Iterator[Result]:
        return merged(decide(file, options))

    if not keep:
        return check

    from chancheck.cli.result_cache import decide_or_recall

    return lambda file, options: decide_or_recall(file, options, check)
