"""Pages of tests: Markdown with programs, each followed by what is to be said about it.

    ```go
    func main() { ... }
    ```
    verdict: deadlock leak        exactly these kinds are found; `proved`: none, and everything was visited;
                                  `unknown`: inconclusive, since runs depend on values that no model knows
    outcomes: "1 2" "<deadlock>"  the set of all that it can print and how it can end
    error: CC201 line 3 "text"    this message, at that line of the program; once for each message, and no others
    options: go=1.21 entry=TestX  settings for the expectations that follow
    contains: "text"              the full report has this text (white space counts as one blank)

Package clause and imports may be left out. Words after an expectation in parentheses are comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```go\s*$(.*?)^```\s*$", re.M | re.S)
EXPECTATION = re.compile(r"(verdict|outcomes|error|options|contains):[ \t]*(.*)$")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
HEADING = re.compile(r"^#+ (.*)$", re.M)


@dataclass
class Case:
    """One program with its expectations: pairs of what kind and the text behind the colon."""

    page: Path
    line: int
    title: str
    text: str
    expectations: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        words = re.sub(r"[^\w]+", "-", self.title).strip("-").lower()
        return f"{self.page.stem}:{self.line}:{words}"


def cases(folder: Path) -> list[Case]:
    return [case for page in sorted(folder.rglob("*.md")) for case in cases_of(page)]


def cases_of(page: Path) -> Iterator[Case]:
    text = page.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        titles = HEADING.findall(text, 0, fence.start())
        line = text.count("\n", 0, fence.start()) + 2
        expectations = list(expectations_after(text[fence.end() :]))
        yield Case(page, line, titles[-1] if titles else page.stem, fence[1].removeprefix("\n"), expectations)


def expectations_after(text: str) -> Iterator[tuple[str, str]]:
    """The expectation lines that follow a program directly."""
    for line in text.lstrip("\n").split("\n"):
        match = EXPECTATION.match(line)
        if not match:
            return
        yield match[1], match[2].strip()


def run(case: Case) -> None:
    """Checks a program against every expectation that follows it."""
    assert case.expectations, f"{case.page}:{case.line}: a program without an expectation"
    options: dict[str, Any] = {}
    errors = [argument for kind, argument in case.expectations if kind == "error"]
    if errors:
        check_errors(case, errors, options_of(case))
    for kind, argument in case.expectations:
        if kind == "options":
            options = parse_options(argument)
        elif kind == "verdict":
            check_verdict(case, argument, options)
        elif kind == "outcomes":
            check_outcomes(case, quoted(argument), options)
        elif kind == "contains":
            check_contains(case, quoted(argument), options)


def options_of(case: Case) -> dict[str, Any]:
    return next((parse_options(argument) for kind, argument in case.expectations if kind == "options"), {})


def parse_options(text: str) -> dict[str, Any]:
    """`go=1.21 entry=TestX max_states=100 define=N=2`"""
    options: dict[str, Any] = {}
    for word in text.split():
        name, _, value = word.partition("=")
        if name == "define":
            constant, _, number = value.partition("=")
            options.setdefault("define", {})[constant] = number
        else:
            options[name] = int(value) if value.isdigit() else value
    return options


def quoted(text: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", word) for word in QUOTED.findall(text)]


def results(case: Case, options: dict[str, Any]) -> list[Any]:
    from chancheck.check import Options, check_source
    from chancheck.source import Source

    return check_source(Source(f"{case.page.stem}.gol", case.text), Options(**options))


def check_verdict(case: Case, argument: str, options: dict[str, Any]) -> None:
    wanted = set(re.sub(r"\(.*\)", "", argument).split())
    got = results(case, options)
    problems = [f"{d.pos}: {d.code} {d.message}" for result in got for d in result.diagnostics]
    answers = [result.verdict.answer for result in got]
    assert "error" not in answers, f"{case.page}:{case.line}: {problems}"
    found = {kind for result in got for kind in result.verdict.kinds}
    limits = {result.verdict.limit.name for result in got if result.verdict.answer == "inconclusive"}
    found |= {"unknown" if limit == "unknown" else "inconclusive" for limit in limits}
    assert (found or {"proved"}) == wanted, "\n".join(rendered(got))


def rendered(got: list[Any]) -> list[str]:
    from chancheck.report import render
    from chancheck.report.render_options import Show

    return render(got, "full", Show(width=100)).split("\n")


def check_outcomes(case: Case, wanted: list[str], options: dict[str, Any]) -> None:
    from chancheck.check import Options
    from chancheck.outcomes import outcomes_of_source
    from chancheck.source import Source

    seen, limit = outcomes_of_source(Source(f"{case.page.stem}.gol", case.text), Options(**options))
    assert not limit, f"{case.page}:{case.line}: {limit}"
    assert set(seen) == set(wanted), f"{case.page}:{case.line}"


def check_errors(case: Case, wanted: list[str], options: dict[str, Any]) -> None:
    """Every message is expected, and every expected message is there: code, line and text."""
    got = [d for result in results(case, options) for d in result.diagnostics if d.severity.value == "error"]
    missing = []
    for argument in wanted:
        code, line = argument.split()[0], re.search(r"line (\d+)", argument)
        fits = [
            d
            for d in got
            if d.code == code
            and (not line or d.pos.line == int(line[1]))
            and all(q in d.message for q in quoted(argument))
        ]
        if fits:
            got.remove(fits[0])
        else:
            missing.append(argument)
    rest = [f"{d.code} line {d.pos.line} {d.message!r}" for d in got]
    assert not missing and not rest, f"{case.page}:{case.line}: missing {missing}, unexpected {rest}"


def check_contains(case: Case, wanted: list[str], options: dict[str, Any]) -> None:
    text = " ".join(" ".join(rendered(results(case, options))).split())
    for phrase in wanted:
        assert phrase in text, text
