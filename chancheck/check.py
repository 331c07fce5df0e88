"""The main path: from a source text to what is to be said about it. Also the Python interface."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.explore.engine import REDUCTIONS, Limits, Statistics
from chancheck.explore.engine import Options as EngineOptions
from chancheck.files import Directives, directives, problem, read
from chancheck.source import Pos, Source
from chancheck.verdict.codes import NO_ENTRY
from chancheck.verdict.finding import ERROR, KINDS, Result, Verdict

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit
    from chancheck.program.scheduler import Scheduler
    from chancheck.syntax import ast
    from chancheck.types.objects import Package
    from chancheck.types.packages import Finder


BUDGET, PATIENCE = 60.0, 2.0
"""Seconds that a search takes at most, and goes on after a finding, where nobody has said anything."""

BEHIND = 4.0
"""Seconds for what lies behind a race."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and how hard to try. The command line has the same names.

    entry: "main" or the name of a test; empty: main, else every test. run: a regular expression that the names of
    entries must match, as of `go test -run`. define: package constants to override.
    checks: kinds that are looked for. budget in seconds and memory in bytes, for each entry; without any limit the
    budget is BUDGET, and PATIENCE once something has been found; memory is half of the machine's if nothing else is
    said. search: bfs, dfs, random, or auto (explore.strategy). lossy: from half of the memory on, go on with a table
    that may take a new state for one seen before; the verdict says what that is worth and is never "proved" then.
    go: the version of Go, language and runtime. Without it that of the go.mod file above a file (`module`) decides on
    timers, and it or a //go:build line on the language (`language`; see in_module).
    """

    entry: str = ""
    run: str = ""
    define: Mapping[str, str] = field(default_factory=dict)
    checks: frozenset[str] = frozenset(KINDS)
    exit_first: bool = False
    engine: str = "auto"
    search: str = "auto"
    reduce: frozenset[str] = REDUCTIONS
    seed: int = 0
    max_states: int | None = None
    max_depth: int | None = None
    budget: float | None = None
    memory: int | None = None
    jobs: int = 1
    lossy: bool = False
    time: str = "any"
    sched: str = "free"
    procs: int = 1
    preempt: bool = True
    global_every: int = 61
    queue: int = 256
    steal: str = "any"
    go: str | None = None
    module: str = ""
    language: str = ""
    progress: Callable[[Statistics], bool] | None = None


def check(package: Package, entry: str, options: Options) -> Verdict:
    """Decide about one entry of a checked package."""
    from chancheck.graph.build import build_graphs

    return decide(build_graphs(package, entry), options)


def decide(unit: Unit, options: Options) -> Verdict:
    """Decide about what an entry reaches."""
    from chancheck.lower.lower_program import has_clock

    race_time = "any"  # a race needs no bad luck
    if has_clock(unit):
        options, race_time = replace(options, time="virtual"), "virtual"
    exactly = None if options.time == "virtual" else lambda: searched(unit, exact_options(options))
    if options.time == race_time and options.sched == "free":
        return searched(unit, options, exactly)
    verdict = searched(unit, replace(options, checks=options.checks - {"race"}), exactly)
    if "race" not in options.checks or (options.exit_first and verdict.findings):
        return verdict
    anyhow = replace(options, time=race_time, sched="free", checks=frozenset({"race"}))
    return joined(verdict, searched(unit, anyhow))


def searched(unit: Unit, options: Options, exactly: Callable[[], Verdict] | None = None) -> Verdict:
    """The verdict of one search. exactly: how to search with exact timers, to compare."""
    from chancheck.closely import explored
    from chancheck.explore.nearby import with_shortest_runs
    from chancheck.explore.slices import thinned
    from chancheck.verdict.growth import explained
    from chancheck.verdict.judge import judge
    from chancheck.verdict.replay import replayed
    from chancheck.verdict.times import Times

    how, races = engine_options(options), "race" in options.checks
    timers, symmetric = buffered_timers(options), "symmetry" in options.reduce
    # Go ends here: engines know programs
    program, found = explored(unit, how, options.engine, races, time=options.time, buffered_timers=timers)
    # no run is shown that the reference semantics cannot walk
    runs = replayed(program, found, scheduler_of(options), symmetric)
    if judge(program, found, runs, options.checks).findings:
        found = with_shortest_runs(program, how, options.engine, found, watched=races)
        runs = replayed(program, found, scheduler_of(options), symmetric, runs)
    verdict = judge(program, found, runs, options.checks, Times(program, exactly).remark)
    if found.limit in ("first", "patience") and not verdict.findings:  # what ended the search does not count
        return searched(unit, to_the_end(options), exactly)
    verdict = explained(lambda: thinned(program, how), verdict)
    if options.exit_first or not found.races():
        return verdict
    racing = {program.places[place] for run in runs for place, *_ in run.accesses}
    return behind_races(unit, verdict, options, racing)


def scheduler_of(options: Options) -> Scheduler | None:
    """Go's scheduler, if goroutines are to share processors. Before Go 1.14 it preempted at calls only."""
    if options.sched == "free":
        return None
    from chancheck.semantics.scheduler import gmp

    by_signal = options.go is None or int(options.go.split(".")[1]) >= 14
    preempt = "off" if not options.preempt else "any" if by_signal else "calls"
    return gmp(options.procs, preempt, options.global_every, options.queue, options.steal)


