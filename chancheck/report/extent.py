"""How far a finding's place reaches: to the end of the word or of the sign at it."""

from __future__ import annotations

import re

from chancheck.source import Pos

WORD = re.compile(r"[\w.]+|<-|[^\w\s]|$")


def end_of(pos: Pos, lines: list[str]) -> Pos | None:
    """The place behind the last character; None where the source is not known."""
    if not 0 < pos.line <= len(lines):
        return None
    line = lines[pos.line - 1]
    start = min(max(pos.column - 1, 0), len(line))
    found = WORD.match(line, start)
    length = len(found[0]) if found is not None else 1
    return Pos(pos.file, pos.line, start + max(length, 1) + 1)


def entry_of(name: str, file: str, lines: list[str]) -> Pos:
    """The declaration of an entry; the file alone where it is not found."""
    declared = re.compile(rf"func\s+({re.escape(name.split('/')[0])})\s*\(")
    for number, line in enumerate(lines, 1):
        if found := declared.match(line):
            return Pos(file, number, found.start(1) + 1)
    return Pos(file, 0, 0)
