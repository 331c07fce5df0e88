"""Errors in a go.mod file (Go Modules Reference, go.mod files)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancheck.diagnostic import Diagnostic
from chancheck.source import Pos
from chancheck.verdict.codes import UNREADABLE

DIRECTIVES = ("module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore")
COMMENT = re.compile(r"(?:^|[ \t])//.*")
VERSION = re.compile(r"[1-9]\d*(?:\.(?:0|[1-9]\d*)){0,2}(?:(?:rc|beta)\d+)?$")


def problems(name: str, text: str) -> list[Diagnostic]:
    """Errors for which the go command refuses the file; the first one is what it says."""
    lines = [COMMENT.sub("", line).rstrip() for line in text.split("\n")]
    found = list(wrong_lines(name, lines))
    if not found and not any(re.match(r"\s*module\b", line) for line in lines):
        found = [problem(name, 1, "", "no module declaration", "begin with: module PATH")]
    return found


def wrong_lines(name: str, lines: list[str]) -> Iterator[Diagnostic]:
    block = 0  # the line with the parenthesis that is open
    for number, line in enumerate(lines, 1):
        word, _, rest = line.strip().partition(" ")
        if block:
            block = 0 if word == ")" else block
        elif word and word.partition("(")[0].partition("\t")[0] not in DIRECTIVES:
            known = f"the directives are {', '.join(DIRECTIVES)}"
            yield problem(name, number, line, f"unknown directive: {word}", known)
        elif line.endswith("("):
            block = number
        elif word == "go" and not VERSION.match(rest.strip()):
            yield problem(name, number, line, f"invalid go version '{rest.strip()}'", "must match format 1.23.0")
    if block:
        yield problem(name, block, lines[block - 1], "unterminated block", "close it with )")


def problem(name: str, line: int, text: str, message: str, help: str) -> Diagnostic:
    column = len(text) - len(text.lstrip()) + 1
    return Diagnostic(UNREADABLE, message, Pos(name, line, column), help=help)
