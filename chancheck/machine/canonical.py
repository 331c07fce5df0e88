"""The canonical form of states: objects numbered from the roots, goroutines sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chancheck.deadline import poll
from chancheck.machine.interning import Parts
from chancheck.machine.race_facts import Facts, knowledge
from chancheck.machine.state import HELPER, ROOT, GoroutineState, ObjectState

Numbers = dict[int, int]
"""The new number of each object that has one."""


class Overlay(dict[int, ObjectState]):
    """The objects of a state with those that a step changed or made."""

    def __init__(self, objects: Sequence[ObjectState], changed: Mapping[int, ObjectState]) -> None:
        super().__init__(changed)
        self.objects = objects

    def __missing__(self, n: int) -> ObjectState:
        return self.objects[n - 1]

    @property
    def goroutines(self) -> int:
        raise NotImplementedError("what a canonical form depends on must not count goroutines")


Objects = Overlay


class Canonical:
    """waits_on: the number of the object on which a goroutine is blocked without a partner; 0 if there is none."""

    def __init__(self, parts: Parts, symmetry: bool, waits_on: Callable[[GoroutineState, Objects], int]) -> None:
        self.parts, self.symmetry, self.waits_on = parts, symmetry, waits_on

    def form(
        self, objects: Objects, gs: list[GoroutineState], facts: Facts | None = None, indices: Sequence[int] = ()
    ) -> tuple[tuple[ObjectState, ...], tuple[GoroutineState, ...], list[int], tuple[int, ...]]:
        """Objects and goroutines in canonical form; for each goroutine its index in `gs`, for each object its number in
        `objects`. facts: of the race monitor, which calls the goroutines by `indices`."""
        number: Numbers = {}
        found: list[int] = []
        root = 1 if gs and gs[0].flags & ROOT else 0
        self.reach((1,), objects, number, found)
        if root:
            self.reach(gs[0].links, objects, number, found)
        order = list(range(len(gs)))
        if any(g.flags & HELPER for g in gs):
            plain = [i for i in order if not gs[i].flags & HELPER]
            self.settle([gs[i] for i in plain], objects, number, found)
            opened = self.open_bags(0, objects, number, found)
            live = [i for i in order if gs[i].flags & HELPER and not self.forgotten(gs[i], objects, number)]
            self.settle([gs[i] for i in live], objects, number, found)
            self.open_bags(opened, objects, number, found)
            order = sorted(plain + live)
        else:
            self.settle(gs, objects, number, found)
            self.open_bags(0, objects, number, found)
        placed = tuple([objects[n] for n in found])
        if found != list(range(1, len(found) + 1)):
            renamed = self.parts.renamed
            placed = tuple([renamed(part, number) for part in placed])
            gs = [renamed(g, number) if i in order else g for i, g in enumerate(gs)]
        placed = tuple(map(self.parts.in_order, placed))
        if self.symmetry:
            known = knowledge(facts, number) if facts else {}
            by_part = gs.__getitem__
            order[root:] = sorted(
                order[root:], key=(lambda i: (gs[i], known.get(indices[i], []))) if known else by_part
            )
        return placed, tuple([gs[i] for i in order]), order, tuple(found)

    def reach(self, links: Sequence[int], objects: Objects, number: Numbers, found: list[int]) -> None:
        """Number some objects and what can be reached from them: each one, then all behind it, breadth first."""
        poll()
        for first in links:
            at = len(found)
            if first not in number:
                found.append(first)
                number[first] = len(found)
            while at < len(found):
                poll()
                part = objects[found[at]]
                for n in () if self.parts.bags[part.shape] else part.links:
                    if n not in number:
                        found.append(n)
                        number[n] = len(found)
                at += 1

    def open_bags(self, first: int, objects: Objects, number: Numbers, found: list[int]) -> int:
        """Number what only bags lead to, from one of the objects on. Where the last one was."""
        while first < len(found):
            part = objects[found[first]]
            if self.parts.bags[part.shape]:
                self.reach(part.links, objects, number, found)
            first += 1
        return first

    def settle(self, gs: list[GoroutineState], objects: Objects, number: Numbers, found: list[int]) -> None:
        """Number what goroutines reach, one after the other; with symmetry the one with the least encoding so far
        (ties: the earlier) comes first, without it the earlier."""
        if not self.symmetry:
            for g in gs:
                self.reach(g.links, objects, number, found)
            return
        while gs := [g for g in gs if any(n not in number for n in g.links)]:
            least = min(gs, key=lambda g: self.parts.renamed(g, number))
            self.reach(least.links, objects, number, found)

    def forgotten(self, g: GoroutineState, objects: Objects, number: Numbers) -> bool:
        """A helper blocked on an object that no other goroutine can reach and that does not enable it."""
        n = self.waits_on(g, objects)
        return n > 0 and n not in number
