"""The canonical form of states: objects numbered from the roots, goroutines sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chancheck.machine.interning import Parts
from chancheck.machine.race_facts import Facts, knowledge
from chancheck.machine.state import HELPER, ROOT, GoroutineState, ObjectState
from chancheck.machine.ties import Privates

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
        root = 1 if gs and gs[0].flags & ROOT else 0
        order = list(range(len(gs)))
        numbered = self.numbered(objects, gs, order)
        if any(g.flags & HELPER for g in gs):
            order = [i for i in order if not (gs[i].flags & HELPER and self.forgotten(gs[i], objects, numbered.public))]
            numbered = self.numbered(objects, gs, order)
        number, found = numbered.number, numbered.found
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

    def numbered(self, objects: Objects, gs: list[GoroutineState], order: Sequence[int]) -> Privates:
        """The numbers of what these goroutines lead to."""
        number: Numbers = {}
        found: list[int] = []
        some = [gs[i] for i in order]
        privates = Privates(self.parts, objects, some, number, found)
        privates.reach((1,))
        if some and some[0].flags & ROOT:
            privates.reach(some[0].links)
        opened = 0
        for flag in (0, HELPER):
            of_kind = [g for g, one in enumerate(some) if one.flags & HELPER == flag]
            if self.symmetry:
                privates.settle(of_kind)
                opened = privates.open_bags(opened)
            else:
                for g in of_kind:
                    privates.reach(some[g].links)
                opened = privates.follow_bags(opened)
            if not flag:
                privates.public = frozenset(found)
        return privates

    def forgotten(self, g: GoroutineState, objects: Objects, public: frozenset[int]) -> bool:
        """A helper blocked on an object that no other goroutine can reach and that does not enable it."""
        n = self.waits_on(g, objects)
        return n > 0 and n not in public
