"""A run as SARIF code flows."""

from __future__ import annotations

from typing import Any

from chancheck.report.sarif_places import message, place
from chancheck.report.table import title
from chancheck.verdict.finding import Finding, Step


def code_flows(finding: Finding) -> list[dict[str, Any]]:
    """One flow in global order, one with a thread for each goroutine."""
    if not finding.trace:
        return []
    steps = [moved for step in finding.trace for moved in movers(step)]
    everybody = {"id": "all", "locations": [entry(finding, *moved, named=True) for moved in steps]}
    threads = []
    for goroutine in sorted({who for _, who, _, _ in steps}):
        own = [entry(finding, *moved, named=False) for moved in steps if moved[1] == goroutine]
        threads.append({"id": title(finding, goroutine), "locations": own})
    return [
        {"message": message("the run in global order"), "threadFlows": [everybody]},
        {"message": message("the run by goroutine"), "threadFlows": threads},
    ]


def movers(step: Step) -> list[tuple[Step, int, str, Any]]:
    """A rendezvous is a step of two goroutines."""
    out = [(step, step.goroutine, step.operation, step.location)]
    if step.partner:
        out.append((step, step.partner, step.partner_operation, step.partner_location))
    return out


def entry(finding: Finding, step: Step, who: int, operation: str, pos: Any, named: bool) -> dict[str, Any]:
    text = f"{title(finding, who)}: {operation}" if named else operation
    return {"executionOrder": step.number, "location": place(pos, text=text), "importance": "important"}
