"""The race monitor: which accesses some goroutine may still not know of (docs/internals-machine.md, Races).

During a step facts are kept by location (object, offset), each as (kind, place, holders). Holders are ("g", goroutine)
and ("c", address, number, slot) for clocks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chancheck.machine.race_facts import ATOMIC_READ, ATOMIC_WRITE, WRITE, subsumes, thawed

Holders = frozenset[Any]


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

    def access(self, g: int, n: int, offset: int, kind: int, place: int, shape: int, stack: Any = ()) -> None:
        me = ("g", g)
        kept = []
        for fact in self.facts.get((n, offset), ()):
            old, where, holders = fact
            known = me in holders
            if not known and conflicts(old, kind):
                others = tuple(h[1] for h in holders if h[0] == "g")
                self.races.append((where, place, old, kind, shape, offset, g, others))
            if not (known and subsumes(kind, old)):
                kept.append(fact)
        self.facts[n, offset] = (*kept, (kind, place, frozenset([me])))

    def acquire(self, g: int, clock: Any) -> None:
        c, me = ("c", *clock), ("g", g)
        self.tell(lambda holders: holders | {me} if c in holders else holders)

    def release(self, g: int, clock: Any, replace: bool) -> None:
        c, me = ("c", *clock), ("g", g)
        self.tell(lambda holders: holders | {c} if me in holders else holders - {c} if replace else holders)

    def meet(self, g: int) -> None:
        both = {("g", h) for h in self.movers if h >= 0}
        self.tell(lambda holders: holders | both if holders & both else holders)

    def learn(self, g: int) -> None:
        self.tell(lambda holders: holders | {("g", g)})

    def spawn(self, parent: int, child: int) -> None:
        self.tell(lambda holders: holders | {("g", child)} if ("g", parent) in holders else holders)

    def rotate(self, g: int, address: int, capacity: int) -> None:
        def turned(h: Any) -> Any:
            if h[0] == "c" and h[1] == address and h[3] == 1:
                return ("c", address, (h[2] - 1) % capacity, 1)
            return h

        if capacity > 0:
            self.tell(lambda holders: frozenset(map(turned, holders)))

    def tell(self, change: Callable[[Holders], Holders]) -> None:
        for location, accesses in self.facts.items():
            self.facts[location] = tuple((kind, place, change(holders)) for kind, place, holders in accesses)


def conflicts(a: int, b: int) -> bool:
    return (a in (WRITE, ATOMIC_WRITE) or b in (WRITE, ATOMIC_WRITE)) and not (a >= ATOMIC_READ and b >= ATOMIC_READ)
