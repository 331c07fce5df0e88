"""Results as a flat list of problems at places, for formats that know no runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from chancheck.diagnostic import Diagnostic, Severity
from chancheck.records import dataclass, field
from chancheck.report.extent import end_of, entry_of
from chancheck.report.fingerprint import fingerprints
from chancheck.report.reasons import sentences
from chancheck.report.repairs import repair
from chancheck.source import Pos, is_library
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, Finding, Result

UNDECIDED, UNMET = "inconclusive", "unexpected-proof"


@dataclass(frozen=True, slots=True)
class Problem:
    """name: a code, or UNDECIDED or UNMET. level: error, warning or info (what a file expects). text: what is wrong in
    one line; more: the reasons, line by line. related: other places, each with what is there. lines: of its file."""

    name: str
    kind: str
    level: str
    text: str
    pos: Pos
    end: Pos | None
    fingerprint: str
    more: tuple[str, ...] = ()
    related: tuple[tuple[str, Pos], ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)


def problems(results: Sequence[Result]) -> Iterator[Problem]:
    for result, finding, fingerprint in fingerprints(results):
        yield of_finding(result, finding, fingerprint)
    for result in results:
        for diagnostic in result.diagnostics:
            if diagnostic.severity is Severity.ERROR:
                yield of_diagnostic(result, diagnostic)
        if result.verdict.answer == INCONCLUSIVE:
            text = f"{result.entry}: nothing found so far, but {result.verdict.limit}"
            yield of_entry(result, UNDECIDED, "warning", text)
        elif result.verdict.answer == PROVED and not result.as_expected:
            text = f"{result.entry}: proved, but expected: {' '.join(sorted(result.expected or ()))}"
            yield of_entry(result, UNMET, "error", text)


def of_finding(result: Result, finding: Finding, fingerprint: str) -> Problem:
    expected = result.as_expected and finding.kind in (result.expected or ())
    lines = result.lines(finding.location.file)
    hint = repair(finding)
    return Problem(
        finding.code,
        finding.kind,
        "warning" if finding.slow else "info" if expected else "error",
        f"{finding.kind}: {' '.join(finding.message.split())}",
        finding.location,
        end_of(finding.location, lines),
        fingerprint,
        (*sentences(finding), *([f"repair: {hint}"] if hint else ())),
        tuple(related(finding)),
        tuple(lines),
    )


def related(finding: Finding) -> Iterator[tuple[str, Pos]]:
    """The places of the other goroutines of a finding and of its accesses, and where they were started."""
    for access in finding.accesses:
        yield f"{access.kind} of {access.what} by goroutine {access.goroutine}", access.location
    for g in finding.goroutines:
        if g.location.line and not is_library(g.location):
            yield f"goroutine {g.id} [{g.status}]", g.location
        if g.created_at.line and not is_library(g.created_at):
            yield f"goroutine {g.id} was started here", g.created_at


def of_diagnostic(result: Result, diagnostic: Diagnostic) -> Problem:
    lines = result.lines(diagnostic.pos.file)
    text = f"{diagnostic.code}\0{diagnostic.message}\0{diagnostic.pos.line}"
    more = (diagnostic.help,) if diagnostic.help else ()
    end = diagnostic.end or end_of(diagnostic.pos, lines)
    pos = diagnostic.pos if diagnostic.pos.file else Pos(result.file, 0, 0)
    return Problem(
        diagnostic.code, "source", "error", diagnostic.message, pos, end, digest(result, text), more, (), tuple(lines)
    )


def of_entry(result: Result, name: str, level: str, text: str) -> Problem:
    lines = result.lines(result.file)
    pos = entry_of(result.entry, result.file, lines)
    return Problem(name, name, level, text, pos, end_of(pos, lines), digest(result, name), (), (), tuple(lines))


def digest(result: Result, text: str) -> str:
    return sha256(f"{result.entry}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
