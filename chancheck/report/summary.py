"""The closing line: how many of what, and whether that was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chancheck.language import amount, count, say
from chancheck.report.render_options import Show
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, KINDS, PROVED, VIOLATED, Result

STYLES = {PROVED: "bold green", VIOLATED: "bold red", INCONCLUSIVE: "bold yellow", ERROR: "bold red"}


def summary(results: Sequence[Result], show: Show) -> str:
    """`3 checked: 2 proved, 1 violated (deadlock); 1 not as expected; 0.21 s, 1,024 states`"""
    if not results:
        return say("nothing to check")
    counts = Counter(result.verdict.answer for result in results)
    parts = []
    for answer, style in STYLES.items():
        if counts[answer]:
            kinds = kinds_of([r for r in results if r.verdict.answer == answer])
            parts.append(show.paint(f"{amount(counts[answer])} {said(answer, counts[answer])}", style) + kinds)
    text = say("{n} checked: ", n=amount(len(results))) + ", ".join(parts)
    if any(result.expected is not None for result in results):
        unexpected = sum(not result.as_expected for result in results)
        text += say("; {n} not as expected", n=unexpected) if unexpected else say("; all as expected")
    slow = sum(len(result.verdict.warnings) for result in results)
    return text + (f"; {count(slow, 'warning')}" if slow else "") + effort(results)


def kinds_of(results: Sequence[Result]) -> str:
    found = {kind for result in results for kind in result.verdict.kinds}
    return f" ({', '.join(kind for kind in KINDS if kind in found)})" if found else ""


def effort(results: Sequence[Result]) -> str:
    states = sum(result.verdict.statistics.states for result in results)
    seconds = sum(result.verdict.statistics.seconds for result in results)
    return f"; {count(states, 'state')}, {amount(seconds, 2)} s" if states else ""


def said(answer: str, number: int) -> str:
    """An answer as an adjective of so many entries."""
    return say(answer) if number == 1 else say(f"{answer} entries").removesuffix(" entries")
