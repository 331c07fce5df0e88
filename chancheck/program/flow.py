"""Where the ways of a branch meet, in the code of one function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from chancheck.deadline import poll
from chancheck.program.liveness import successors
from chancheck.program.program import Function, Site

OUT = -1
"""Stands for all that a path does not go through."""

MOST_WIDE = 300
"""Instructions between a branch and where its ways meet."""


class Flow:
    """The successors of each instruction, and the code indices to which something else than the one before leads."""

    def __init__(self, function: Function, sites: Sequence[Site]) -> None:
        self.after = [successors(sites, pc, instr) for pc, instr in enumerate(function.code)]
        self.entered = {to for pc, targets in enumerate(self.after) for to in targets if to != pc + 1}

    def begins_block(self, pc: int) -> bool:
        return pc in self.entered or len(self.after[pc - 1]) > 1

    def quiet(self, branch: int, is_quiet: Callable[[int], bool]) -> dict[int, tuple[int, ...]] | None:
        """The code from a branch on up to the first instructions that are not quiet, by its successors; breadth first.
        These lead out. None if that is too much."""
        found: dict[int, tuple[int, ...]] = {}
        due = [branch]
        for pc in due:
            poll()
            found[pc] = self.after[pc] if pc == branch or is_quiet(pc) else (OUT,)
            due += [to for to in dict.fromkeys(found[pc]) if to != OUT and to not in due]
            if len(due) > MOST_WIDE:
                return None
        return found

    def meets(self, branch: int, is_quiet: Callable[[int], bool]) -> int | None:
        """The first place that all ways from a branch through quiet code lead to."""
        near = self.quiet(branch, is_quiet)
        if near is None:
            return None
        return next((pc for pc in near if pc != branch and OUT not in reached(near, branch, pc)), None)

    def between(self, branch: int, join: int) -> frozenset[int]:
        """The code behind a branch up to where its ways meet, without either."""
        return frozenset(reached(dict(enumerate(self.after)), branch, join)) - {branch}


def reached(after: dict[int, tuple[int, ...]], start: int, without: int) -> set[int]:
    """Start, and what it leads to by paths that do not touch a place."""
    found, due = {start}, [start]
    while due:
        for to in after.get(due.pop(), ()):
            if to != without and to not in found:
                found.add(to)
                due.append(to)
    return found


def circles(after: Sequence[tuple[int, ...]], places: Collection[int]) -> Iterator[frozenset[int]]:
    """The sets of places that lead to one another, without leaving the given ones."""
    left = set(places)
    graph = {pc: tuple(to for to in after[pc] if to in left) for pc in places}
    ahead = {pc: reached(graph, pc, OUT) for pc in places}
    while left:
        one = left.pop()
        circle = {one} | {pc for pc in ahead[one] if one in ahead[pc]}
        left -= circle
        if len(circle) > 1 or one in graph[one]:
            yield frozenset(circle)
