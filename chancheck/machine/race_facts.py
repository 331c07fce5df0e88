"""Facts of the race monitor in a stored state: in its numbers, without those that can never race again.

What is dropped, and why that loses no race, is said in docs/adr/0010-facts-that-matter.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chancheck.machine.state import CLOCK, GOROUTINE, Fact, Holder, Part
from chancheck.program.program import OFFSET_BITS

MASK = (1 << OFFSET_BITS) - 1
READ, WRITE, ATOMIC_READ, ATOMIC_WRITE = 0, 1, 2, 3


def subsumes(new: int, old: int) -> bool:
    """Whether every access that conflicts with the old one conflicts with the new one too."""
    if new == WRITE:
        return True
    if new == ATOMIC_WRITE:
        return old >= ATOMIC_READ
    return old in (READ, ATOMIC_READ) if new == READ else old == ATOMIC_READ


class Access(NamedTuple):
    """An access during a step, when facts are kept by location."""

    kind: int
    place: int
    holders: frozenset[Holder]


Facts = dict[tuple[int, int], tuple[Access, ...]]
"""By location: object and offset."""


def thawed(facts: Sequence[Fact]) -> Facts:
    """Stored facts as a step needs them."""
    out: Facts = {}
    for f in facts:
        location = f.object, f.offset
        out[location] = (*out.get(location, ()), Access(f.kind, f.place, frozenset(f.holders)))
    return out


def each(facts: Facts) -> Iterator[tuple[tuple[int, int], Access]]:
    for location, accesses in facts.items():
        for access in accesses:
            yield location, access


def settled(facts: Facts, number: dict[int, int], origin: tuple[int, ...], reach: list[int]) -> tuple[Fact, ...]:
    """The facts to store. number: new numbers of objects; origin: the old index of each goroutine; reach: for each
    new object the goroutines (a bit each) that can reach it."""
    index = {old: new for new, old in enumerate(origin)}
    kept = set()
    for (n, offset), access in each(facts):
        if n not in number:
            continue
        known_by = {index[h.subject] for h in access.holders if h.kind == GOROUTINE and h.subject in index}
        knowing = sum(1 << g for g in known_by)
        if reach[number[n]] & ~knowing == 0:
            continue
        clocks = {
            h._replace(subject=number[h.subject >> OFFSET_BITS] << OFFSET_BITS | h.subject & MASK)
            for h in access.holders
            if h.kind == CLOCK and h.subject >> OFFSET_BITS in number
            if reach[number[h.subject >> OFFSET_BITS]] & ~knowing
        }
        holders = (*(Holder(GOROUTINE, g) for g in sorted(known_by)), *sorted(clocks))
        kept.add(Fact(number[n], offset, access.kind, access.place, holders))
    return tuple(sorted(uncovered(kept)))


Known = tuple[int, int, int, int]


def knowledge(facts: Facts, number: dict[int, int]) -> dict[int, list[Known]]:
    """The facts that each goroutine knows, without the other holders: they distinguish goroutines with equal stacks."""
    known: dict[int, list[Known]] = {}
    for (n, offset), access in each(facts):
        if n in number:
            for h in access.holders:
                if h.kind == GOROUTINE:
                    known.setdefault(h.subject, []).append((number[n], offset, access.kind, access.place))
    for keys in known.values():
        keys.sort()
    return known


def reached(objects: Sequence[Part], goroutines: Sequence[Part]) -> list[int]:
    """For each object of a canonical state (from 1), the goroutines that can reach it, a bit each."""
    found = [0] * (len(objects) + 1)
    todo = [(1, (1 << len(goroutines)) - 1)]
    todo += [(n, 1 << i) for i, g in enumerate(goroutines) for n in g.links]
    while todo:
        n, who = todo.pop()
        if who & ~found[n]:
            found[n] |= who
            todo += [(m, found[n]) for m in objects[n - 1].links]
    return found


def uncovered(facts: Iterable[Fact]) -> list[Fact]:
    """Without facts that another one covers: same location and place, conflicts with no less, known to no more."""
    groups: dict[tuple[int, int, int], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.object, fact.offset, fact.place), []).append(fact)
    out = []
    for group in groups.values():
        out += [f for f in group if len(group) == 1 or not any(covers(other, f) for other in group if other is not f)]
    return out


def covers(a: Fact, b: Fact) -> bool:
    return subsumes(a.kind, b.kind) and set(a.holders) <= set(b.holders)
