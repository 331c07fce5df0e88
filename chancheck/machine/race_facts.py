"""Facts of the race monitor in a stored state: in its numbers, without those that can never race again.

A stored fact is (object, offset, kind, place, holders), a holder (0, goroutine, 0, 0) or (1, clock's address, number,
slot). What is dropped, and why that loses no race, is said in docs/adr/0010-facts-that-matter.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chancheck.machine.interning import Part
from chancheck.program.program import OFFSET_BITS

MASK = (1 << OFFSET_BITS) - 1
READ, WRITE, ATOMIC_READ, ATOMIC_WRITE = 0, 1, 2, 3


def subsumes(new: int, old: int) -> bool:
    """Whether whoever conflicts with the old access conflicts with the new one too."""
    if new == WRITE:
        return True
    if new == ATOMIC_WRITE:
        return old >= ATOMIC_READ
    return old in (READ, ATOMIC_READ) if new == READ else old == ATOMIC_READ


def thawed(facts: Any) -> Any:
    """Stored facts as a step needs them: monitor.py."""
    out: dict[tuple[int, int], Any] = {}
    for n, o, kind, place, holders in facts:
        known = frozenset(("g", h[1]) if h[0] == 0 else ("c", *h[1:]) for h in holders)
        out[n, o] = (*out.get((n, o), ()), (kind, place, known))
    return out


def each(facts: Any) -> Iterator[tuple[tuple[int, int], int, int, Any]]:
    for location, accesses in facts.items():
        for kind, place, holders in accesses:
            yield location, kind, place, holders


def settled(facts: Any, number: dict[int, int], origin: tuple[int, ...], reach: list[int]) -> Any:
    """The facts to store. number: new numbers of objects; origin: the old index of each goroutine; reach: for each
    new object the goroutines (a bit each) that can reach it."""
    index = {old: new for new, old in enumerate(origin)}
    kept = set()
    for (n, offset), kind, place, holders in each(facts):
        if n not in number:
            continue
        knowing = sum(1 << index[h[1]] for h in holders if h[0] == "g" and h[1] in index)
        if reach[number[n]] & ~knowing == 0:
            continue
        clocks = {
            (1, number[h[1] >> OFFSET_BITS] << OFFSET_BITS | h[1] & MASK, h[2], h[3])
            for h in holders
            if h[0] == "c" and h[1] >> OFFSET_BITS in number
            if reach[number[h[1] >> OFFSET_BITS]] & ~knowing
        }
        goroutines = [(0, g, 0, 0) for g in range(len(origin)) if knowing >> g & 1]
        kept.add((number[n], offset, kind, place, (*goroutines, *sorted(clocks))))
    return tuple(sorted(uncovered(kept)))


def knowledge(facts: Any, number: dict[int, int]) -> dict[int, list[Any]]:
    """What each goroutine knows of, without saying who else does: it tells goroutines with equal stacks apart."""
    known: dict[int, list[Any]] = {}
    for (n, offset), kind, place, holders in each(facts):
        if n in number:
            for h in holders:
                if h[0] == "g":
                    known.setdefault(h[1], []).append((number[n], offset, kind, place))
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


def uncovered(facts: Iterable[Any]) -> list[Any]:
    """Without facts that another one covers: same location and place, conflicts with no less, known to no more."""
    groups: dict[Any, list[Any]] = {}
    for fact in facts:
        groups.setdefault((fact[0], fact[1], fact[3]), []).append(fact)
    out = []
    for group in groups.values():
        out += [f for f in group if len(group) == 1 or not any(covers(other, f) for other in group if other is not f)]
    return out


def covers(a: Any, b: Any) -> bool:
    return subsumes(a[2], b[2]) and set(a[4]) <= set(b[4])
