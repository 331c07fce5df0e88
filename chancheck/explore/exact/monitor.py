"""The race monitor: which accesses some goroutine may still not know of (docs/internals-machine.md, Races).

A fact is (object, offset, kind, place, goroutine's function, holders). Holders are ("g", goroutine) and
("c", address, number, slot) for clocks.
"""

from __future__ import annotations

from typing import Any

from chancheck.program.program import OFFSET_BITS

MASK = (1 << OFFSET_BITS) - 1
READ, WRITE, ATOMIC_READ, ATOMIC_WRITE = 0, 1, 2, 3
Fact = tuple[int, int, int, int, frozenset[Any]]


class Monitor:
    """What is known of accesses in a state, changed by a step: `play` its log, then ask for `facts`.

    Goroutines are told apart by their index in the state the step leaves from, or -1 - n for the n-th one it starts.
    races: (place and kind of the earlier access, of the later one, shape, offset, goroutine, holders of the earlier).
    """

    def __init__(self, facts: Any, mover: int, peer: int) -> None:
        self.facts = thawed(facts)
        self.movers = (mover, peer)
        self.races: list[tuple[Any, ...]] = []

    def play(self, log: Any) -> None:
        for name, who, *arguments in log:
            getattr(self, name)(self.index(who), *arguments)

    def index(self, who: int) -> int:
        return self.movers[who] if who >= 0 else who

    def access(self, g: int, n: int, offset: int, kind: int, place: int, shape: int) -> None:
        me = ("g", g)
        kept = []
        for fact in self.facts:
            if fact[0] == n and fact[1] == offset:
                known = me in fact[4]
                if not known and conflicts(fact[2], kind):
                    others = tuple(h[1] for h in fact[4] if h[0] == "g")
                    self.races.append((fact[3], place, fact[2], kind, shape, offset, g, others))
                if known and subsumes(kind, fact[2]):
                    continue
            kept.append(fact)
        kept.append((n, offset, kind, place, frozenset([me])))
        self.facts = tuple(kept)

    def acquire(self, g: int, clock: Any) -> None:
        c, me = ("c", *clock), ("g", g)
        self.facts = tuple((*f[:4], f[4] | {me}) if c in f[4] else f for f in self.facts)

    def release(self, g: int, clock: Any, replace: bool) -> None:
        c, me = ("c", *clock), ("g", g)
        facts = []
        for f in self.facts:
            if me in f[4]:
                f = (*f[:4], f[4] | {c})
            elif replace and c in f[4]:
                f = (*f[:4], f[4] - {c})
            facts.append(f)
        self.facts = tuple(facts)

    def meet(self, g: int) -> None:
        both = {("g", h) for h in self.movers if h >= 0}
        self.facts = tuple((*f[:4], f[4] | both) if f[4] & both else f for f in self.facts)

    def spawn(self, parent: int, child: int) -> None:
        self.facts = tuple((*f[:4], f[4] | {("g", child)}) if ("g", parent) in f[4] else f for f in self.facts)

    def rotate(self, g: int, address: int, capacity: int) -> None:
        def turned(h: Any) -> Any:
            if h[0] == "c" and h[1] == address and h[3] == 1:
                return ("c", address, (h[2] - 1) % capacity, 1)
            return h

        if capacity > 0:
            self.facts = tuple((*f[:4], frozenset(map(turned, f[4]))) for f in self.facts)


def thawed(facts: Any) -> Any:
    """Stored facts with sets of holders: ("g", goroutine) and ("c", address, number, slot)."""
    return tuple(
        (n, o, k, p, frozenset(("g", h[1]) if h[0] == 0 else ("c", *h[1:]) for h in holders))
        for n, o, k, p, holders in facts
    )


def conflicts(a: int, b: int) -> bool:
    return (a in (WRITE, ATOMIC_WRITE) or b in (WRITE, ATOMIC_WRITE)) and not (a >= ATOMIC_READ and b >= ATOMIC_READ)


def subsumes(new: int, old: int) -> bool:
    """Whether whoever conflicts with the old access conflicts with the new one too."""
    if new == WRITE:
        return True
    if new == ATOMIC_WRITE:
        return old >= ATOMIC_READ
    return old in (READ, ATOMIC_READ) if new == READ else old == ATOMIC_READ


def rename(facts: Any, number: dict[int, int], origin: tuple[int, ...]) -> Any:
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
