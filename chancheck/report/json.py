"""The report for programs. The schema is a contract: `chancheck schema` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from chancheck import __version__
from chancheck.diagnostic import Diagnostic as SourceDiagnostic
from chancheck.report.reasons import sentences, waits_for
from chancheck.report.render_options import Show
from chancheck.report.repairs import repair
from chancheck.source import Pos
from chancheck.verdict import finding as f

Kind = Literal["deadlock", "leak", "panic", "race", "stuck", "failure", "property"]


class Location(msgspec.Struct, frozen=True):
    file: str
    line: int
    column: int


class Frame(msgspec.Struct, frozen=True):
    """location: null for a function of the library that a model stands for."""

    function: str
    location: Location | None


class Goroutine(msgspec.Struct, frozen=True):
    """id 1 is main or the test. guilty: the finding is about this one. waits_for: sentences."""

    id: int
    name: str
    status: str
    function: str
    location: Location | None
    created_at: Location | None
    waits_for: list[str]
    guilty: bool
    stack: list[Frame]


class Access(msgspec.Struct, frozen=True):
    kind: str
    goroutine: int
    what: str
    location: Location | None
    stack: list[Frame]


class Step(msgspec.Struct, frozen=True):
    """goroutine moves (0: the runtime, for a timer); partner, if any, moves with it. With a scheduler, processor is the
    number of the P that made the step, and queues says where each goroutine is after it."""

    step: int
    goroutine: int
    operation: str
    location: Location | None
    message: str
    partner: int | None = None
    output: str = ""
    processor: int | None = None
    queues: str = ""


class Finding(msgspec.Struct, frozen=True):
    """level: "warning" of what only a slow machine shows, or may need one (it does not count for the verdict). time: of
    a program with timers, when they have to fire for it. switches, preemptions: of the run; also: other
    places at which the same defect shows; repair: a rule of thumb."""

    code: str
    kind: Kind
    message: str
    location: Location | None
    goroutines: list[Goroutine]
    accesses: list[Access]
    trace: list[Step]
    why: list[str]
    time: Literal["", "any", "exact", "virtual", "any and exact", "any and virtual"] = ""
    switches: int = 0
    preemptions: int = 0
    also: list[Location] = []
    repair: str = ""
    level: Literal["error", "warning"] = "error"


class Pass(msgspec.Struct, frozen=True):
    """One search of those that the answer took. search: its order, or "races" where accesses were followed through the
    states that were stored before (`states` counts pairs of an access and a state then)."""

    search: str
    states: int
    transitions: int
    seconds: float
    peak_memory_bytes: int


class Searched(msgspec.Struct, frozen=True):
    """A search of the plan that was followed. answer: what it alone says."""

    name: str
    answer: Literal["proved", "violated", "inconclusive"]
    states: int
    seconds: float


class Statistics(msgspec.Struct, frozen=True):
    states: int
    transitions: int
    depth: int
    seconds: float
    peak_memory_bytes: int
    engine: str
    complete: bool
    passes: list[Pass]


class Diagnostic(msgspec.Struct, frozen=True):
    code: str
    severity: Literal["error", "warning"]
    message: str
    location: Location | None
    help: str


class Coverage(msgspec.Struct, frozen=True):
    """The coverage of a search with --lossy. exact, seen: states in the exact table, and further ones in the lossy one,
    of so many bytes; fill: the share of its bits that are set. omitted: the expected number of new states taken for
    seen ones; share: of the successors of expanded states, how many were seen (estimated). left, cut: states met
    but not expanded, as the search was ended or the run to them was too long."""

    exact: int
    seen: int
    omitted: float
    share: float
    table_bytes: int
    fill: float
    left: int
    cut: int


class Result(msgspec.Struct, frozen=True):
    """expected: kinds that the file's directive names, null without one. limit: what cut the search short;
    reason: the same as a sentence, with what was tried and what grows; help: the option that may lead further.
    coverage: of a search with --lossy that used its table, else null. timers: "exact" where the verdict is about exact
    timers only; slow_limit: what cut the search for what slow machines show short. scaled: the answer for a
    program with smaller numbers, such as "proved at scale 3"; the verdict is no proof then. plan: the searches that
    the verdict took, in order."""

    file: str
    entry: str
    verdict: Literal["proved", "violated", "inconclusive", "error"]
    expected: list[Kind] | None
    as_expected: bool
    limit: str | None
    findings: list[Finding]
    statistics: Statistics
    coverage: Coverage | None
    diagnostics: list[Diagnostic]
    timers: Literal["", "exact"] = ""
    slow_limit: str | None = None
    scaled: str = ""
    plan: list[Searched] = []
    reason: str = ""
    help: str = ""


class Tool(msgspec.Struct, frozen=True):
    name: str
    version: str


class Report(msgspec.Struct, frozen=True):
    schema: Literal[1]
    tool: Tool
    results: list[Result]


def render(results: Sequence[f.Result], show: Show) -> str:
    report = Report(1, Tool("chancheck", __version__), [result_of(result) for result in results])
    return msgspec.json.format(encoded(report), indent=2).decode() + "\n"


def encoded(value: msgspec.Struct) -> bytes:
    """A name that is not UTF-8 is shown with escapes."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(valid(msgspec.to_builtins(value)))


