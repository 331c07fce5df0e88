"""One line a finding, as compilers and linters write them."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.language import say, speaking, translated
from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.report.slow import about_time, only_if_slow
from chancheck.report.summary import summary
from chancheck.source import plain_name
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, PROVED, Finding, Result
from chancheck.verdict.waits import Waiting


def render(results: Sequence[Result], show: Show) -> str:
    return "".join(piece(result, show, False) for result in results) + closing(results, show, False)


def piece(result: Result, show: Show, first: bool) -> str:
    with speaking(show.language):
        return "".join(line + "\n" for line in result_lines(result, show))


def closing(results: Sequence[Result], show: Show, first: bool) -> str:
    with speaking(show.language):
        return summary(results, show) + "\n" if show.verbosity >= 0 else ""


def culprit(finding: Finding) -> str:
    """For a deadlock, which always has the same text: the operation at which the goroutine to blame waits."""
    first = next((reason for reason in finding.why if isinstance(reason, Waiting)), None)
    if finding.kind != "deadlock" or first is None:
        return ""
    on = say(" on {what}", what=first.wait.on) if first.wait.on else ""
    return printable(f" (goroutine {first.goroutines[0]}: {first.wait.operation}{on})")


def one_line(text: str) -> str:
    return " ".join(text.split())


def message(found: Finding) -> str:
    return printable(translated(one_line(found.message)))


def warning(found: Finding) -> str:
    text = f"{found.location}: {found.code} {say('warning')}: {found.kind}: {message(found)}{culprit(found)}"
    return f"{text} ({only_if_slow(found)})"


def result_lines(result: Result, show: Show) -> list[str]:
    lines = [
        f"{d.pos if d.pos.line else plain_name(d.pos.file)}: {d.code} {d.severity.value}: {printable(d.message)}"
        for d in result.diagnostics
        if d.severity.value == "error" or show.verbosity > 0
    ]
    for found in result.own_findings:
        text = f"{found.location}: {found.code} {found.kind}: {message(found)}{culprit(found)}"
        lines.append(show.paint(text, "red") if not result.as_expected else text)
    lines += [warning(found) for found in result.verdict.warnings if show.verbosity >= 0]
    if result.verdict.answer == INCONCLUSIVE:
        lines.append(
            f"{plain_name(result.file)}: {result.entry}: {say(INCONCLUSIVE)}: {translated(str(result.verdict.limit))}"
        )
    if result.verdict.answer == PROVED and show.verbosity >= 0:
        lines.append(f"{plain_name(result.file)}: {result.entry}: {say(PROVED)}{about_time(result.verdict)}")
    if result.verdict.answer == ERROR and not result.diagnostics:
        lines.append(f"{plain_name(result.file)}: {result.entry}: error")
    return lines
