"""Edits of a source text."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

from chancheck.records import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """The characters from start up to end (offsets) become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A candidate for a repair. title: its effect, as a reviewer would ask for it.

    cost: how much a reader has to follow, and how much the change serialises; candidates are tried from the lowest on.
    """

    title: str
    edits: tuple[Edit, ...]
    cost: float

    def with_(self, other: Change) -> Change:
        return Change(f"{self.title}; {other.title}", (*self.edits, *other.edits), self.cost + other.cost + 1)


class Overlap(ValueError):
    """Two edits change the same characters."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, which name places of the text before. Raises Overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        if edit.start < at:
            raise Overlap(f"two edits change offset {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def diff(name: str, before: str, after: str) -> str:
    """A unified diff that `patch` and `git apply` read."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
