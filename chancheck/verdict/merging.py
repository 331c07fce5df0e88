"""One verdict of several searches."""

from __future__ import annotations

from chancheck.explore.engine import Statistics, worst
from chancheck.records import replace
from chancheck.verdict.answers import answer_of, in_order
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, VIOLATED, Finding, Verdict


def beside(verdict: Verdict, other: Verdict) -> Verdict:
    """Of two searches for different kinds: finished if both are."""
    findings = tuple(in_order((*verdict.findings, *other.findings)))
    limit = verdict.limit or other.limit
    s, t = verdict.statistics, other.statistics
    statistics = replace(together(s, t), states=s.states)
    coverage, answer = worst(verdict.coverage, other.coverage), answer_of(findings, limit)
    return replace(verdict, answer=answer, findings=findings, limit=limit, statistics=statistics, coverage=coverage)


def exact_and_slow(exact: Verdict, slow: Verdict) -> Verdict:
    """Of a search with exact timers and one with any: the defects of either, and the warnings of the second. A second
    search that is complete and found nothing stands for the first: exact timers are among its timers."""
    again = {defect(finding): finding for finding in slow.findings}
    findings = [both(finding, again.pop(defect(finding), None)) for finding in exact.findings]
    findings += again.values()
    limit = None if slow.complete and not slow.warnings and not slow.findings else exact.limit
    answer = VIOLATED if findings else INCONCLUSIVE if limit is not None else PROVED
    verdict = replace(exact, answer=answer, findings=tuple(in_order(findings)), limit=limit, warnings=slow.warnings)
    verdict = replace(verdict, slow=slow.limit if exact.complete else None, notes=(exact.notes or slow.notes)[:1])
    verdict = replace(verdict, exact=exact.complete and bool(slow.warnings or slow.limit))
    return replace(verdict, statistics=together(exact.statistics, slow.statistics))


def both(finding: Finding, again: Finding | None) -> Finding:
    """A defect that the search with exact timers found, and perhaps the other one too."""
    if again is None or finding.kind == "race":
        return finding
    return replace(finding, time=again.time, why=again.why if len(again.trace) == len(finding.trace) else finding.why)


def together(s: Statistics, t: Statistics) -> Statistics:
    """The work of two searches."""
    return replace(
        s if s.states else t,
        states=s.states + t.states,
        transitions=s.transitions + t.transitions,
        seconds=s.seconds + t.seconds,
        peak_memory=max(s.peak_memory, t.peak_memory),
        passes=(*s.passes, *t.passes),
    )


def defect(finding: Finding) -> object:
    """Findings of two searches with the same value are one defect."""
    if finding.kind == "failure":
        return ("failure", str(finding.location))
    if finding.kind == "panic":
        return ("panic", finding.message, str(finding.location))
    return (finding.kind, *sorted(finding.causes or {str(place) for place in finding.places}))
