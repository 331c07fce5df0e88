"""Runs as Chrome trace events, for ui.perfetto.dev or chrome://tracing: a track for each P and each goroutine.

A step takes one millisecond. Arrows lead from a send to its receive: from the goroutine that moves to its partner, or,
where the value waited in a buffer, from the step that sent it. An action on behalf of a parked goroutine is
shown where it parked (a send) or where it resumes (a receive).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from chancheck.report.json import valid
from chancheck.report.render_options import Show
from chancheck.report.table import title
from chancheck.source import Pos
from chancheck.verdict.finding import FINISHED, Finding, Result, Step

LENGTH = 1000  # microseconds a step
PROCESSORS, GOROUTINES = 1, 2  # process numbers of the first run; two for each run

Event = dict[str, Any]


def render(results: Sequence[Result], show: Show) -> str:
    """All runs of all findings, one below the other."""
    findings = [finding for result in results for finding in result.verdict.findings]
    events = [event for n, finding in enumerate(findings) for event in events_of(finding, 2 * n)]
    return json.dumps(valid({"traceEvents": events, "displayTimeUnit": "ms"}), ensure_ascii=False, indent=1) + "\n"


def render_trace(finding: Finding, show: Show) -> list[str]:
    events = list(events_of(finding, 0))
    return json.dumps(valid({"traceEvents": events, "displayTimeUnit": "ms"}), ensure_ascii=False, indent=1).split("\n")


def events_of(finding: Finding, first: int) -> Iterator[Event]:
    yield from tracks(finding, first)
    for step in finding.trace:
        yield slice_of(step, first + GOROUTINES, step.goroutine, step.operation, step.location)
        if step.partner:
            yield slice_of(step, first + GOROUTINES, step.partner, step.partner_operation, step.partner_location)
            yield from arrow(step, first)
        if step.processor >= 0:
            yield slice_of(
                step, first + PROCESSORS, step.processor, f"goroutine {step.goroutine}: {step.operation}", step.location
            )
    yield from blocked(finding, first)
    yield from deliveries(finding, first)


def tracks(finding: Finding, first: int) -> Iterator[Event]:
    """The names of the tracks."""
    movers = {step.goroutine for step in finding.trace} | {step.partner for step in finding.trace if step.partner}
    movers |= {g.id for g in finding.goroutines if g.guilty}
    processors = {step.processor for step in finding.trace if step.processor >= 0}
    yield named("process_name", first + GOROUTINES, 0, f"{finding.kind} {finding.location}: goroutines")
    for id in sorted(movers):
        yield named("thread_name", first + GOROUTINES, id, title(finding, id))
    if processors:
        yield named("process_name", first + PROCESSORS, 0, f"{finding.kind} {finding.location}: processors")
    for p in sorted(processors):
        yield named("thread_name", first + PROCESSORS, p, f"P{p}")


def named(what: str, process: int, track: int, name: str) -> Event:
    return {"ph": "M", "name": what, "pid": process, "tid": track, "args": {"name": name}}


def blocked(finding: Finding, first: int) -> Iterator[Event]:
    """A slice behind the last step for each goroutine that the finding is about and that the run leaves waiting."""
    end = (finding.trace[-1].number + 1 if finding.trace else 1) * LENGTH
    for g in finding.goroutines:
        if g.guilty and g.status not in (FINISHED, "running"):
            said = {"place": str(g.location)}
            yield {"ph": "X", "name": f"[{g.status}]", "pid": first + GOROUTINES, "tid": g.id, "ts": end, "dur": LENGTH,
                   "args": said}  # fmt: skip


def slice_of(step: Step, process: int, track: int, name: str, pos: Pos) -> Event:
    said = {"place": str(pos), "rule": step.message}
    if step.queues is not None:
        said["queues"] = str(step.queues)
    start = step.number * LENGTH
    return {"ph": "X", "name": name, "pid": process, "tid": track, "ts": start, "dur": LENGTH, "args": said}


def deliveries(finding: Finding, first: int) -> Iterator[Event]:
    """Arrows of values that waited between their send and their receive."""
    moves: dict[int, list[int]] = {}
    for step in finding.trace:
        for goroutine in {step.goroutine, step.partner} - {0}:
            moves.setdefault(goroutine, []).append(step.number)
    count = 0
    for step in finding.trace:
        for sender, sent, receiver in step.deliveries:
            start = max((n for n in moves.get(sender, ()) if n <= sent), default=0)
            end = min((n for n in moves.get(receiver, ()) if n >= step.number), default=0)
            if start and end and start < end:
                count += 1
                yield from flow("passes", first, len(finding.trace) + count, (sender, start), (receiver, end))


def arrow(step: Step, first: int) -> Iterator[Event]:
    return flow("meets", first, step.number, (step.goroutine, step.number), (step.partner, step.number))


def flow(name: str, first: int, number: int, start: tuple[int, int], end: tuple[int, int]) -> Iterator[Event]:
    """An arrow between two goroutines, each in a step."""
    common = {"name": name, "cat": "flow", "id": first * 1_000_000 + number, "pid": first + GOROUTINES}
    yield {**common, "ph": "s", "tid": start[0], "ts": start[1] * LENGTH + LENGTH // 4}
    yield {**common, "ph": "f", "bp": "e", "tid": end[0], "ts": end[1] * LENGTH + LENGTH // 2}
