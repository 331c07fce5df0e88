"""The numbers of objects that only goroutines other than the root and entries of bags lead to (ADR 61).

Names of goroutines and objects make no difference: a choice depends on what a goroutine has, on what the objects behind
it hold, and on what refers to these. Where goroutines are still alike, each choice gives the same state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from chancheck.deadline import poll
from chancheck.machine.interning import Parts
from chancheck.machine.state import HELPER, GoroutineState, ObjectState

MOST_CODES = 100
"""Of groups of goroutines, for one state. After them the order of arrival decides, so that states which differ in names
alone may stay apart."""

Places = list[int]
"""Goroutines by their index."""
Code = tuple[list[GoroutineState], list[ObjectState], list[tuple[int, tuple[int, ...]]]]
"""Of some goroutines and some objects: their cells, and the entries for these objects in other bags."""
Referrers = Mapping[int, Sequence[int]]
"""Of each object without a number those that refer to it: objects, and goroutines as -1 - index."""


class Alike(NamedTuple):
    """Goroutines with the same encoding so far (or no one, for an entry of a bag), of which each leads to the same
    objects in the same order. code: what these goroutines and objects hold, by the numbers that the objects would get
    next."""

    members: Places
    leads_to: list[int]
    code: Code


class Objects(Protocol):
    def __getitem__(self, n: int, /) -> ObjectState: ...


class Privates:
    """goroutines: all of the state; number, found: the objects that have numbers, which `settle` extends."""

    def __init__(
        self,
        parts: Parts,
        objects: Objects,
        goroutines: Sequence[GoroutineState],
        number: dict[int, int],
        found: list[int],
    ) -> None:
        self.parts, self.objects, self.goroutines = parts, objects, goroutines
        self.number, self.found = number, found
        self.codes_left = MOST_CODES
        self.public: frozenset[int] = frozenset()
        """The objects that others than helpers lead to."""

    def reach(self, links: Sequence[int]) -> None:
        """Number some objects and what can be reached from them: each one, then all behind it, breadth first."""
        poll()
        number, found = self.number, self.found
        for first in links:
            at = len(found)
            if first not in number:
                found.append(first)
                number[first] = len(found)
            while at < len(found):
                poll()
                part = self.objects[found[at]]
                for n in () if self.parts.bags[part.shape] else part.links:
                    if n not in number:
                        found.append(n)
                        number[n] = len(found)
                at += 1

    def take_back(self, size: int) -> list[int]:
        """The objects after the first `size`, which lose their numbers."""
        found = self.found[size:]
        for n in found:
            del self.number[n]
        del self.found[size:]
        return found

    def unnumbered(self, part: GoroutineState | ObjectState) -> tuple[int, ...]:
        return tuple([n for n in part.links if n not in self.number])

    def settle(self, gs: Places) -> None:
        """The goroutine with the least encoding so far comes first, of those that are not tied if there are any."""
        while gs := [g for g in gs if self.unnumbered(self.goroutines[g])]:
            alike: dict[GoroutineState, dict[tuple[int, ...], Places]] = {}
            for g in gs:
                one = self.goroutines[g]
                same = alike.setdefault(self.parts.renamed(one, self.number), {})
                same.setdefault(self.unnumbered(one), []).append(g)
            first = min(alike, key=lambda form: (len(alike[form]) > 1, form))
            self.choose(alike[first])

    def open_bags(self, first: int) -> int:
        """Number what only bags lead to, from one of the objects on: the least entry first. Where the last one was."""
        while first < len(self.found):
            part = self.objects[self.found[first]]
            if self.parts.bags[part.shape]:
                keys = self.parts.keys(part)
                while later := [i for i, key in enumerate(keys) if key and key not in self.number]:
                    tail = self.parts.renamed(part, self.number).tail
                    least = min(tail[i] for i in later)
                    self.choose({(keys[i],): [] for i in later if tail[i] == least})
            first += 1
        return first

    def follow_bags(self, first: int) -> int:
        """The same in the order of insertion."""
        while first < len(self.found):
            part = self.objects[self.found[first]]
            if self.parts.bags[part.shape]:
                self.reach(part.links)
            first += 1
        return first

    def choose(self, alike: Mapping[tuple[int, ...], Places]) -> None:
        """Number what some of the goroutines lead to that come first, by the objects that they have addresses of."""
        if len(alike) == 1:
            self.reach(next(iter(alike)))
        else:
            self.break_tie(alike)

    # --- ties -----------------------------------------------------------------------------------------

    def break_tie(self, tied: Mapping[tuple[int, ...], Places]) -> None:
        if shared := in_same_place([self.behind(links) for links in tied]):
            self.reach(shared)
            return
        candidates = sorted([self.candidate(links, gs) for links, gs in tied.items()], key=lambda c: c.code)
        for _, same in groupby(candidates, key=lambda c: c.code):
            some = list(same)
            if any(n in self.number for c in some for n in c.leads_to):
                return
            if len(some) == 1:
                self.reach(some[0].leads_to)
                continue
            if shared := in_same_place([c.leads_to for c in some]):
                self.reach(shared)
                return
            referrers = self.referrers()
            apart = [self.is_apart(c, referrers) for c in some]
            for c, alone in zip(some, apart, strict=True):
                if alone:
                    self.reach(c.leads_to)
            if not all(apart):
                self.by_groups([c for c, alone in zip(some, apart, strict=True) if not alone], referrers)
                return

    def behind(self, links: Sequence[int]) -> list[int]:
        """The objects without a number that these lead to, in order."""
        size = len(self.found)
        self.reach(links)
        return self.take_back(size)

    def candidate(self, links: Sequence[int], members: Places) -> Alike:
        size = len(self.found)
        self.reach(links)
        code = self.code(members, size)
        return Alike(members, self.take_back(size), code)

    def code(self, gs: Places, size: int) -> Code:
        """Of goroutines and the objects after the first `size`."""
        forms = sorted([self.parts.renamed(self.goroutines[g], self.number) for g in gs])
        return forms, [self.form(self.objects[n]) for n in self.found[size:]], self.entries(size)

    def form(self, part: ObjectState) -> ObjectState:
        part = self.parts.renamed(part, self.number)
        return self.parts.with_entries(part, sorted(part.tail)) if self.parts.bags[part.shape] else part

    def entries(self, size: int) -> list[tuple[int, tuple[int, ...]]]:
        """Of bags among the first `size` objects the entries for later ones."""
        new, out = set(self.found[size:]), []
        for at, n in enumerate(self.found[:size]):
            part = self.objects[n]
            if self.parts.bags[part.shape] and not new.isdisjoint(part.links):
                keys = self.parts.keys(part)
                tail = self.parts.renamed(part, self.number).tail
                out += [(at, entry) for entry, key in zip(tail, keys, strict=True) if key in new]
        return sorted(out)

    def referrers(self) -> Referrers:
        """But for bags that have numbers."""
        out: defaultdict[int, list[int]] = defaultdict(list)
        todo: list[int] = []
        for g, one in enumerate(self.goroutines):
            for n in self.unnumbered(one):
                out[n].append(-1 - g)
                todo.append(n)
        for n in self.found:
            todo += self.unnumbered(self.objects[n])
        met = set(todo)
        todo = list(met)
        for n in todo:
            for m in self.unnumbered(self.objects[n]):
                out[m].append(n)
                if m not in met:
                    met.add(m)
                    todo.append(m)
        return out

    def is_apart(self, c: Alike, referrers: Referrers) -> bool:
        """Whether nothing else refers to the objects, and nothing more is behind them."""
        inside = {*c.leads_to, *(-1 - g for g in c.members)}
        return inside.issuperset(m for n in c.leads_to for m in (*referrers[n], *self.unnumbered(self.objects[n])))

    def by_groups(self, some: Sequence[Alike], referrers: Referrers) -> None:
        """Number what the goroutines lead to together with all that is connected with them."""
        coded: list[tuple[Code, int, list[int]]] = []
        for i, c in enumerate(some):
            if self.codes_left == 0:
                break
            self.codes_left -= 1
            code, objects = self.of_group(c, referrers)
            coded.append((code, i, objects))
        coded.sort()
        for objects in [objects for *_, objects in coded] or [some[0].leads_to]:
            if not any(n in self.number for n in objects):
                self.reach(objects)

    def of_group(self, c: Alike, referrers: Referrers) -> tuple[Code, list[int]]:
        """The code of all that is connected with some goroutines, if they come first, and the objects in this order."""
        gs = self.group(c, referrers)
        size = len(self.found)
        self.reach(c.leads_to)
        opened = size
        for flag in (0, HELPER):
            self.settle([g for g in gs if self.goroutines[g].flags & HELPER == flag])
            opened = self.open_bags(opened)
        code = self.code(gs, size)
        return code, self.take_back(size)

    def group(self, c: Alike, referrers: Referrers) -> Places:
        """The goroutines that are connected with these by objects without numbers."""
        gs, met, todo = set(c.members), set(c.leads_to), list(c.leads_to)
        for n in todo:
            more = list(self.unnumbered(self.objects[n]))
            for m in referrers[n]:
                if m > 0:
                    more.append(m)
                elif -1 - m not in gs:
                    gs.add(-1 - m)
                    more += self.unnumbered(self.goroutines[-1 - m])
            todo += [m for m in dict.fromkeys(more) if m not in met]
            met.update(more)
        return sorted(gs)


def in_same_place(lists: Sequence[Sequence[int]]) -> list[int]:
    return [ns[0] for ns in zip(*lists, strict=False) if len(set(ns)) == 1]
