"""Source texts and places in them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from chancheck.records import dataclass


class Pos(NamedTuple):
    """A place in a source file: 1-based line and 1-based column (in characters); offset counts from 0."""

    file: str
    line: int
    column: int
    offset: int = -1

    def __str__(self) -> str:
        return f"{plain_name(self.file)}:{self.line}:{self.column}"

    @property
    def short(self) -> str:
        """For running text: the file without its folder, and the line."""
        return f"{plain_name(self.file.replace(chr(92), '/').rpartition('/')[2])}:{self.line}"


def plain_name(file: str) -> str:
    """The name of a file for people: on one line, with escapes for what a terminal or a log would obey."""
    return file if file.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in file)


NO_POS = Pos("", 0, 0)


@dataclass(frozen=True)
class Source:
    """One Go file: the name it is shown under, and its text."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets at which lines begin."""
        return [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]

    def pos(self, offset: int) -> Pos:
        """The place of the character at `offset`."""
        line = bisect_right(self._starts, offset) - 1
        return Pos(self.name, line + 1, offset - self._starts[line] + 1, offset)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1); empty when there is no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def is_library(pos: Pos) -> bool:
    """Whether a place lies in the standard library, its models or its source, which users did not write."""
    return pos.file.startswith("$")


def is_real(pos: Pos) -> bool:
    """Whether a place of the library is one of Go's own source."""
    return pos.file.startswith("$GOROOT")
