"""A finding in the full report."""

from __future__ import annotations

from importlib import import_module

from chancheck.language import count, say, translated
from chancheck.report.messages import printable, quote
from chancheck.report.reasons import sentence, sentences
from chancheck.report.render_options import Show
from chancheck.report.repairs import repair
from chancheck.report.runtime import runtime_text
from chancheck.report.slow import only_if_slow
from chancheck.report.wrap import bullet, wrapped
from chancheck.verdict.finding import Finding, Result
from chancheck.verdict.waits import Cycle, Reason


def note(remark: Reason, show: Show) -> list[str]:
    return bullet(printable(f"{say('note:')} {sentence(remark)}"), show.width)


def render_finding(finding: Finding, result: Result, show: Show) -> list[str]:
    title = show.paint(f"{finding.kind}[{finding.code}]", "bold red")
    phrase = (
        "" if finding.kind in ("deadlock", "panic") else f": {printable(translated(finding.message))}"
    )  # Go's own line follows
    out = [f"{show.paint(str(finding.location), 'bold')}: {title}{phrase}"]
    out += quote(finding.location, None, result.lines(finding.location.file), show)
    is_cycle = bool(finding.why) and isinstance(finding.why[0], Cycle)
    if is_cycle:
        out += ["", show.paint(sentence(finding.why[0]), "bold")]
    out += runtime_text(finding, show)
    reasons = [text for text in sentences(finding) if not (is_cycle and text == sentence(finding.why[0]))]
    if reasons:
        out += ["", show.paint(say("why:"), "bold")]
        for text in reasons:
            out += bullet(printable(text), show.width)
    if hint := repair(finding):
        out += ["", *wrapped(say("repair: {hint}", hint=say(hint)), show.width)]
    run = import_module(f"chancheck.report.{show.trace_format}").render_trace(finding, show)
    if run:
        heading = wrapped(run_title(finding, show), show.width)
        out += ["", *(show.paint(line, "bold") for line in heading), *run]
    return out


def render_warning(finding: Finding, result: Result, show: Show) -> list[str]:
    """Its place and the reason; the rest of a finding with -v."""
    if show.verbosity > 0:
        return [say("warning ({why}):", why=only_if_slow(finding)), *render_finding(finding, result, show)]
    title = show.paint(say("warning") + f"[{finding.code}]", "bold yellow")
    text = f"{finding.kind}: {printable(translated(' '.join(finding.message.split())))}"
    out = [f"{show.paint(str(finding.location), 'bold')}: {title}: {text}"]
    out += quote(finding.location, None, result.lines(finding.location.file), show)
    return out + bullet(printable(only_if_slow(finding)), show.width)


def run_title(finding: Finding, show: Show) -> str:
    if show.trace_format == "dot":
        return say("wait-for graph:")
    steps, switches = count(len(finding.trace), "step"), count(finding.switches, "context switch")
    what = say("shortest run" if finding.shortest else "run")
    return f"{what} ({steps}, {switches}, {count(finding.preemptions, 'preemption')}):"
