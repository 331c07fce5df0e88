"""Markdown, for the summary of a CI job or a comment: a table of the results, then each finding with its run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancheck.language import say, speaking, translated
from chancheck.report import mermaid
from chancheck.report.full import expectation
from chancheck.report.full_findings import run_title
from chancheck.report.messages import printable
from chancheck.report.paths import shown
from chancheck.report.reasons import sentences
from chancheck.report.render_options import Show
from chancheck.report.repairs import repair
from chancheck.report.slow import about_time, only_if_slow
from chancheck.report.summary import summary
from chancheck.source import Pos
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, PROVED, VIOLATED, Finding, Result

SIGNS = {PROVED: "✅", VIOLATED: "❌", INCONCLUSIVE: "❔", ERROR: "❌"}


def render(results: Sequence[Result], show: Show) -> str:
    with speaking(show.language):
        return text_of(results, show)


def text_of(results: Sequence[Result], show: Show) -> str:
    out = ["## chancheck", "", escaped(summary(results, show)), ""]
    if results:
        out += [say("| | file | entry | answer |"), "|---|---|---|---|", *(row(result) for result in results), ""]
    for result in results:
        out += errors(result)
        for finding in result.verdict.findings:
            out += section(finding, result, show)
        for finding in result.verdict.warnings:
            out += [warning(finding), ""]
    return "\n".join(out).rstrip("\n") + "\n"


def row(result: Result) -> str:
    verdict = result.verdict
    text = (
        say(verdict.answer) + about_time(verdict) + (f": {', '.join(sorted(verdict.kinds))}" if verdict.kinds else "")
    )
    text += f": {translated(str(verdict.limit))}" if verdict.limit else ""
    text += expectation(result)
    sign = SIGNS[PROVED] if result.as_expected else SIGNS[verdict.answer if verdict.answer != PROVED else ERROR]
    return f"| {sign} | {cell(shown(result.file))} | {cell(result.entry)} | {cell(text)} |"


def errors(result: Result) -> list[str]:
    found = [d for d in result.diagnostics if d.severity.value == "error"]
    lines = [f"* {code(place(d.pos))} {escaped(d.message)}{escaped(f' ({d.help})' if d.help else '')}" for d in found]
    return [*lines, ""] if lines else []


def section(finding: Finding, result: Result, show: Show) -> list[str]:
    title = say("{kind} ({code}) at {place}", kind=finding.kind, code=finding.code, place=code(place(finding.location)))
    out = [f"### {title}", "", escaped(translated(finding.message)), ""]
    lines = result.lines(finding.location.file)
    if 0 < finding.location.line <= len(lines):
        out += [*fenced(lines[finding.location.line - 1].strip(), "go"), ""]
    out += [f"* {escaped(text)}" for text in sentences(finding)]
    if hint := repair(finding):
        out += ["", say("**Repair:** {hint}", hint=escaped(say(hint)))]
    if run := mermaid.render_trace(finding, show):
        title = escaped(run_title(finding, show).rstrip(":"))
        out += ["", f"<details open><summary>{title}</summary>", "", *run, "", "</details>"]
    return [*out, ""]


def warning(finding: Finding) -> str:
    """One line without the run."""
    what = say("{kind} ({code}) at {place}", kind=finding.kind, code=finding.code, place=code(place(finding.location)))
    return f"{say('Warning')}: {what}: {escaped(translated(finding.message))} ({escaped(only_if_slow(finding))})"


def place(pos: Pos) -> str:
    return f"{shown(pos.file)}:{pos.line}" if pos.line else shown(pos.file)


def fenced(text: str, language: str) -> list[str]:
    """A block of code with a fence longer than any row of backquotes in it."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return [fence + language, printable(text), fence]


def code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{printable(one_line(text))}{fence}"


def cell(text: str) -> str:
    return escaped(text).replace("|", "\\|")


def escaped(text: str) -> str:
    """Text that Markdown takes as it is; no HTML and no links."""
    text = re.sub(r"([\\`*_{}\[\]#~])", r"\\\1", printable(one_line(text)))
    return text.replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    return " ".join(text.split())
