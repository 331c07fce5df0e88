"""From the process graphs of an entry to its verdict: the passes of its plan, made and merged."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from chancheck.deadline import UNLIMITED, Exhausted, bounded, extended, share
from chancheck.options import Options, buffered_timers, engine_options, scheduler_of, searching, time_is_left
from chancheck.passes import BEHIND, BEHIND_SECONDS, Pass, plan_of, to_the_end
from chancheck.records import replace
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, PROVED, Limit, PassMade, Verdict

if TYPE_CHECKING:
    from chancheck.explore.engine import Exploration
    from chancheck.explore.engine import Options as EngineOptions
    from chancheck.graph.ops import Unit
    from chancheck.program.program import Program
    from chancheck.source import Pos
    from chancheck.verdict.replay import Run

Exactly = Callable[[], Verdict]
"""The verdict with exact timers, for comparison; a search is made when it is first needed."""


INPUT = "internal/text.Input"
"""A program with inputs of many values (check.Int) reaches it."""


def decide(unit: Unit, options: Options) -> Verdict:
    """The verdict about what an entry reaches."""
    limit = with_inputs(unit, options)
    if limit is None:
        return of_all_passes(unit, options)
    from chancheck.inputs.decide import limited, unknown_inputs

    with unknown_inputs(unit):
        verdict = of_all_passes(unit, options)
    return verdict if verdict.complete else limited(of_all_passes(unit, options), limit)


def with_inputs(unit: Unit, options: Options) -> Limit | None:
    """Give the unit the values that stand for all of its inputs, if it has any; the reason if they do not."""
    if INPUT not in unit.intrinsics:
        return None
    from chancheck.inputs.decide import with_values

    return with_values(unit, options)


BEFORE_PROPERTIES = 0.5
"""Part of the time for what is looked for in every program, where there are properties too."""


def of_all_passes(unit: Unit, options: Options) -> Verdict:
    """The verdict of the passes of an entry's plan, and on its temporal properties."""
    if unit.properties is None or "property" not in options.checks:
        return of_plan(unit, options)
    seconds = share(BEFORE_PROPERTIES)
    try:
        with bounded(None if seconds >= UNLIMITED else seconds):
            verdict = of_plan(unit, options)
    except Exhausted as met:
        if met.limit == "interrupt":
            raise
        verdict = Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])
    return with_properties(verdict, unit, options)


def of_plan(unit: Unit, options: Options) -> Verdict:
    """The verdict of the passes of an entry's plan."""
    whole, made, took = share(1.0), dict[Pass, Verdict](), dict[Pass, float]()
    plan = plan_of(unit, options)
    verdict: Verdict | None = None
    for one in [p for p in plan if p.options(options).checks] or plan[:1]:
        if verdict is not None and options.exit_first and verdict.findings:
            break
        began = monotonic()
        said = in_its_time(one, unit, options, made, time_of(one, whole, took))
        took[one] = monotonic() - began
        if one.tries and not (said.complete and said.answer == PROVED):
            continue
        made[one] = said
        verdict = said if verdict is None else one.merge(verdict, said)
        if one.tries:
            break
    assert verdict is not None
    return replace(verdict, plan=tuple(said for each in made.values() for said in each.plan))


def with_properties(verdict: Verdict, unit: Unit, options: Options) -> Verdict:
    """With what is found of the temporal properties that the source states."""
    if options.exit_first and verdict.findings:
        return verdict
    from chancheck.temporal.decide import decided
    from chancheck.verdict.merging import beside

    other = decided(unit, options)
    return replace(beside(verdict, other), plan=(*verdict.plan, *other.plan), notes=(*verdict.notes, *other.notes))


def in_its_time(one: Pass, unit: Unit, options: Options, made: dict[Pass, Verdict], seconds: float) -> Verdict:
    """The verdict of a pass; inconclusive where its time is over."""
    if one.share is None:
        return search_as(one, unit, options, made)
    if not time_is_left():
        return Verdict(INCONCLUSIVE, limit=LIMITS["seconds"])
    if one.against and one.against in made and not made[one.against].complete:
        seconds = UNLIMITED
    try:
        with bounded(None if seconds >= UNLIMITED else seconds):
            return search_as(one, unit, options, made)
    except Exhausted as met:
        if met.limit == "interrupt":
            raise
        return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])


def time_of(one: Pass, whole: float, took: dict[Pass, float]) -> float:
    """The seconds that a pass may take of those of its entry, given what others took."""
    if one.share is None:
        return UNLIMITED
    most = whole * one.share
    if one.times is not None and one.against in took:
        most = min(most, one.times * took[one.against])
    return max(one.least, most)


def search_as(one: Pass, unit: Unit, options: Options, made: dict[Pass, Verdict]) -> Verdict:
    """The verdict of a pass, whatever time it takes."""
    own = one.options(options)

    def exactly() -> Verdict:
        against = one.against
        assert against is not None
        if against not in made:
            made[against] = compared(against, unit, options)
        return made[against]

    explains = not (one.tries or one.warns)
    verdict = search(unit, own, exactly if one.against and own.time == "any" else None, one.warns, explains)
    return with_plan(verdict, one)


