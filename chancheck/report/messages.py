"""Messages about the source: the place, what is wrong, the line with the place marked, a way out."""

from __future__ import annotations

import re
import unicodedata

from chancheck.diagnostic import Diagnostic, Severity
from chancheck.program.unknown import shown as shown_unknown
from chancheck.report.render_options import Show
from chancheck.source import Pos, plain_name

TAB = "    "


def render_diagnostic(diagnostic: Diagnostic, lines: list[str], show: Show) -> list[str]:
    error = diagnostic.severity is Severity.ERROR
    label = show.paint(f"{diagnostic.severity.value}[{diagnostic.code}]", "bold red" if error else "bold yellow")
    at = diagnostic.pos
    head = f"{show.paint(str(at), 'bold')}: " if at.line else f"{plain_name(at.file)}: "
    out = [f"{head}{label}: {printable(diagnostic.message)}"]
    out += quote(diagnostic.pos, diagnostic.end, lines, show)
    for text, pos in diagnostic.notes:
        out.append(f"  note: {printable(text)}" + (f" ({pos})" if pos else ""))
    if diagnostic.help:
        out.append(f"  {show.paint('help:', 'bold cyan')} {printable(diagnostic.help)}")
    return out


def quote(pos: Pos, end: Pos | None, lines: list[str], show: Show) -> list[str]:
    """The source line with carets under the place; nothing when there is no such line."""
    if not 0 < pos.line <= len(lines):
        return []
    line = lines[pos.line - 1].rstrip("\r")
    start = min(pos.column - 1, len(line))
    stop = end.column - 1 if end and end.line == pos.line and end.column > pos.column else start + 1
    before, marked = shown(line[:start]), shown(line[start : min(stop, len(line))])
    margin = f"{pos.line:>5} | "
    room = max(show.width - len(margin), 20)
    text, at = window(shown(line), columns(before), room)
    carets = "^" * max(1, min(columns(marked), room - at))
    return [margin + text, " " * 5 + " | " + " " * at + show.paint(carets, "bold red")]


def window(text: str, at: int, room: int) -> tuple[str, int]:
    """A part of a long line that has the column `at` in it, and where in the part that is."""
    if columns(text) <= room:
        return text, at
    left = max(0, at - room // 2)
    cut = text[left : left + room - 6]
    return ("..." if left else "") + cut + "...", at - left + (3 if left else 0)


def shown(text: str) -> str:
    return printable(text.replace("\t", TAB))


COMMAND = r"(?m)^(\s*):(?=:)|#(?=#\w*\[)"
"""Commands that CI services read in logs: `::error::` at the start of a line, `##[error]` anywhere."""


def printable(text: str) -> str:
    """Control characters (a terminal would obey them) and the commands of CI services as escapes."""
    plain = "".join(c if c == "\n" or c.isprintable() else ascii(c)[1:-1] for c in shown_unknown(text))
    return re.sub(COMMAND, lambda m: f"{m[1]}\\x3a" if m[1] is not None else "\\x23", plain)


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)
