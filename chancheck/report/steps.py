"""A run as a list of sentences, for screen readers, mail and long names."""

from __future__ import annotations

from chancheck.language import say, translated
from chancheck.program.unknown import shown
from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.report.table import endings, folded, title
from chancheck.report.watched import watched, without_match
from chancheck.verdict.finding import Finding, Step


def render_trace(finding: Finding, show: Show) -> list[str]:
    values = watched(finding, show.watched)
    out = [f"      {text}" for text in values.get(0, ())]
    for step in folded(finding.trace, show):
        if isinstance(step, str):
            out.append(f"      {step}")
        else:
            out += [*lines_of(step, finding), *(f"      {text}" for text in values.get(step.number, ()))]
    return [*out, *(f"      {text}" for text in endings(finding)), *without_match(finding, show.watched)]


def lines_of(step: Step, finding: Finding) -> list[str]:
    out = [f"{step.number:>4}. {title(finding, step.goroutine)}: {translated(step.operation)}{at(step.location)}"]
    if step.partner:
        partner = f"{title(finding, step.partner)}: {translated(step.partner_operation)}{at(step.partner_location)}"
        out.append(f"      {say('with {partner}', partner=partner)}")
    if step.message:
        out.append(f"      {step.message}")
    if step.queues is not None:
        out.append(f"      {step.queues}")
    if step.output:
        out.append(f"      {say('prints {text}', text=repr(shown(step.output)))}")
    return [printable(line) for line in out]


def at(pos: object) -> str:
    return f" ({pos})" if str(pos) != ":0:0" else ""
