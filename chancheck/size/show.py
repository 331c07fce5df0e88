"""The answer about capacities, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from chancheck.language import count
from chancheck.report.messages import printable
from chancheck.report.reasons import sentences
from chancheck.report.render_options import Show
from chancheck.report.table import render_trace
from chancheck.size.propose import Vector
from chancheck.size.search import Sizing, named
from chancheck.verdict.finding import Finding, Verdict

SHOWN = 12
"""Refuted combinations in the table; `-v` and JSON have all of them."""


def text(sizing: Sizing, verbose: bool = False) -> str:
    if not sizing.channels:
        return f"{sizing.file}: {sizing.entry}: no channel is made with a constant capacity\n"
    blocks = [[headline(sizing)], answer(sizing), table(sizing, verbose), fills(sizing), failing_run(sizing)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def headline(sizing: Sizing) -> str:
    what = {"total": "least total capacity", "max": "least largest capacity"}[sizing.objective]
    ranges = ", ".join(f"{channel} {channel.lo}..{channel.hi}" for channel in sizing.channels)
    return f"{sizing.file}: {sizing.entry}: {what} of {ranges}"


def answer(sizing: Sizing) -> list[str]:
    refuted = count(len(sizing.refuted), "smaller combination")
    if not sizing.minimal:
        return unanswered(sizing)
    out = [named(sizing, vector) for vector in sizing.minimal]
    if sizing.limit:
        return [*out, f"not known to be minimal: {sizing.limit}"]
    if not sizing.confirmed:
        return [*out, f"not known to be minimal: only {refuted} were verified, and fail"]
    given = tuple(channel.given for channel in sizing.channels)
    note = " (as the program has it)" if given in sizing.minimal else ""
    return [*out, f"minimal{note}: " + (f"{refuted} verified, all fail" if sizing.refuted else "nothing is smaller")]


def unanswered(sizing: Sizing) -> list[str]:
    if sizing.limit:
        return [f"inconclusive: {sizing.limit}"]
    most = tuple(channel.hi for channel in sizing.channels)
    if not sizing.confirmed:
        return [f"no combination is known to do; {count(len(sizing.refuted), 'combination')} verified, all fail"]
    finding = finding_of(sizing.tried[most])
    out = [f"no capacity up to {max(most)} helps: {count(len(sizing.refuted), 'combination')} verified, all fail"]
    return out + [f"  even with {named(sizing, most)}: {printable(w)}" for w in reasons(finding)]


def reasons(finding: Finding | None) -> list[str]:
    return [] if finding is None else sentences(finding) or [finding.message]


def finding_of(verdict: Verdict) -> Finding | None:
    """The shortest failing run."""
    return min(verdict.findings, key=lambda f: len(f.trace), default=None)


def table(sizing: Sizing, verbose: bool) -> list[str]:
    rows = sizing.refuted
    hidden = 0 if verbose else max(0, len(rows) - SHOWN)
    shown = [*rows[: len(rows) - hidden], *sizing.minimal]
    names = [str(channel) for channel in sizing.channels]
    widths = [max(len(name), 2) for name in names]
    out = ["  ".join([*names, "states", "verdict"])]
    for vector in shown:
        verdict = sizing.tried[vector]
        cells = [str(n).rjust(width) for n, width in zip(vector, widths, strict=True)]
        out.append("  ".join([*cells, f"{verdict.statistics.states:>6,}", told(verdict)]))
    return [*out, f"... {hidden} more that fail (-v shows them)"] if hidden else out


def told(verdict: Verdict) -> str:
    finding = finding_of(verdict)
    if finding is None:
        return verdict.answer
    where = next((f"{g.name} [{g.status}]" for g in finding.goroutines if g.guilty), "")
    steps = count(len(finding.trace), "step")
    return f"{finding.kind} after {steps}: {printable(where)} at {finding.location.file}:{finding.location.line}"


def fills(sizing: Sizing) -> list[str]:
    if sizing.fills is None:
        return ["how full the channels get is unknown: too many states"]
    out = []
    for channel, fill in zip(sizing.channels, sizing.fills, strict=True):
        text = f"never holds more than {fill}" if fill < channel.hi else f"all {fill} can be used, perhaps more"
        out.append(f"with room for {channel.hi}, {channel}: {text}")
    return out


def failing_run(sizing: Sizing) -> list[str]:
    """The run that refutes the largest of the smaller combinations: what the last bit of room is needed for."""
    if not sizing.refuted:
        return []
    vector = sizing.refuted[-1]
    finding = finding_of(sizing.tried[vector])
    if finding is None:
        return []
    return [f"the run that fails with {named(sizing, vector)}:", *render_trace(finding, Show())]


def as_json(sizing: Sizing) -> str:
    from chancheck.report.json import finding_of as finding_as_json
    from chancheck.report.json import location

    def tried(vector: Vector, verdict: Verdict) -> dict[str, Any]:
        finding = finding_of(verdict)
        return {
            "capacities": list(vector),
            "verdict": verdict.answer,
            "states": verdict.statistics.states,
            "finding": None if finding is None else finding_as_json(finding),
        }

    report = {
        "schema": 1,
        "file": sizing.file,
        "entry": sizing.entry,
        "objective": sizing.objective,
        "channels": [
            {"name": c.name, "location": location(c.pos), "given": c.given, "lo": c.lo, "hi": c.hi}
            for c in sizing.channels
        ],
        "minimal": [list(vector) for vector in sizing.minimal],
        "confirmed": sizing.confirmed,
        "limit": sizing.limit or None,
        "highest_fill": None if sizing.fills is None else list(sizing.fills),
        "tried": [tried(vector, verdict) for vector, verdict in sizing.tried.items()],
    }
    import msgspec

    return json.dumps(json.loads(msgspec.json.encode(report)), indent=2, ensure_ascii=False) + "\n"