EXACT_STATES, EXACT_SECONDS = 50_000, 1.5


def to_the_end(options: Options) -> Options:
    """For a search that no finding ends early."""
    return replace(options, exit_first=False, budget=options.budget or BUDGET)


def exact_options(options: Options) -> Options:
    """For a bounded search with exact timers, only to tell which findings depend on them."""
    states = min(options.max_states or EXACT_STATES, EXACT_STATES)
    seconds = min(options.budget or EXACT_SECONDS, EXACT_SECONDS)
    return replace(
        to_the_end(options),
        search="bfs",
        time="virtual",
        max_states=states,
        budget=seconds,
        checks=options.checks - {"race"},
    )


def joined(verdict: Verdict, races: Verdict) -> Verdict:
    """What two searches found; finished if both are."""
    from chancheck.explore.engine import worst
    from chancheck.verdict.judge import answer_of

    findings = tuple(sorted((*verdict.findings, *races.findings), key=lambda f: KINDS.index(f.kind)))
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


def buffered_timers(options: Options) -> bool:
    """Whether the program's Go is older than 1.23, where timers changed."""
    version = options.go or options.module
    return bool(version) and int(version.split(".")[1]) < 23


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
    program, found = explored(
        unit, settings, options.engine, False, time=options.time, buffered_timers=timers, pauses=places
    )
    return together(
        verdict, judge(program, found, replayed(program, found, symmetry="symmetry" in options.reduce), options.checks)
    )


def unit_of(source: Source, options: Options) -> Unit:
    """The process graphs that an entry reaches."""
    from chancheck.graph.build import build_graphs, entries

    package = load(source, in_module(source, options), Diagnostics())
    return build_graphs(package, chosen(entries(package), replace(options, run=""), source)[0])


def in_module(source: Source, options: Options) -> Options:
    """With the Go version that the file, or the go.mod file above it, asks for."""
    from chancheck.modules.constraints import build_version
    from chancheck.modules.module import Module

    version = Module(Path(source.name)).version if Path(source.name).is_file() else ""
    return replace(options, module=version, language=build_version(source.text) or version)


def load(source: Source, options: Options, diagnostics: Diagnostics) -> Package:
    """Parse and check a source; raises SourceError with everything that is wrong with it."""
    from chancheck.modules.beside import checked_with_others
    from chancheck.types.check import check_types

    define = {**options.define, **told_library(options)}

    def check(trees: Sequence[ast.File], told: Diagnostics, find: Finder) -> Package:
        return check_types(trees, told, define, options.go or options.language, find)

    package = checked_with_others(source, diagnostics, check)
    diagnostics.raise_if_errors()
    if package.unsupported:  # what initialises the package, for every entry
        raise SourceError(package.unsupported)
    return package


def told_library(options: Options) -> dict[str, str]:
    """Constants of models/ that depend on the scheduler."""
    if options.sched == "free":
        return {}
    return {"runtime.processors": str(options.procs), "internal/clock.Scheduled": "true"}