def compared(one: Pass, unit: Unit, options: Options) -> Verdict:
    """The verdict of a pass that is only compared with, if there is time for it."""
    try:
        verdict = search(unit, one.options(options)) if time_is_left() else Verdict(INCONCLUSIVE)
    except Exhausted:
        verdict = Verdict(INCONCLUSIVE)
    return with_plan(verdict, one)


def with_plan(verdict: Verdict, one: Pass) -> Verdict:
    s = verdict.statistics
    return replace(verdict, plan=(PassMade(one.name, verdict.answer, s.states, s.seconds), *verdict.plan))


def search(
    unit: Unit, options: Options, exactly: Exactly | None = None, warns: bool = False, explains: bool = True
) -> Verdict:
    """The verdict of one search. exactly: what its findings are compared with. warns: what only this search has is a
    warning. explains: it says what keeps growing, which takes up to a second."""
    from chancheck.closely import explored
    from chancheck.explore.sliced_search import searched_part
    from chancheck.verdict.answers import concluded

    how, races = engine_options(options), "race" in options.checks
    timers = buffered_timers(options)
    runs: list[Run] = []
    # Go ends here: engines know programs
    with searching():
        program, found = explored(unit, how, options.engine, races, time=options.time, buffered_timers=timers)
    if found.defects:
        found, runs, verdict = judged(unit, program, found, options, exactly, warns)
    else:
        verdict = concluded(program, found)
    if found.limit in ("first", "patience") and not (verdict.findings or verdict.warnings):
        if time_is_left():
            return search(unit, to_the_end(options), exactly, warns, explains)  # what ended the search does not count
        verdict = replace(verdict, limit=LIMITS["seconds"])
    if verdict.answer == INCONCLUSIVE and explains:
        from chancheck.verdict.divergence import explained

        verdict = explained(lambda: searched_part(program, how), verdict, how.limits.seconds)
    if options.exit_first or not found.races():
        return verdict
    racing = {program.places[place] for run in runs for place, *_ in run.accesses}
    return explore_past_races(unit, verdict, options, racing, exactly, warns)


def judged(
    unit: Unit,
    program: Program,
    found: Exploration,
    options: Options,
    exactly: Exactly | None,
    warns: bool,
) -> tuple[Exploration, list[Run], Verdict]:
    """The findings, with shorter runs where they are defects; the runs to them; their meaning."""
    from chancheck.verdict.judge import judge, kinds_of
    from chancheck.verdict.replay import replayed
    from chancheck.verdict.timer_sensitivity import Times

    how, symmetric = engine_options(options), "symmetry" in options.reduce
    with extended():  # no run is shown that the reference semantics cannot walk
        runs = replayed(program, found, scheduler_of(options), symmetric)
        defects = any(kind in options.checks for run in runs for kind in kinds_of(program, found, run))
    if defects:
        found = looked_again(program, how, options, found)
        with extended():
            runs = replayed(program, found, scheduler_of(options), symmetric, runs)
    times = Times(program, options.time, warns)
    if exactly is not None and defects and any(times.compares(run) for run in runs):
        times.exact = exactly()
    with extended():
        verdict = judge(program, found, runs, options.checks, times.remark, unit.phrases, options.moments)
        return found, runs, times.sorted(verdict)


def looked_again(program: Program, how: EngineOptions, options: Options, found: Exploration) -> Exploration:
    """With the shortest runs, and of these those with the fewest context switches, as far as there is time."""
    from chancheck.explore.fewest_switches import with_fewest_switches
    from chancheck.explore.shortest_traces import with_shortest_runs

    try:
        with searching():
            found = with_shortest_runs(program, how, options.engine, found, watched="race" in options.checks)
            return found if how.scheduler else with_fewest_switches(program, found, "symmetry" in options.reduce)
    except Exhausted as met:
        if found.races() and found.complete:
            found.complete, found.limit = False, met.limit
        return found


def explore_past_races(
    unit: Unit, verdict: Verdict, options: Options, places: set[Pos], exactly: Exactly | None, warns: bool
) -> Verdict:
    """With what else can happen when others step in between accesses that race, at these places."""
    from chancheck.closely import explored
    from chancheck.verdict.judge import judge, together
    from chancheck.verdict.replay import replayed
    from chancheck.verdict.timer_sensitivity import Times

    options = BEHIND.options(options)
    settings, timers = engine_options(options), buffered_timers(options)
    limits = replace(settings.limits, seconds=min(BEHIND_SECONDS, settings.limits.seconds or BEHIND_SECONDS))
    try:
        with searching():
            program, found = explored(
                unit,
                replace(settings, limits=limits),
                options.engine,
                False,
                time=options.time,
                buffered_timers=timers,
                pauses=places,
            )
    except Exhausted as met:
        return replace(verdict, limit=verdict.limit or LIMITS[met.limit])
    with extended():
        runs = replayed(program, found, symmetry="symmetry" in options.reduce)
    times = Times(program, options.time, warns)
    if exactly is not None and any(times.compares(run) for run in runs):
        times.exact = exactly()
    with extended():
        more = judge(program, found, runs, options.checks, times.remark, unit.phrases, options.moments)
        more = times.sorted(more)
        return replace(together(verdict, more), plan=with_plan(more, BEHIND).plan)
