"""The race monitor: which accesses some goroutine may still not know of (docs/internals-machine.md, Races)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from chancheck.machine.race_facts import ATOMIC_READ, ATOMIC_WRITE, WRITE, Access, subsumes, thawed
from chancheck.machine.state import CLOCK, GOROUTINE, Fact, Holder
from chancheck.machine.step import Observed, Race, Stack

Holders = frozenset[Holder]
ClockName = tuple[int, int, int]
"""Address, number, slot: see Holder."""


def goroutine(index: int) -> Holder:
    return Holder(GOROUTINE, index)


class Monitor:
    """What is known of accesses in a state, changed by a step: `play` its log, then ask for `facts`.

    Goroutines are identified by their index in the state the step leaves from, or -1 - n for the n-th one it starts.
    """

    def __init__(self, facts: Sequence[Fact], mover: int, peer: int) -> None:
        self.facts = thawed(facts)
        self.movers = (mover, peer)
        self.races: list[Race] = []

    def play(self, log: Iterable[Observed]) -> None:
        for entry in log:
            getattr(self, entry.action)(self.index(entry.goroutine), *entry.arguments)

    def index(self, who: int) -> int:
        return self.movers[who] if who >= 0 else who

    def access(self, g: int, n: int, offset: int, kind: int, place: int, shape: int, stack: Stack = ()) -> None:
        me = goroutine(g)
        kept = []
        for old in self.facts.get((n, offset), ()):
            known = me in old.holders
            if not known and conflicts(old.kind, kind):
                others = tuple(h.subject for h in old.holders if h.kind == GOROUTINE)
                self.races.append(Race(old.place, place, old.kind, kind, shape, offset, g, others))
            if not (known and subsumes(kind, old.kind)):
                kept.append(old)
        self.facts[n, offset] = (*kept, Access(kind, place, frozenset([me])))

    def acquire(self, g: int, clock: ClockName) -> None:
        c, me = Holder(CLOCK, *clock), goroutine(g)
        self.tell(lambda holders: holders | {me} if c in holders else holders)

    def release(self, g: int, clock: ClockName, replace: bool) -> None:
        c, me = Holder(CLOCK, *clock), goroutine(g)
        self.tell(lambda holders: holders | {c} if me in holders else holders - {c} if replace else holders)

    def meet(self, g: int) -> None:
        both = {goroutine(h) for h in self.movers if h >= 0}
        self.tell(lambda holders: holders | both if holders & both else holders)

    def learn(self, g: int) -> None:
        self.tell(lambda holders: holders | {goroutine(g)})

    def spawn(self, parent: int, child: int) -> None:
        self.tell(lambda holders: holders | {goroutine(child)} if goroutine(parent) in holders else holders)

    def rotate(self, g: int, address: int, capacity: int) -> None:
        def turned(h: Holder) -> Holder:
            if h.kind == CLOCK and h.subject == address and h.slot == 1:
                return h._replace(number=(h.number - 1) % capacity)
            return h

        if capacity > 0:
            self.tell(lambda holders: frozenset(map(turned, holders)))

    def tell(self, change: Callable[[Holders], Holders]) -> None:
        for location, accesses in self.facts.items():
            self.facts[location] = tuple([a._replace(holders=change(a.holders)) for a in accesses])


def conflicts(a: int, b: int) -> bool:
    return (a in (WRITE, ATOMIC_WRITE) or b in (WRITE, ATOMIC_WRITE)) and not (a >= ATOMIC_READ and b >= ATOMIC_READ)