def check_source(source: Source, options: Options) -> list[Result]:
    """All entries of one source. What is wrong with the source is a result too."""
    from chancheck.graph.build import entries

    diagnostics = Diagnostics()
    results: list[Result] = []
    said = Directives()
    try:
        said = directives(source)
        options = in_module(source, options)
        package = load(source, options, diagnostics)
        options = options if options.budget or not said.bound else replace(options, budget=said.bound)
        for entry in chosen(entries(package), options, source):
            results.append(entry_result(package, entry, source, said, options))
    except SourceError as error:
        warnings = [d for d in diagnostics.items if d not in error.diagnostics]
        shown = (*error.diagnostics, *warnings)
        results.append(Result(source.name, options.entry, Verdict(ERROR), said.expected, False, shown, source.text))
    else:
        for first in results[:1]:
            results[0] = replace(first, diagnostics=(*first.diagnostics, *diagnostics.items))
    return judged_by_expectation(results, options)


def entry_result(package: Package, entry: str, source: Source, said: Directives, options: Options) -> Result:
    """About one entry; what it reaches that is not supported is no matter of the others."""
    expected = said.expected_with(options)
    try:
        others = {other.name: other.text for other in package.others}
        return Result(source.name, entry, check(package, entry, options), expected, text=source.text, others=others)
    except SourceError as error:
        return Result(source.name, entry, Verdict(ERROR), expected, False, tuple(error.diagnostics), source.text)


def chosen(names: list[str], options: Options, source: Source) -> list[str]:
    """The entries to check: the one that the options name, else main, else all tests; of these, those that match."""
    if options.entry:
        if options.entry not in names:
            there = f"there are: {', '.join(names)}" if names else "it has neither main nor tests"
            raise problem(NO_ENTRY, f"has no entry {options.entry}", Path(source.name), there)
        return [options.entry]
    if not names:
        raise problem(
            NO_ENTRY, "has nothing to run", Path(source.name), "write func main() or func TestXxx(*testing.T)"
        )
    wanted = re.compile(options.run.split("/")[0])
    return [name for name in (["main"] if "main" in names else names) if wanted.search(name)]


def judged_by_expectation(results: list[Result], options: Options) -> list[Result]:
    """A file is as expected when exactly the kinds it names are found, over all its entries together."""
    expected = (next((r.expected for r in results if r.expected), None) or frozenset()) & options.checks
    found = frozenset(kind for result in results for kind in result.verdict.kinds)
    fits = found == expected or (options.exit_first and bool(found) and found <= expected)
    broken = any(result.verdict.answer == ERROR for result in results)
    unfinished = any(result.verdict.answer == "inconclusive" for result in results)
    return [replace(r, as_expected=fits and not broken and not (unfinished and not expected)) for r in results]


def engine_options(options: Options) -> EngineOptions:
    limits = Limits(options.max_states, options.max_depth, options.budget, options.memory)
    if limits == Limits():
        limits = Limits(seconds=BUDGET, patience=PATIENCE)
    if limits.memory is None:
        limits = replace(limits, memory=usual_memory())
    return EngineOptions(
        search=options.search,
        reduce=options.reduce if options.sched == "free" else frozenset(),  # queues tell goroutines and orders apart
        seed=options.seed,
        jobs=options.jobs,
        stop_first=options.exit_first,
        lossy=options.lossy,
        limits=limits,
        progress=options.progress,
        scheduler=scheduler_of(options),
    )


def usual_memory() -> int | None:
    """Half of the machine's memory in bytes, so that a search never takes all of it; None where it is not known."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, ValueError, OSError):
        return None


def check_path(path: Path, options: Options) -> list[Result]:
    """All entries of one file."""
    try:
        source = read(path)
    except SourceError as error:
        return [Result(str(path), options.entry, Verdict(ERROR), None, False, tuple(error.diagnostics))]
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
    results = verify_all(path_or_source, **options)
    if len(results) > 1:
        names = ", ".join(result.entry for result in results)
        raise ValueError(f"several entries ({names}): choose one with entry=, or call verify_all")
    return results[0]
