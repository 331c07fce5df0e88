"""A run as a Mermaid sequence diagram (GitHub and many editors draw these)."""

from __future__ import annotations

from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.report.table import folded, title
from chancheck.verdict.finding import Finding, Step


def render_trace(finding: Finding, show: Show) -> list[str]:
    if not finding.trace:
        return []
    movers = {s.goroutine for s in finding.trace} | {s.partner for s in finding.trace if s.partner}
    started = {id for step in finding.trace for id in step.started}
    out = ["```mermaid", "sequenceDiagram"]
    out += [f"    participant g{id} as {escape(title(finding, id))}" for id in sorted(movers | started)]
    last = max(movers)
    for step in folded(finding.trace, show):
        if isinstance(step, str):
            out.append(f"    Note over g{min(movers)},g{last}: {escape(step)}")
        else:
            out += arrows(step)
    out += [
        f"    Note over g{g.id}: {escape(g.status)}"
        for g in finding.goroutines
        if g.guilty and g.id in movers | started
    ]
    return [*out, "```"]


def arrows(step: Step) -> list[str]:
    text = escape(f"{step.operation} :{step.location.line}")
    if step.partner:
        return [f"    g{step.goroutine}->>g{step.partner}: {text}"]
    if step.started:
        return [f"    g{step.goroutine}-)g{id}: {text}" for id in step.started]
    return [f"    Note over g{step.goroutine}: {text}"]


def escape(text: str) -> str:
    """Mermaid takes #, ; and line breaks as its own."""
    text = printable(text)
    for plain, code in (("#", "#35;"), (";", "#59;"), ("\n", " "), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(plain, code)
    return text
