"""How an entry comes to what is not supported: from the place in the user's code to the library's."""

from __future__ import annotations

from collections.abc import Hashable

from chancheck.diagnostic import Diagnostic
from chancheck.records import replace
from chancheck.source import NO_POS, Pos, is_library
from chancheck.types.checker import UNSUPPORTED
from chancheck.types.types import FuncObj, Obj, VarObj

MOST_NOTES = 8
"""Calls on the way that a message names."""


class Reach:
    """For each function and package variable that an entry reaches: what reached it first, and where."""

    def __init__(self) -> None:
        self.before: dict[Obj, tuple[Obj | None, Pos]] = {}
        self.now: Obj | None = None  # what is being translated
        self.types: dict[Hashable, Obj] = {}  # where values of a type first become interface values

    def enter(self, obj: Obj, pos: Pos, by: Obj | None = None) -> None:
        self.before.setdefault(obj, (by or self.now, pos))

    def initialised(self, obj: Obj) -> VarObj | None:
        """The package variable of the program whose initial value leads to obj, if it was reached so first."""
        for _ in range(1000):
            if isinstance(obj, VarObj) and not is_library(obj.pos):
                return obj
            by, _ = self.before.get(obj, (None, NO_POS))
            if by is None:
                return None
            obj = by
        return None

    def told(self, problems: list[Diagnostic], obj: Obj) -> list[Diagnostic]:
        """Problems in the code of obj, each at the user's place that leads there."""
        return [self.at_user(problem, obj) if is_library(problem.pos) else problem for problem in problems]

    def at_user(self, problem: Diagnostic, obj: Obj) -> Diagnostic:
        way, pos = [(obj, problem.pos)], problem.pos
        while is_library(pos) and way[-1][0] in self.before and len(way) < 1000:
            by, pos = self.before[way[-1][0]]
            if by is None:
                break
            way.append((by, by.pos if pos == NO_POS else pos))
        pos = way[-1][1] if not is_library(way[-1][1]) else (way[-1][0].pos if not is_library(way[-1][0].pos) else pos)
        if is_library(pos) or pos == NO_POS:
            return problem
        first, inner = way[-2][0] if len(way) > 1 else obj, named(obj)
        notes = tuple((f"{named(through)} leads to it", at) for through, at in reversed(way[1:-1]))
        about = f"{named(first)} {inner}"
        message = f"{named(first)} is not supported: {problem.message}"
        return replace(
            problem,
            code=UNSUPPORTED,
            message=message,
            pos=pos,
            end=None,
            about=about,
            notes=shortened(notes, problem.pos),
        )


def shortened(notes: tuple[tuple[str, Pos], ...], last: Pos) -> tuple[tuple[str, Pos | None], ...]:
    half = MOST_NOTES // 2
    kept = notes if len(notes) <= MOST_NOTES else (*notes[:half], *notes[-half:])
    return (*kept, ("what is not supported is here", last))


def named(obj: Obj) -> str:
    return obj.full_name.replace("[...]", "") if isinstance(obj, FuncObj) else f"{obj.pkg}.{obj.name}"