def valid(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {valid(name): valid(each) for name, each in value.items()}
    return [valid(each) for each in value] if isinstance(value, list) else value


def schema() -> str:
    """The JSON Schema of a report."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Report)), indent=2).decode() + "\n"


def result_of(result: f.Result) -> Result:
    verdict = result.verdict
    expected = None if result.expected is None else [kind for kind in f.KINDS if kind in result.expected]
    return Result(
        result.file,
        result.entry,
        verdict.answer,  # type: ignore[arg-type]
        expected,  # type: ignore[arg-type]
        result.as_expected,
        verdict.limit.name if verdict.limit else None,
        [finding_of(finding) for finding in (*verdict.findings, *verdict.warnings)],
        statistics_of(verdict),
        coverage_of(verdict),
        [diagnostic_of(diagnostic) for diagnostic in result.diagnostics],
        "exact" if verdict.exact else "",
        verdict.slow.name if verdict.slow else None,
        verdict.scaled,
        [Searched(one.name, one.answer, one.states, round(one.seconds, 6)) for one in verdict.plan],  # type: ignore[arg-type]
        verdict.limit.text if verdict.limit else "",
        verdict.limit.flag if verdict.limit else "",
    )


def finding_of(finding: f.Finding) -> Finding:
    return Finding(
        finding.code,
        finding.kind,  # type: ignore[arg-type]
        finding.message,
        location(finding.location),
        [goroutine_of(goroutine) for goroutine in finding.goroutines],
        [Access(a.kind, a.goroutine, a.what, location(a.location), frames(a.frames)) for a in finding.accesses],
        [step_of(step) for step in finding.trace],
        sentences(finding),
        finding.time,  # type: ignore[arg-type]
        finding.switches,
        finding.preemptions,
        [Location(pos.file, pos.line, pos.column) for pos in finding.also],
        repair(finding),
        "warning" if finding.slow else "error",
    )


def goroutine_of(g: f.GoroutineReport) -> Goroutine:
    created = location(g.created_at)
    stack = frames(g.frames)
    return Goroutine(g.id, g.name, g.status, g.function, location(g.location), created, waits_for(g), g.guilty, stack)


def step_of(s: f.Step) -> Step:
    processor, queues = (s.processor if s.processor >= 0 else None), ("" if s.queues is None else str(s.queues))
    at = location(s.location)
    return Step(s.number, s.goroutine, s.operation, at, s.message, s.partner or None, s.output, processor, queues)


def statistics_of(verdict: f.Verdict) -> Statistics:
    s = verdict.statistics
    seconds = round(s.seconds, 6)
    passes = [Pass(p.what, p.states, p.transitions, round(p.seconds, 6), p.memory) for p in s.passes]
    return Statistics(s.states, s.transitions, s.depth, seconds, s.peak_memory, s.engine, verdict.complete, passes)


def coverage_of(verdict: f.Verdict) -> Coverage | None:
    c = verdict.coverage
    if c is None:
        return None
    return Coverage(c.exact, c.seen, c.omitted, c.share, c.bytes, c.fill, c.left, c.cut)


def diagnostic_of(d: SourceDiagnostic) -> Diagnostic:
    return Diagnostic(d.code, d.severity.value, d.message, location(d.pos), d.help)


def frames(stack: tuple[f.Frame, ...]) -> list[Frame]:
    return [Frame(frame.function, location(frame.pos)) for frame in stack]


def location(pos: Pos) -> Location | None:
    return Location(pos.file, pos.line, pos.column) if pos.line else None
