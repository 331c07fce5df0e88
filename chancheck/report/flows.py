"""A run as SARIF code flows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chancheck.records import dataclass
from chancheck.report.sarif_places import Places, is_in_file, message
from chancheck.report.table import title
from chancheck.source import Pos
from chancheck.verdict.finding import Finding, Step


@dataclass(frozen=True, slots=True)
class Move:
    """The part of one goroutine in a step, and its place."""

    number: int
    goroutine: int
    operation: str
    pos: Pos


def code_flows(finding: Finding, places: Places) -> list[dict[str, Any]]:
    """One flow in global order, one with a thread for each goroutine."""
    if not finding.trace:
        return []
    moves = list(placed(finding))
    everybody = {"id": "all", "locations": [entry(finding, move, places, named=True) for move in moves]}
    threads = []
    for goroutine in sorted({move.goroutine for move in moves}):
        own = [entry(finding, move, places, named=False) for move in moves if move.goroutine == goroutine]
        threads.append({"id": title(finding, goroutine), "locations": own})
    return [
        {"message": message("the run in global order"), "threadFlows": [everybody]},
        {"message": message("the run by goroutine"), "threadFlows": threads},
    ]


def placed(finding: Finding) -> Iterator[Move]:
    """All moves, each at a line of the user's: in the library, it is the last one of its goroutine."""
    last: dict[int, Pos] = {g.id: g.created_at for g in finding.goroutines if is_in_file(g.created_at)}
    for step in finding.trace:
        for goroutine, operation, pos in movers(step):
            if is_in_file(pos) and pos.line:
                last[goroutine] = pos
            yield Move(step.number, goroutine, operation, last.get(goroutine, finding.location))


def movers(step: Step) -> Iterator[tuple[int, str, Pos]]:
    """A rendezvous is a step of two goroutines."""
    yield step.goroutine, step.operation, step.location
    if step.partner:
        yield step.partner, step.partner_operation, step.partner_location


def entry(finding: Finding, move: Move, places: Places, named: bool) -> dict[str, Any]:
    text = f"[{title(finding, move.goroutine)}] {move.operation}" if named else move.operation
    return {
        "executionOrder": move.number,
        "location": places.place(move.pos, text=text or "runs"),
        "importance": "important",
    }
