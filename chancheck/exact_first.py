"""Tests under time as their authors mean it: exact timers first, then timers that fire at any moment (ADR 36).

What the first search finds are defects. What only the second finds needs a slow machine and is a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from chancheck.deadline import UNLIMITED, Exhausted, bounded, share
from chancheck.options import Options, time_is_left
from chancheck.verdict.finding import INCONCLUSIVE, LIMITS, PROVED, VIOLATED, Finding, Verdict

if TYPE_CHECKING:
    from chancheck.graph.ops import Unit

Search = Callable[["Unit", Options, Callable[[], Verdict] | None, bool], Verdict]

EXACT_SHARE = 0.6
"""Of the time of an entry, what the search with exact timers may take."""

SLOW_SHARE, SLOW_LEAST = 0.15, 2.0
"""Of the time of an entry, and at least so many seconds, what may be spent on slow machines once the search with exact
timers is complete: no warning is worth more."""

CLOCKS = frozenset({
    "time.now", "time.Sleep", "time.NewTimer", "time.NewTicker", "time.AfterFunc", "internal/clock.NewAlarm",
})  # fmt: skip
"""Functions of models/ without which a program's runs do not depend on time."""


def applies(unit: Unit, options: Options) -> bool:
    """Whether the entry is a test that lets time pass, and the user did not say which time is meant."""
    if options.time != "auto" or options.sched != "free":
        return False
    if not any(graph.pos.file.endswith("_test.go") for graph in unit.graphs):
        return False
    return any(graph.obj is not None and graph.obj.full_name in CLOCKS for graph in unit.graphs)


def decide(unit: Unit, options: Options, search: Search) -> Verdict:
    """The verdict of both searches."""
    whole = share(1.0)
    exact = cut(lambda: search(unit, replace(options, time="exact"), None, False), whole * EXACT_SHARE)
    if options.exit_first and exact.findings:
        return exact
    seconds = max(SLOW_LEAST, whole * SLOW_SHARE) if exact.complete else UNLIMITED
    slow = cut(lambda: search(unit, replace(options, time="any"), lambda: exact, True), seconds)
    return joined(exact, slow)


def cut(search: Callable[[], Verdict], seconds: float) -> Verdict:
    """The verdict of a search of so many seconds; inconclusive where a limit ends it early."""
    if not time_is_left():
        return Verdict(INCONCLUSIVE, limit=LIMITS["seconds"])
    try:
        with bounded(None if seconds >= UNLIMITED else seconds):
            return search()
    except Exhausted as met:
        if met.limit == "interrupt":
            raise
        return Verdict(INCONCLUSIVE, limit=LIMITS[met.limit])


def joined(exact: Verdict, slow: Verdict) -> Verdict:
    """Defects of either search, and the warnings of the second. A second search that is complete and found nothing
    stands for the first: exact timers are among its timers."""
    from chancheck.verdict.answers import in_order
    from chancheck.verdict.times import defect

    again = {defect(finding): finding for finding in slow.findings}
    findings = [both(finding, again.pop(defect(finding), None)) for finding in exact.findings]
    findings += again.values()
    limit = None if slow.complete and not slow.warnings and not slow.findings else exact.limit
    answer = VIOLATED if findings else INCONCLUSIVE if limit is not None else PROVED
    verdict = replace(exact, answer=answer, findings=tuple(in_order(findings)), limit=limit, warnings=slow.warnings)
    verdict = replace(verdict, slow=slow.limit if exact.complete else None, notes=(exact.notes or slow.notes)[:1])
    s, t = exact.statistics, slow.statistics
    more = replace(
        s if s.states else t,
        states=s.states + t.states,
        transitions=s.transitions + t.transitions,
        seconds=s.seconds + t.seconds,
        peak_memory=max(s.peak_memory, t.peak_memory),
        passes=(*s.passes, *t.passes),
    )
    return replace(verdict, statistics=more, exact=exact.complete and bool(slow.warnings or slow.limit))


def both(finding: Finding, again: Finding | None) -> Finding:
    """A defect that the search with exact timers found, and perhaps the other one too."""
    if again is None or finding.kind == "race":
        return finding
    return replace(finding, time=again.time, why=again.why if len(again.trace) == len(finding.trace) else finding.why)
