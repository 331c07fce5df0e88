"""Steps remembered. A step depends on the goroutines that take it and on the objects it reads, on nothing else; so it
is the same in every state that agrees on these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

MOST = 200_000
Found = TypeVar("Found")


class View:
    """The objects of a state by number (0: how many goroutines there are), and which of them were read, in order."""

    __slots__ = ("cells", "read")

    def __init__(self, cells: Sequence[Any]) -> None:
        self.cells = cells
        self.read: dict[int, Any] = {}

    def __getitem__(self, n: int) -> Any:
        part = self.read[n] = self.cells[n]
        return part


class Branch:
    """What the next object that is read turns out to be."""

    __slots__ = ("cases", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.cases: dict[Any, Any] = {}


class Memo(Generic[Found]):
    """A function of goroutines (and whatever else it is told) and a view of objects, computed once for each different
    thing it reads."""

    def __init__(self, compute: Callable[..., Sequence[Found]]) -> None:
        self.compute = compute
        self.trees: dict[Any, Any] = {}
        self.size = 0

    def __call__(self, cells: Sequence[Any], *goroutines: Any) -> Sequence[Found]:
        node = self.trees.get(goroutines)
        while type(node) is Branch:
            node = node.cases.get(cells[node.number])
        if node is None:
            view = View(cells)
            node = self.compute(view, *goroutines)
            self.keep(goroutines, view.read, node)
        return node

    def keep(self, at: Any, read: dict[int, Any], found: Sequence[Found]) -> None:
        self.size += 1
        if self.size > MOST:
            self.trees.clear()
            self.size = 0
        cases = self.trees
        for number, part in read.items():
            cases = cases.setdefault(at, Branch(number)).cases
            at = part
        cases[at] = found
