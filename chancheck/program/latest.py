"""A cache of analyses of recent programs. The passes of a verdict need the same few programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from chancheck.program.program import Program

Found = TypeVar("Found")
KEPT = 4


class Latest(Generic[Found]):
    """find: what is kept of a program."""

    def __init__(self, find: Callable[[Program], Found]) -> None:
        self.find = find
        self.kept: list[tuple[Program, Found]] = []

    def __call__(self, program: Program) -> Found:
        known = self.known(program)
        if known is None:
            known = self.find(program)
            self.keep(program, known)
        return known

    def known(self, program: Program) -> Found | None:
        return next((found for other, found in self.kept if other is program), None)

    def keep(self, program: Program, found: Found) -> None:
        self.kept[KEPT - 1 :] = []
        self.kept.insert(0, (program, found))
