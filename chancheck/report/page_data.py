"""The data of the page: findings with their runs and states (docs/page-protocol.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chancheck import __version__
from chancheck.diagnostic import Diagnostic
from chancheck.language import say, translated
from chancheck.report.reasons import sentences
from chancheck.report.repairs import repair
from chancheck.report.slow import only_if_slow
from chancheck.report.table import names_of
from chancheck.source import Pos, is_library
from chancheck.verdict import finding as f
from chancheck.verdict import scenes

Place = tuple[str, int, int] | None
"""File, line, column; none for what is not in the user's files."""


class Figure(msgspec.Struct, frozen=True):
    id: int
    status: str
    place: Place
    able: bool
    on: tuple[int, ...]


class Thing(msgspec.Struct, frozen=True):
    id: int
    kind: str
    name: str
    made: Place
    room: int
    fill: int
    values: tuple[str, ...]
    closed: bool
    held: tuple[tuple[int, str], ...]
    text: str


class Moment(msgspec.Struct, frozen=True):
    figures: list[Figure]
    things: list[Thing]
    gone: tuple[int, ...]


class Step(msgspec.Struct, frozen=True, rename="camel"):
    goroutine: int
    operation: str
    place: Place
    message: str
    partner: int
    partner_operation: str
    partner_place: Place
    output: str
    started: tuple[int, ...]
    deliveries: tuple[tuple[int, int, int], ...]
    processor: int
    queues: f.Queues | None


class Goroutine(msgspec.Struct, frozen=True):
    id: int
    name: str
    status: str
    place: Place
    guilty: bool
    creator: int


class Access(msgspec.Struct, frozen=True):
    kind: str
    goroutine: int
    what: str
    place: Place


class Finding(msgspec.Struct, frozen=True):
    code: str
    kind: str
    message: str
    place: Place
    why: list[str]
    repair: str
    switches: int
    preemptions: int
    shortest: bool
    goroutines: list[Goroutine]
    accesses: list[Access]
    steps: list[Step]
    moments: list[Moment]
    slow: str = ""


class Note(msgspec.Struct, frozen=True):
    code: str
    severity: str
    message: str
    place: Place


class Result(msgspec.Struct, frozen=True):
    file: str
    entry: str
    verdict: str
    limit: str
    statistics: dict[str, float]
    diagnostics: list[Note]
    files: dict[str, str]
    findings: list[Finding]
    warnings: list[Finding]


class Page(msgspec.Struct, frozen=True):
    schema: int
    tool: str
    results: list[Result]


def page_of(results: Sequence[f.Result]) -> Page:
    return Page(1, f"chancheck {__version__}", [result_of(result) for result in results])


def result_of(r: f.Result) -> Result:
    v = r.verdict
    s = {"states": v.statistics.states, "transitions": v.statistics.transitions, "seconds": v.statistics.seconds}
    notes = [note_of(d) for d in r.diagnostics]
    limit = translated(v.limit.text) if v.limit else ""
    files = {r.file: r.text, **r.others}
    findings, warnings = ([finding_of(each) for each in some] for some in (v.findings, v.warnings))
    return Result(r.file, r.entry, v.answer, limit, s, notes, files, findings, warnings)


def note_of(d: Diagnostic) -> Note:
    return Note(d.code, d.severity.value, d.message, place_of(d.pos))


def finding_of(x: f.Finding) -> Finding:
    names = names_of(x)
    return Finding(
        x.code,
        x.kind,
        translated(x.message),
        place_of(x.location),
        sentences(x),
        say(repair(x)),
        x.switches,
        x.preemptions,
        x.shortest,
        [goroutine_of(g, names.get(g.id, "")) for g in x.goroutines],
        [Access(a.kind, a.goroutine, a.what, place_of(a.location)) for a in x.accesses],
        [step_of(s) for s in x.trace],
        moments_of(x.moments),
        only_if_slow(x) if x.slow else "",
    )


def goroutine_of(g: f.GoroutineReport, name: str = "") -> Goroutine:
    return Goroutine(g.id, name or g.name, g.status, place_of(g.location), g.guilty, g.creator)


def step_of(s: f.Step) -> Step:
    at, partner_at = place_of(s.location), place_of(s.partner_location)
    return Step(
        s.goroutine, translated(s.operation), at, s.message, s.partner, translated(s.partner_operation), partner_at,
        s.output, s.started, s.deliveries, s.processor, s.queues,
    )  # fmt: skip


def moments_of(moments: Iterable[scenes.Moment]) -> list[Moment]:
    return [Moment([figure_of(x) for x in m.figures], [thing_of(t) for t in m.things], m.gone) for m in moments]


def figure_of(x: scenes.Figure) -> Figure:
    return Figure(x.id, x.status, place_of(x.place), x.able, x.on)


def thing_of(t: scenes.Thing) -> Thing:
    return Thing(t.id, t.kind, t.name, place_of(t.made), t.room, t.fill, t.values, t.closed, t.held, t.text)


def place_of(pos: Pos) -> Place:
    return (pos.file, pos.line, pos.column) if pos.line and not is_library(pos) else None
