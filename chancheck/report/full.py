"""The full report: what Go's runtime would print, then the shortest run, and why."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.diagnostic import Severity
from chancheck.explore.engine import Pass
from chancheck.language import amount, count, say, speaking, translated
from chancheck.report.render_options import Show
from chancheck.report.slow import about_time
from chancheck.report.summary import STYLES, summary
from chancheck.source import plain_name
from chancheck.verdict.finding import INCONCLUSIVE, KINDS, PROVED, VIOLATED, Finding, Result, Verdict


def render(results: Sequence[Result], show: Show) -> str:
    text = ""
    for result in results:
        text += piece(result, show, not text)
    return text + closing(results, show, not text)


def piece(result: Result, show: Show, first: bool) -> str:
    return apart(render_result(result, show), first)


def closing(results: Sequence[Result], show: Show, first: bool) -> str:
    with speaking(show.language):
        return apart([summary(results, show)] if show.verbosity >= 0 else [], first)


def apart(block: list[str], first: bool) -> str:
    """A block with an empty line before it."""
    return ("" if first else "\n") + "\n".join(block) + "\n" if block else ""


def render_result(result: Result, show: Show) -> list[str]:
    with speaking(show.language):
        return lines_of(result, show)


def lines_of(result: Result, show: Show) -> list[str]:
    out: list[str] = []
    for diagnostic in result.diagnostics:
        if diagnostic.severity is Severity.ERROR or show.verbosity > 0:
            from chancheck.report.messages import render_diagnostic

            out += [*render_diagnostic(diagnostic, result.lines(diagnostic.pos.file), show), ""]
    if result.verdict.answer != PROVED or show.verbosity >= 0:
        out.append(headline(result, show))
    verdict = result.verdict
    if result.own_findings or verdict.warnings or verdict.notes:
        out += findings_of(result, show)
    if show.verbosity > 0:
        out.append(statistics(result))
    return out[:-1] if out and not out[-1] else out


def findings_of(result: Result, show: Show) -> list[str]:
    """With warnings and notes. A proof does not load the code for them."""
    from chancheck.report.full_findings import note, render_finding, render_warning

    out: list[str] = []
    for finding in result.own_findings:
        if show.verbosity < 0 and is_expected(finding, result):
            continue
        out += ["", *render_finding(finding, result, show)]
    for finding in result.verdict.warnings if show.verbosity >= 0 else ():
        out += ["", *render_warning(finding, result, show)]
    for remark in result.verdict.notes if show.verbosity >= 0 else ():
        out += note(remark, show)
    return out


def is_expected(finding: Finding, result: Result) -> bool:
    """Whether the file itself names the kind of the finding; then its headline is enough for a quiet report."""
    return result.as_expected and finding.kind in (result.expected or ())


def headline(result: Result, show: Show) -> str:
    verdict = result.verdict
    text = f"{plain_name(result.file)}: {result.entry}: " if result.entry else f"{plain_name(result.file)}: "
    text += show.paint(say(verdict.answer), STYLES[verdict.answer])
    text += about_time(verdict)
    if verdict.kinds:
        text += ": " + ", ".join(kind for kind in KINDS if kind in verdict.kinds)
    if verdict.answer == INCONCLUSIVE:
        text += say(": nothing found so far, but {limit}", limit=translated(str(verdict.limit)))
    elif verdict.limit:
        text += say(" (the search is not complete: {limit})", limit=translated(str(verdict.limit)))
    return text + expectation(result)


def expectation(result: Result) -> str:
    if result.expected is None or result.verdict.answer not in (PROVED, VIOLATED, INCONCLUSIVE):
        return ""
    if result.as_expected:
        return say(", as expected")
    kinds = ", ".join(k for k in KINDS if k in result.expected) or say(PROVED)
    return say("; expected: {kinds}", kinds=kinds)


def statistics(result: Result) -> str:
    s = result.verdict.statistics
    threads = f", {count(s.threads, 'thread')}" if s.threads else ""
    return (
        f"  {s.engine}{threads}: {count(s.states, 'state')}, {count(s.transitions, 'transition')}, "
        + say("depth {depth}", depth=s.depth)
        + f", {amount(s.seconds, 2)} s, {s.peak_memory / 2**20:.0f} MB"
        + "".join(f"\n    {pass_line(one)}" for one in s.passes if len(s.passes) > 1)
        + plan_line(result.verdict)
    )


def plan_line(verdict: Verdict) -> str:
    """The passes that the verdict took, with the answer of each."""
    made = [
        f"{one.name}: {one.answer} ({count(one.states, 'state')}, {amount(one.seconds, 2)} s)" for one in verdict.plan
    ]
    return "\n    " + say("plan: {passes}", passes="; ".join(made)) if made else ""


def pass_line(p: Pass) -> str:
    states = count(p.states, "state")
    if p.what == "races":
        states = say("{n} pairs of access and state", n=amount(p.states))
    memory = f"{p.memory / 2**20:.0f} MB"
    return f"{p.what}: {states}, {count(p.transitions, 'transition')}, {amount(p.seconds, 2)} s, {memory}"
