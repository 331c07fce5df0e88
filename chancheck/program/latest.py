"""Caches of analyses of recent programs. The passes of a verdict, and the subtests of a test, need the same few
programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from chancheck.deadline import share, within
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
        for place, (other, found) in enumerate(self.kept):
            if other is program:
                self.kept.insert(0, self.kept.pop(place))
                return found
        return None

    def keep(self, program: Program, found: Found) -> None:
        self.kept[KEPT - 1 :] = []
        self.kept.insert(0, (program, found))


class InTime(Generic[Found]):
    """An analysis that takes no more than a part of the time that is left. It is not begun where there is less than it
    typically takes, `pace` seconds for an instruction, and where it took too long, only again with twice the time."""

    def __init__(self, find: Callable[[Program], Found], part: float, pace: float) -> None:
        self.find, self.part, self.pace = find, part, pace
        self.found = Latest(find)
        self.in_vain = Latest[float](lambda program: 0.0)

    def __call__(self, program: Program) -> Found | None:
        found = self.found.known(program)
        if found is not None:
            return found
        seconds = share(self.part)
        if seconds < max(self.pace * length(program), 2 * (self.in_vain.known(program) or 0.0)):
            return None
        found = within(seconds, lambda: self.found(program))
        if found is None:
            self.in_vain.keep(program, seconds)
        return found


def length(program: Program) -> int:
    """The instructions of a program."""
    return sum(len(function.code) for function in program.functions)


originals = Latest[Program](lambda program: program)
"""Of a program that differs from another one only in texts that its entry names: that one, of which the same is
known."""
