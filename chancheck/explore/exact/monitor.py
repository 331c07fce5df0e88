"""The race monitor: which accesses some goroutine may still not know of (docs/internals-machine.md, Races).

A fact is (object, offset, kind, place, goroutine's function, holders). Holders are ("g", goroutine) and
("c", address, number, slot) for clocks.
"""

from __future__ import annotations

from typing import Any

from chancheck.explore.exact.cells import Work
from chancheck.program.program import OFFSET_BITS

MASK = (1 << OFFSET_BITS) - 1
READ, WRITE, ATOMIC_READ, ATOMIC_WRITE = 0, 1, 2, 3
Fact = tuple[int, int, int, int, frozenset[Any]]


class Monitor:
    """Follows accesses to objects of some shapes."""

    def __init__(self, shapes: frozenset[int]) -> None:
        self.shapes = shapes

    def me(self, w: Work) -> int:
        assert w.mover is not None
        return w.mover.index

    def access(self, w: Work, address: int, width: int, kind: int) -> None:
        n, offset = address >> OFFSET_BITS, address & MASK
        shape = w.objs[n][0]
        if shape not in self.shapes:
            return
        if w.program.shapes[shape].keys:
            self.note(w, n, 0, kind)
            return
        for i in range(width):
            self.note(w, n, offset + i, kind)

    def note(self, w: Work, n: int, offset: int, kind: int) -> None:
        g = self.me(w)
        me = ("g", g)
        kept = []
        for fact in w.facts:
            if fact[0] == n and fact[1] == offset:
                known = me in fact[4]
                if not known and conflicts(fact[2], kind):
                    others = tuple(h[1] for h in fact[4] if h[0] == "g")
                    w.races.append((fact[3], w.place, fact[2], kind, n, offset, g, others))
                if known and subsumes(kind, fact[2]):
                    continue
            kept.append(fact)
        kept.append((n, offset, kind, w.place, frozenset([me])))
        w.facts = tuple(kept)

    def acquire(self, w: Work, g: int, clock: Any) -> None:
        c, me = ("c", *clock), ("g", g)
        w.facts = tuple((*f[:4], f[4] | {me}) if c in f[4] else f for f in w.facts)

    def release(self, w: Work, g: int, clock: Any, replace: bool) -> None:
        c, me = ("c", *clock), ("g", g)
        facts = []
        for f in w.facts:
            if me in f[4]:
                f = (*f[:4], f[4] | {c})
            elif replace and c in f[4]:
                f = (*f[:4], f[4] - {c})
            facts.append(f)
        w.facts = tuple(facts)

    def meet(self, w: Work, a: int, b: int) -> None:
        both = {("g", a), ("g", b)}
        w.facts = tuple((*f[:4], f[4] | both) if f[4] & both else f for f in w.facts)

    def spawn(self, w: Work, parent: int, child: int) -> None:
        w.facts = tuple((*f[:4], f[4] | {("g", child)}) if ("g", parent) in f[4] else f for f in w.facts)

    def rotate(self, w: Work, address: int, capacity: int) -> None:
        def turned(h: Any) -> Any:
            if h[0] == "c" and h[1] == address and h[3] == 1:
                return ("c", address, (h[2] - 1) % capacity, 1)
            return h

        if capacity > 0:
            w.facts = tuple((*f[:4], frozenset(map(turned, f[4]))) for f in w.facts)

    def renamed(self, w: Work, number: dict[int, int], origin: tuple[int, ...]) -> Any:
        return rename(w, w.facts, number, origin)


def conflicts(a: int, b: int) -> bool:
    return (a in (WRITE, ATOMIC_WRITE) or b in (WRITE, ATOMIC_WRITE)) and not (a >= ATOMIC_READ and b >= ATOMIC_READ)


def subsumes(new: int, old: int) -> bool:
    """Whether whoever conflicts with the old access conflicts with the new one too."""
    if new == WRITE:
        return True
    if new == ATOMIC_WRITE:
        return old >= ATOMIC_READ
    return old in (READ, ATOMIC_READ) if new == READ else old == ATOMIC_READ


def rename(w: Work, facts: Any, number: dict[int, int], origin: tuple[int, ...]) -> Any:
    """Facts in the numbers of the canonical state; those that can never race again are dropped."""
    index = {old: new for new, old in enumerate(origin)}
    everyone = len(origin)
    out = set()
    for n, offset, kind, place, holders in facts:
        if n not in number:
            continue
        kept = []
        goroutines = 0
        for h in holders:
            if h[0] == "g":
                if h[1] in index:
                    kept.append((0, index[h[1]], 0, 0))
                    goroutines += 1
            elif h[1] >> OFFSET_BITS in number:
                kept.append((1, number[h[1] >> OFFSET_BITS] << OFFSET_BITS | h[1] & MASK, h[2], h[3]))
        if goroutines == everyone:
            continue
        out.add((number[n], offset, kind, place, tuple(sorted(kept))))
    return tuple(sorted(out))
