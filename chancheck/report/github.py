"""Workflow commands of GitHub Actions: each finding is an annotation at its line."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.diagnostic import Diagnostic, Severity
from chancheck.report.messages import printable
from chancheck.report.paths import shown
from chancheck.report.reasons import sentences
from chancheck.report.render_options import Show
from chancheck.report.steps import render_trace
from chancheck.source import Pos
from chancheck.verdict.finding import INCONCLUSIVE, PROVED, Finding, Result


def render(results: Sequence[Result], show: Show) -> str:
    return "".join(piece(result, show, False) for result in results)


def piece(result: Result, show: Show, first: bool) -> str:
    return "".join(line + "\n" for line in commands(result, show))


def closing(results: Sequence[Result], show: Show, first: bool) -> str:
    return ""


def commands(result: Result, show: Show) -> list[str]:
    out = [of_diagnostic(d) for d in result.diagnostics if d.severity is Severity.ERROR or show.verbosity > 0]
    out += [of_finding(finding, result, show) for finding in result.own_findings]
    out += [of_finding(finding, result, show, "warning") for finding in result.verdict.warnings]
    verdict = result.verdict
    file = Pos(result.file, 0, 0)
    if verdict.answer == INCONCLUSIVE:
        text = f"{result.entry}: nothing found so far, but {verdict.limit}"
        out.append(command("warning", file, None, "inconclusive", text))
    if verdict.answer == PROVED and not result.as_expected:
        text = f"{result.entry}: proved, but expected: {' '.join(sorted(result.expected or ()))}"
        out.append(command("error", file, None, "proved", text))
    return out


def of_finding(finding: Finding, result: Result, show: Show, level: str = "") -> str:
    """An expected finding is a notice. level: of a warning."""
    lines = [f"{result.entry}: {finding.message}", *sentences(finding)]
    run = render_trace(finding, show)
    if run:
        lines += ["", "shortest run:", *run]
    level = level or ("notice" if result.as_expected else "error")
    return command(level, finding.location, None, f"{finding.kind} ({finding.code})", "\n".join(lines))


def of_diagnostic(diagnostic: Diagnostic) -> str:
    text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    return command(diagnostic.severity.value, diagnostic.pos, diagnostic.end, diagnostic.code, text)


def command(level: str, pos: Pos, end: Pos | None, title: str, text: str) -> str:
    properties = []
    if pos.file:
        properties.append(("file", shown(pos.file)))
    if pos.line:
        properties += [("line", str(pos.line)), ("col", str(pos.column))]
    if end is not None and end.line == pos.line:
        properties += [("endLine", str(end.line)), ("endColumn", str(end.column))]
    properties.append(("title", f"chancheck: {title}"))
    written = ",".join(f"{name}={in_property(value)}" for name, value in properties)
    return f"::{level} {written}::{in_text(text)}"


def in_text(text: str) -> str:
    """As the runner reads it back (actions/toolkit, command.ts: escapeData)."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    return in_text(text).replace(":", "%3A").replace(",", "%2C")
