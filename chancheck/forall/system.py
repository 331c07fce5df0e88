"""A counting system: for each goroutine that there is once, where it is; for each place of the others, how many are
there; and numbers. Its steps change them by linear terms under linear guards, whatever the parameters are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chancheck.forall.values import MINE, PEER, Atom, Key, Number, const_of, plus, private, terms_of, variable
from chancheck.records import dataclass, field

if TYPE_CHECKING:
    from chancheck.forall.local import Place
    from chancheck.program.program import Program

ABSENT = -1
"""Where a goroutine is that has not been started."""


@dataclass(slots=True)
class Action:
    """A kind of step of a goroutine at a place, with a partner at another one (-1: alone). enabled: each a condition
    under which it surely can, besides that they are there."""

    number: int
    place: int
    partner: int
    enabled: list[tuple[Atom, ...]] = field(default_factory=list)

    def enable(self, guards: Sequence[Atom], sure: bool) -> None:
        if sure and not any(private(g.lin) for g in guards) and tuple(guards) not in self.enabled:
            self.enabled.append(tuple(guards))


@dataclass(slots=True)
class Transition:
    """moves: from place to place, of the mover and its partner. spawned: where those begin that it starts. fault: it
    panics; ends: it ends the run. log, peer_log: what the race detector sees of mover and partner. place: in the
    source."""

    action: Action
    moves: tuple[tuple[int, int], ...] = ()
    spawned: tuple[int, ...] = ()
    guards: tuple[Atom, ...] = ()
    updates: dict[str, Number] = field(default_factory=dict)
    fault: str = ""
    ends: bool = False
    log: tuple[tuple[object, ...], ...] = ()
    peer_log: tuple[tuple[object, ...], ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A transition on the system's own terms. before, after: where goroutines are that there are once, by their number.
    guards and updates include the numbers of goroutines at places."""

    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    guards: tuple[Atom, ...]
    updates: Mapping[str, Number]
    transition: Transition


@dataclass(slots=True)
class System:
    """parameters: names. singles: the kinds of goroutines that there are once, main first. counters: all variables;
    many: the other kinds. ended: places of goroutines that
    have ended; returned: of main. escaped: objects that several goroutines may reach. single_slots: channels with room
    for one. cell_names: of
    fields and package variables. bits: variables that are 0 or 1 and count as places. edges: the
    steps; faults: those to a panic."""

    parameters: dict[int, str]
    places: list[Place] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    many: set[Key] = field(default_factory=set)
    singles: list[Key] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    faults: list[Edge] = field(default_factory=list)
    ended: set[int] = field(default_factory=set)
    returned: int = -2
    escaped: set[Key] = field(default_factory=set)
    single_slots: set[Key] = field(default_factory=set)
    bits: list[str] = field(default_factory=list)
    cell_names: dict[tuple[object, int], str] = field(default_factory=dict)

    def finish(self) -> None:
        """From places and transitions to edges."""
        self.singles = list(dict.fromkeys(p.kind for p in self.places if p.kind not in self.many))
        self.ended = {n for n, p in enumerate(self.places) if not p.frames and p.phase != "ending"}
        self.returned = next((n for n, p in enumerate(self.places) if p.phase == "returned"), -2)
        names = {at(n) for n, p in enumerate(self.places) if p.kind in self.many}
        for t in self.transitions:
            names |= {v for g in t.guards for v in terms_of(g.lin)}
            names |= set(t.updates) | {v for x in t.updates.values() for v in terms_of(x)}
        names |= {v for a in self.actions for condition in a.enabled for g in condition for v in terms_of(g.lin)}
        names = {v for v in names if not v.startswith((MINE, PEER))}
        self.counters = sorted((names & self.needed()) - set(self.parameters.values()) - set(self.bits))
        for t in self.transitions:
            edge = self.edge(t)
            if t.fault:
                self.faults.append(edge)
            elif not t.ends:
                self.edges.append(edge)

    def needed(self) -> set[str]:
        """Variables on which it depends what can happen, and the numbers of goroutines."""
        found = {at(n) for n, p in enumerate(self.places) if p.kind in self.many}
        found |= {v for t in self.transitions for g in t.guards for v in terms_of(g.lin)}
        found |= {v for a in self.actions for condition in a.enabled for g in condition for v in terms_of(g.lin)}
        size = 0
        while len(found) > size:
            size = len(found)
            found |= {v for t in self.transitions for to, x in t.updates.items() if to in found for v in terms_of(x)}
        return found

    def edge(self, t: Transition) -> Edge:
        before: dict[int, int] = {}
        after: dict[int, int] = {}
        change: dict[int, int] = {}
        needed: dict[int, int] = {}
        for src, dst in t.moves:
            kind = self.places[src].kind
            if kind in self.many:
                needed[src] = needed.get(src, 0) + 1
                change[src] = change.get(src, 0) - 1
                if dst >= 0:
                    change[dst] = change.get(dst, 0) + 1
            else:
                before[self.singles.index(kind)], after[self.singles.index(kind)] = src, dst
        for dst in t.spawned:
            kind = self.places[dst].kind
            if kind in self.many:
                change[dst] = change.get(dst, 0) + 1
            else:
                before[self.singles.index(kind)], after[self.singles.index(kind)] = ABSENT, dst
        for n, name in enumerate(self.bits, len(self.singles)):
            for g in t.guards:
                if [*terms_of(g.lin)] == [name]:
                    before[n] = -const_of(g.lin)
            if name in t.updates:
                after[n] = const_of(t.updates[name])
        guards = [Atom(plus(variable(at(n)), -k), False) for n, k in needed.items()]
        updates = {v: x for v, x in t.updates.items() if v in self.counters}
        updates |= {at(n): plus(variable(at(n)), k) for n, k in change.items() if k}
        own = [g for g in t.guards if not private(g.lin) and not set(terms_of(g.lin)) & set(self.bits)]
        moved = tuple(sorted(before.items())), tuple(sorted(after.items()))
        return Edge(*moved, (*guards, *own), updates, t)

    def there(self, place: int, number: int = 1) -> tuple[tuple[tuple[int, int], ...], tuple[Atom, ...]]:
        """That so many goroutines are at a place: as positions of those that there are once, and as guards."""
        kind = self.places[place].kind
        if kind in self.many:
            return (), (Atom(plus(variable(at(place)), -number), False),)
        return ((self.singles.index(kind), place),), ()

    def occupied(self, action: Action) -> tuple[tuple[tuple[int, int], ...], tuple[Atom, ...]]:
        """That the goroutines of an action are there."""
        if action.partner == action.place:
            return self.there(action.place, 2)
        where, guards = self.there(action.place)
        if action.partner >= 0:
            more, others = self.there(action.partner)
            where, guards = where + more, guards + others
        return where, guards

    @property
    def start(self) -> tuple[int, ...]:
        return (0, *[ABSENT] * (len(self.singles) - 1), *[0] * len(self.bits))

    def describe(self, place: int, program: Program) -> str:
        """`main.worker at line 9`"""
        p = self.places[place]
        if not p.frames:
            return f"{p.kind} ended"
        own = [f for f in p.frames if not program.functions[f.function].foreign] or list(p.frames)
        line = program.places[program.functions[own[-1].function].code[own[-1].pc].place].line
        return f"{p.kind} at line {line}"


def at(place: int) -> str:
    return f"at:{place}"


Control = Sequence[int]
