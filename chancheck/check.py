"""The main path: from a source text to what is to be said about it. Also the Python interface.

read            the text of a file                                   files.read
load            its packages, parsed and checked                     loading.load
build_graphs    the process graphs that an entry reaches             graph.build
decide          the passes of its plan, one after another            deciding.decide, passes.plan_of
  lower           the program that engines run                       lower.lower_program
  explore         everything that can happen in it                   explore.strategy
  judge           what that means                                    verdict.judge
judged_by_expectation, merged                                        whether the file is as it says
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancheck.deciding import decide
from chancheck.diagnostic import SourceError
from chancheck.entries import Entries, cut_short, unreadable
from chancheck.files import read
from chancheck.loading import chosen, in_module, load, unit_of
from chancheck.options import Options, buffered_timers, deadline_of, engine_options, scheduler_of
from chancheck.records import replace
from chancheck.source import Source
from chancheck.subtests import is_subtest, merged
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, PROVED, Result, Verdict

if TYPE_CHECKING:
    from chancheck.types.objects import Package

__all__ = [
    "Entries",
    "Options",
    "buffered_timers",
    "check",
    "check_path",
    "check_source",
    "chosen",
    "cut_short",
    "deadline_of",
    "decide",
    "engine_options",
    "in_module",
    "load",
    "scheduler_of",
    "unit_of",
    "unreadable",
    "verify",
    "verify_all",
]


def check(package: Package, entry: str, options: Options) -> Verdict:
    """Decide about one entry of a checked package."""
    from chancheck.graph.build import build_graphs

    return decide(build_graphs(package, entry), options)


def check_source(source: Source, options: Options) -> list[Result]:
    """All entries of one source. What is wrong with the source is a result too."""
    entries = Entries(source, options)
    names = entries.begin()
    results = [names] if isinstance(names, Result) else list(merged(entries.results()))
    return judged_by_expectation(results, options)


def judged_by_expectation(results: list[Result], options: Options) -> list[Result]:
    """A file is as expected when exactly the kinds it names are found, over all its entries together; without such
    words each entry that is proved."""
    said = next((r.expected for r in results if r.expected is not None), None)
    if said is None:
        return [replace(r, as_expected=r.verdict.answer == PROVED) for r in results]
    expected = said & options.checks
    found = frozenset(kind for result in results for kind in result.verdict.kinds)
    answers = {result.verdict.answer for result in results}
    unfinished = INCONCLUSIVE in answers and not (expected and found == expected)
    fits = found == expected or (options.exit_first and bool(found) and found <= expected)
    fits = ERROR not in answers and (fits or (unfinished and found <= expected))
    return [replace(r, as_expected=fits and not (unfinished and r.verdict.answer == INCONCLUSIVE)) for r in results]


def check_path(path: Path, options: Options) -> list[Result]:
    """All entries of one file."""
    try:
        source = read(path)
    except SourceError as error:
        return [unreadable(path, options, error)]
    return check_source(source, options)


# --- for Python programs -------------------------------------------------------------------------


def verify_all(path_or_source: str | Path, **options: Any) -> list[Result]:
    """One result for each entry of a file (a Path, or a string that names one) or of a source text.

    options: the fields of `Options`.
    """
    text = path_or_source if isinstance(path_or_source, str) and "\n" in path_or_source else None
    settings = Options(**options)
    if text is not None:
        return check_source(Source("program.gol", text), settings)
    return check_path(Path(path_or_source), settings)


def verify(path_or_source: str | Path, **options: Any) -> Result:
    """The result of a program with one entry; of one with several tests, name it by `entry=`."""
    results = [
        r for r in verify_all(path_or_source, **options) if not is_subtest(r.entry) or r.entry == options.get("entry")
    ]
    if len(results) > 1:
        names = ", ".join(result.entry for result in results)
        raise ValueError(f"several entries ({names}): choose one with entry=, or call verify_all")
    return results[0]
