"""The main path: from a source text to what is to be said about it. Also the Python interface."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancheck.deadline import Exhausted, bounded, extended, running, share
from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.files import Directives, directives, problem, read
from chancheck.options import (
    BEHIND,
    Options,
    buffered_timers,
    deadline_of,
    deadline_to_load,
    engine_options,
    exact_options,
    scheduler_of,
    searching,
    time_is_left,
    to_the_end,
    told_library,
)
from chancheck.source import Pos, Source
from chancheck.subtests import (
    Listing,
    Shares,
    Units,
    for_whole,
    has_subtests,
    is_subtest,
    levels,
    listing_of,
    matching,
    merged,
    parts_of,
    test_of,
)
from chancheck.verdict.codes import NO_ENTRY
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, LIMITS, PROVED, Result, Verdict

if TYPE_CHECKING:
    from chancheck.explore.engine import Exploration
    from chancheck.explore.engine import Options as EngineOptions
    from chancheck.graph.ops import Unit
    from chancheck.program.program import Program
    from chancheck.syntax import ast
    from chancheck.types.checker import Finder
    from chancheck.types.objects import Package
    from chancheck.verdict.replay import Run

__all__ = [
    "Options",
    "buffered_timers",
    "check",
    "check_path",
    "check_source",
    "chosen",
    "deadline_of",
    "decide",
    "engine_options",
    "in_module",
    "load",
    "scheduler_of",
    "unit_of",
    "verify",
    "verify_all",
]


def check(package: Package, entry: str, options: Options) -> Verdict:
    """Decide about one entry of a checked package."""
    from chancheck.graph.build import build_graphs

    return decide(build_graphs(package, entry), options)


def decide(unit: Unit, options: Options) -> Verdict:
    """Decide about what an entry reaches."""
    from chancheck import exact_first
    from chancheck.lower.lower_program import has_clock

    race_time = "any"  # a race needs no bad luck
    if exact_first.applies(unit, options) and not has_clock(unit):
        return exact_first.decide(unit, options, searched)
    options = replace(options, time="any" if options.time == "auto" else options.time)
    if has_clock(unit):
        options, race_time = replace(options, time="virtual"), "virtual"
    exactly = None if options.time != "any" else lambda: exact(unit, options)
    if options.time == race_time and options.sched == "free":
        return searched(unit, options, exactly)
    verdict = searched(unit, replace(options, checks=options.checks - {"race"}), exactly)
    if "race" not in options.checks or (options.exit_first and verdict.findings):
        return verdict
    anyhow = replace(options, time=race_time, sched="free", checks=frozenset({"race"}))
    return joined(verdict, searched(unit, anyhow))


def searched(
    unit: Unit, options: Options, exactly: Callable[[], Verdict] | None = None, demoting: bool = False
) -> Verdict:
    """The verdict of one search. exactly: how to search with exact timers, to compare. demoting: what these do not have
    is a warning."""
    from chancheck.closely import explored
    from chancheck.explore.slices import searched_part
    from chancheck.verdict.answers import concluded

    how, races = engine_options(options), "race" in options.checks
    timers = buffered_timers(options)
    runs: list[Run] = []
    # Go ends here: engines know programs
    with searching():
        program, found = explored(unit, how, options.engine, races, time=options.time, buffered_timers=timers)
    if found.defects:
        found, runs, verdict = judged(unit, program, found, options, exactly, demoting)
    else:
        verdict = concluded(program, found)
    if found.limit in ("first", "patience") and not (verdict.findings or verdict.warnings) and time_is_left():
        return searched(unit, to_the_end(options), exactly, demoting)  # what ended the search does not count
    if verdict.answer == INCONCLUSIVE:
        from chancheck.verdict.growth import explained

        verdict = explained(lambda: searched_part(program, how), verdict)
    if options.exit_first or not found.races():
        return verdict
    racing = {program.places[place] for run in runs for place, *_ in run.accesses}
    return behind_races(unit, verdict, options, racing)


def judged(
    unit: Unit,
    program: Program,
    found: Exploration,
    options: Options,
    exactly: Callable[[], Verdict] | None,
    demoting: bool,
) -> tuple[Exploration, list[Run], Verdict]:
    """What was found, after a second look where it is a defect; the runs to it; what it means."""
    from chancheck.verdict.judge import judge, kinds_of
    from chancheck.verdict.replay import replayed
    from chancheck.verdict.times import Times

    how, symmetric = engine_options(options), "symmetry" in options.reduce
    with extended():  # no run is shown that the reference semantics cannot walk
        runs = replayed(program, found, scheduler_of(options), symmetric)
        defects = any(kind in options.checks for run in runs for kind in kinds_of(program, found, run))
    if defects:
        found = looked_again(program, how, options, found)
        with extended():
            runs = replayed(program, found, scheduler_of(options), symmetric, runs)
    times = Times(program, options.time, exactly, demoting)
    with extended():
        verdict = judge(program, found, runs, options.checks, times.remark, unit.phrases, options.moments)
        return found, runs, times.sorted(verdict)


def looked_again(program: Program, how: EngineOptions, options: Options, found: Exploration) -> Exploration:
    """With the shortest runs, and of these those with the fewest context switches, as far as there is time."""
    from chancheck.explore.fewest_switches import with_fewest_switches
    from chancheck.explore.nearby import with_shortest_runs

    try:
        with searching():
            found = with_shortest_runs(program, how, options.engine, found, watched="race" in options.checks)
            return found if how.scheduler else with_fewest_switches(program, found, "symmetry" in options.reduce)
    except Exhausted as met:
        if found.races() and found.complete:
            found.complete, found.limit = False, met.limit
        return found


def exact(unit: Unit, options: Options) -> Verdict:
    """The verdict with exact timers, if there is time for that."""
    try:
        return searched(unit, exact_options(options)) if time_is_left() else Verdict(INCONCLUSIVE)
    except Exhausted:
        return Verdict(INCONCLUSIVE)


def joined(verdict: Verdict, races: Verdict) -> Verdict:
    """What two searches found; finished if both are."""
    from chancheck.explore.engine import worst
    from chancheck.verdict.answers import answer_of, in_order

    findings = tuple(in_order((*verdict.findings, *races.findings)))
    limit = verdict.limit or races.limit
    s, t = verdict.statistics, races.statistics
    statistics = replace(
        s,
        transitions=s.transitions + t.transitions,
        seconds=s.seconds + t.seconds,
        peak_memory=max(s.peak_memory, t.peak_memory),
    )
    coverage = worst(verdict.coverage, races.coverage)
    return Verdict(answer_of(findings, limit), findings, limit, statistics, coverage)


def behind_races(unit: Unit, verdict: Verdict, options: Options, places: set[Pos]) -> Verdict:
    """What else can happen when others step in between accesses that race, at these places: for programs without races
    that makes no difference, so it is left out before."""
    from chancheck.closely import explored
    from chancheck.verdict.judge import judge, together
    from chancheck.verdict.replay import replayed

    settings = engine_options(options)
    seconds = min(BEHIND, settings.limits.seconds or BEHIND)
    limits = replace(settings.limits, seconds=seconds)
    settings = replace(settings, limits=limits, reduce=options.reduce - {"por"})  # it takes accesses for independent
    timers = buffered_timers(options)
    try:
        with searching():
            program, found = explored(
                unit, settings, options.engine, False, time=options.time, buffered_timers=timers, pauses=places
            )
    except Exhausted as met:
        return replace(verdict, limit=verdict.limit or LIMITS[met.limit])
    with extended():
        runs = replayed(program, found, symmetry="symmetry" in options.reduce)
        return together(
            verdict, judge(program, found, runs, options.checks, phrases=unit.phrases, moments=options.moments)
        )


def unit_of(source: Source, options: Options) -> Unit:
    """The process graphs that an entry reaches."""
    from chancheck.graph.build import build_graphs, entries

    package = load(source, in_module(source, options), Diagnostics())
    return build_graphs(package, chosen(entries(package), replace(options, run=""), source)[0])


def in_module(source: Source, options: Options, tests: str = "any") -> Options:
    """With the Go version that the file, or the go.mod file above it, asks for. tests: the time that is meant in files
    of tests, where the options do not say."""
    from chancheck.modules.constraints import build_version
    from chancheck.modules.module import Module

    version = Module(Path(source.name)).version if Path(source.name).is_file() else ""
    time = options.time if options.time != "auto" else tests if source.name.endswith("_test.go") else "any"
    return replace(options, module=version, language=build_version(source.text) or version, time=time)


def load(source: Source, options: Options, diagnostics: Diagnostics) -> Package:
    """Parse and check a source; raises SourceError with everything that is wrong with it."""
    from chancheck.modules.beside import checked_with_others
    from chancheck.modules.standard import standard_files
    from chancheck.syntax.scale import scaled, sizes
    from chancheck.types.check import check_types

    define = {**options.define, **told_library(options)}

    def check(trees: Sequence[ast.File], told: Diagnostics, find: Finder) -> Package:
        large = sizes(trees)
        trees = scaled(trees, large, options.scale) if options.scale else trees
        package = check_types(trees, told, define, options.go or options.language, find, standard_files)
        package.large = large
        return package

    try:
        package = checked_with_others(source, diagnostics, check)
    except RecursionError:  # only what no person writes
        raise problem("CC004", "declarations are nested too deeply in one another", Path(source.name)) from None
    diagnostics.raise_if_errors()
    if package.unsupported:  # what initialises the package, for every entry
        raise SourceError(package.unsupported)
    return package


class Entries:
    """The entries of a source, decided one by one. todo: those to come. shares: the time of tests that are divided."""

    def __init__(self, source: Source, options: Options) -> None:
        self.source, self.options = source, options
        self.todo: list[str] = []
        self.shares, self.units = Shares(options), Units()
        self.said = Directives()
        self.package: Package | None = None
        self.warnings: tuple[Diagnostic, ...] = ()
        self.deadline = deadline_to_load(options, source.text)

    def begin(self) -> list[str] | Result:
        """The names of the entries, or what keeps the source from being checked."""
        diagnostics = Diagnostics()
        try:
            self.said = directives(self.source)
            self.options = in_module(self.source, self.options, tests="auto")
            if self.said.bound and not self.options.budget:
                self.options = replace(self.options, budget=self.said.bound)
            self.shares = Shares(self.options)
            self.deadline = deadline_to_load(self.options, self.source.text)
            with running(self.deadline):
                return self.load(diagnostics)
        except SourceError as error:
            warnings = [d for d in diagnostics.items if d not in error.diagnostics]
            shown = (*error.diagnostics, *warnings)
            text = self.source.text
            return Result(self.source.name, self.options.entry, Verdict(ERROR), self.said.expected, False, shown, text)
        except (Exhausted, MemoryError) as met:
            return self.cut(self.options.entry, met)

    def results(self, announce: Callable[[Entries, str], None] = lambda entries, entry: None) -> Iterator[Result]:
        """Of all entries in `todo`; a test that is divided comes before its subtests. announce: is called when the
        list has changed, and with the name of each entry that begins."""
        pattern = levels(self.options.run)
        announce(self, "")
        while self.todo:
            entry = self.todo[0]
            self.deadline = deadline_of(self.options_of(entry))
            announce(self, entry)
            depth = entry.count("/") + 1
            selected = None if depth >= len(pattern) or self.options.entry else self.selected(entry, pattern[depth])
            if isinstance(selected, list):
                self.todo[:1] = selected
                announce(self, "")
                continue
            began = time.monotonic()
            result = selected or self.decide(entry)
            if result.subtests or is_subtest(entry):
                self.shares.used(entry, time.monotonic() - began, bool(result.subtests))
            self.todo[:1] = result.subtests
            if result.subtests:
                announce(self, "")
            yield result

    def options_of(self, entry: str) -> Options:
        """Subtests that were not asked for by name share the time of their test."""
        beside = [name for name in self.todo if test_of(name) == test_of(entry)]
        asked = entry == self.options.entry or len(levels(self.options.run)) > entry.count("/")
        return self.options if asked or not is_subtest(entry) else self.shares.options_of(entry, len(beside))

    def selected(self, entry: str, pattern: str) -> list[str] | Result:
        """The subtests of a test that match."""
        try:
            with running(self.deadline):
                return matching(Listing(self.units.of(self.loaded(), entry), entry, self.options).names, pattern)
        except SourceError as error:
            shown = tuple(error.diagnostics)
            return Result(self.source.name, entry, Verdict(ERROR), self.said.expected, False, shown, self.source.text)
        except (Exhausted, MemoryError) as met:
            return self.cut(entry, met)

    def load(self, diagnostics: Diagnostics) -> list[str]:
        from chancheck.graph.build import entries

        self.package = load(self.source, self.options, diagnostics)
        names = chosen(entries(self.package), self.options, self.source)
        self.warnings = tuple(diagnostics.items)
        self.todo = list(names)
        return names

    def loaded(self) -> Package:
        if self.package is None:  # work on an earlier entry ended in the midst of it
            todo = self.todo
            self.load(Diagnostics())
            self.todo = todo
        assert self.package is not None
        return self.package

    def decide(self, entry: str) -> Result:
        """About one entry; what it reaches that is not supported is no matter of the others."""
        warnings, self.warnings = self.warnings, ()
        try:
            with running(self.deadline):
                result = self.decided(entry, self.said.expected_with(self.options))
        except (Exhausted, MemoryError) as met:
            result = self.cut(entry, met)
        return replace(result, diagnostics=(*result.diagnostics, *warnings))

    def decided(self, entry: str, expected: frozenset[str] | None) -> Result:
        name, text = self.source.name, self.source.text
        package = self.loaded()
        try:
            verdict, subtests = self.tried(package, entry)
            if self.options.scale:
                verdict = self.small(verdict, package.large)
            result = Result(name, entry, verdict, expected, text=text, subtests=subtests)
        except SourceError as error:
            result = Result(name, entry, Verdict(ERROR), expected, False, tuple(error.diagnostics), text)
            self.package = package
        return replace(result, others={other.name: other.text for other in package.others})

    def tried(self, package: Package, entry: str) -> tuple[Verdict, tuple[str, ...]]:
        """The verdict, and the subtests into which the entry is to be divided instead."""
        options = self.options_of(entry)
        if entry == options.entry and is_subtest(entry):
            self.must_exist(package, entry)
        self.package = None  # until what the entry reaches is checked
        unit = self.units.of(package, entry)
        self.package = package
        listing = listing_of(unit, entry, options) if has_subtests(unit) else None
        unit = self.units.of(package, entry)
        if listing is None:
            return self.decided_at_last(unit, entry, options), ()
        verdict = self.whole(unit, for_whole(options))
        if verdict.answer != INCONCLUSIVE:
            return verdict, ()
        if parts := parts_of(listing, options):
            return verdict, parts
        return self.decided_at_last(unit, entry, options), ()

    def whole(self, unit: Unit, options: Options) -> Verdict:
        """Of a test with all its subtests, if that takes no longer than a part of its time."""
        try:
            with bounded(options.budget):
                return decide(unit, options)
        except Exhausted as met:
            if met.limit != "seconds":
                raise
            return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])

    def must_exist(self, package: Package, entry: str) -> None:
        """Raises SourceError where no subtest has this name."""
        names = Listing(self.units.of(package, entry), test_of(entry), self.options).names
        if entry not in names:
            there = f"there are: {', '.join(names)}" if names else f"{test_of(entry)} has none"
            raise problem(NO_ENTRY, f"has no subtest {entry}", Path(self.source.name), there)

    def small(self, verdict: Verdict, large: frozenset[int]) -> Verdict:
        from chancheck.scaling import at_scale

        return at_scale(verdict, large, self.options.scale)

    def decided_at_last(self, unit: Unit, entry: str, options: Options) -> Verdict:
        """On the program as it stands; where that search ends early, with what a smaller one tells."""
        assert self.package is not None
        large = self.package.large
        if options.scale or not large or is_subtest(entry):
            return decide(unit, options)
        from chancheck.graph.build import build_graphs
        from chancheck.scaling import BEFORE, CUT, SMALL, with_smaller

        with bounded(share(BEFORE)):
            try:
                verdict = decide(unit, options)
            except Exhausted as met:
                verdict = Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])
        if verdict.answer != INCONCLUSIVE or verdict.limit is None or verdict.limit.name not in CUT:
            return verdict
        try:
            package = load(self.source, replace(options, scale=SMALL), Diagnostics())
            smaller = decide(build_graphs(package, entry), options)
        except (Exhausted, SourceError):
            return verdict
        return with_smaller(verdict, smaller, large, SMALL)

    def cut(self, entry: str, met: Exhausted | MemoryError) -> Result:
        limit = met.limit if isinstance(met, Exhausted) else "memory"
        return replace(cut_short(self.source.name, entry, limit), expected=self.said.expected, text=self.source.text)


def cut_short(file: str, entry: str, limit: str) -> Result:
    """Of an entry that met a limit before anything could be said about it."""
    return Result(file, entry, Verdict(INCONCLUSIVE, limit=LIMITS[limit]), as_expected=False)


def unreadable(path: Path, options: Options, error: SourceError) -> Result:
    return Result(str(path), options.entry, Verdict(ERROR), None, False, tuple(error.diagnostics))


def check_source(source: Source, options: Options) -> list[Result]:
    """All entries of one source. What is wrong with the source is a result too."""
    entries = Entries(source, options)
    names = entries.begin()
    results = [names] if isinstance(names, Result) else list(merged(entries.results()))
    return judged_by_expectation(results, options)


def what_to_run(file: Path) -> str:
    """A package's entries are in other files of its folder."""
    if file.suffix == ".go" and any(file.parent.glob("*_test.go")):
        folder = file.parent.as_posix()
        return f"its package has tests: chancheck verify {folder if folder.startswith(('.', '/')) else f'./{folder}'}"
    return "write func main() or func TestXxx(*testing.T)"


def chosen(names: list[str], options: Options, source: Source) -> list[str]:
    """The entries to check: the one that the options name, else main, else all tests; of these, those that match."""
    if options.entry:
        if options.entry.partition("/")[0] not in names:
            there = f"there are: {', '.join(names)}" if names else "it has neither main nor tests"
            raise problem(NO_ENTRY, f"has no entry {options.entry}", Path(source.name), there)
        return [options.entry]
    if not names:
        raise problem(NO_ENTRY, "has nothing to run", Path(source.name), what_to_run(Path(source.name)))
    wanted = re.compile(levels(options.run)[0])
    return [name for name in (["main"] if "main" in names else names) if wanted.search(name)]


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
