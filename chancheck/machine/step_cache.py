"""A cache of steps. A step depends on the goroutines that take it and on the objects it reads, and on nothing else; so
it is the same in every state that agrees on these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from chancheck.machine.state import ObjectState
from chancheck.machine.workspace import Readable, View

MOST = 200_000
Found = TypeVar("Found")


class Branch:
    """A branch on the value of the next object that is read."""

    __slots__ = ("cases", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.cases: dict[object, object] = {}


class StepCache(Generic[Found]):
    """A function of a view of objects, goroutines and other values, computed once for each different thing it reads."""

    def __init__(self, compute: Callable[..., Found]) -> None:  # type: ignore[explicit-any]
        self.compute = compute
        self.trees: dict[object, object] = {}
        self.size = 0

    def __call__(self, cells: Readable, *goroutines: object) -> Found:
        node: object = self.trees.get(goroutines)
        while type(node) is Branch:
            node = node.cases.get(cells[node.number])
        if node is None:
            view = View(cells)
            node = self.compute(view, *goroutines)
            if not view.whole:  # what passing time does depends on all of a state
                self.keep(goroutines, view.read, node)
        result: Found = node  # type: ignore[assignment]
        return result

    def keep(self, at: object, read: dict[int, int | ObjectState], found: Found) -> None:
        self.size += 1
        if self.size > MOST:
            self.trees.clear()
            self.size = 0
        cases = self.trees
        for number, part in read.items():
            cases = cases.setdefault(at, Branch(number)).cases  # type: ignore[attr-defined]
            at = part
        cases[at] = found
