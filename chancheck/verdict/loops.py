"""The round of a goroutine that takes steps for ever, and the operations that it is ready for in vain."""

from __future__ import annotations

from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.transition import DEFAULT, Transition
from chancheck.source import NO_POS, Pos
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Run, stack_of
from chancheck.verdict.waits import Loop

MOST_STATES = 500
Said = tuple[str, Pos]


class Rounds:
    """Follows goroutine `who` of the last state through all states that come after it."""

    def __init__(self, run: Run, names: Names, who: int) -> None:
        self.machine: Machine = run.machine
        self.names = names
        self.steps: dict[Said, None] = {}
        self.taken: set[Said] = set()
        self.offered: dict[Said, None] = {}
        self.looks: dict[str, None] = {}
        self.ranks: dict[Said, int] = {}
        self.serves = False
        """Whether the loop waits for what comes from outside the program."""
        self.follow(run.final, who)

    def follow(self, state: State, who: int) -> None:
        todo, seen = [(state, who)], {(state, who)}
        for state, who in todo:
            self.offer(state.goroutines[who])
            for s in self.machine.successors(state):
                self.note(state.goroutines[who], who, s.transition)
                if s.state is None or who not in s.origin:
                    continue
                after = (s.state, s.origin.index(who))
                if after not in seen and len(seen) < MOST_STATES:
                    seen.add(after)
                    todo.append(after)

    def offer(self, g: GoroutineState) -> None:
        site = self.machine.site(g)
        for a in site.alternatives if site is not None else ():
            self.offered[self.said(g, a.operation, a.place)] = None

    def note(self, g: GoroutineState, who: int, t: Transition) -> None:
        if who not in (t.goroutine, t.peer):
            return
        site, alternative = self.machine.site(g), t.alternative if who == t.goroutine else t.peer_alternative
        if site is not None and alternative >= 0:
            a = site.alternatives[alternative]
            said = self.said(g, a.operation, a.place)
            self.taken.add(said)
            line = self.names.pos(site.place).line if len(site.alternatives) > 1 else 0
            said = (f"select :{line} {said[0]}", said[1]) if line else said
            self.rank(said, a.operation, g, a.place)
        else:
            said = ("default" if alternative == DEFAULT and site is not None else "", self.names.place(g))
            self.ranks.setdefault(said, 1)
        self.steps[said] = None

    def rank(self, said: Said, operation: int, g: GoroutineState, place: int) -> None:
        """How well a step explains why the loop does not end: a read best, then an operation that may wait."""
        telling = self.machine.program.operations[operation].telling
        self.serves = self.serves or telling.outside
        if telling.looks:
            on = self.names.phrase_at(stack_of(self.machine, g), place, telling.verb)
            self.looks[on or said[0]] = None
        self.ranks[said] = 3 if telling.looks else 2 if telling.woken_by else 0

    def said(self, g: GoroutineState, operation: int, place: int) -> Said:
        telling = self.machine.program.operations[operation].telling
        stack = stack_of(self.machine, g)
        pos = self.names.pos(place)
        own = pos if pos.line and not pos.file.startswith("$") else self.names.place(g)
        called = self.names.called(stack).rpartition(".")[2]
        kind = {"send": "send", "receive": "receive"}.get(telling.verb, "call") if not called else "call"
        name = called or telling.verb if kind == "call" else ""
        found = self.names.phrases.at(own, kind, name) or self.names.phrases.at(own, "range")
        return found.text if found is not None else called or telling.verb, own

    def loop(self, id: int) -> Loop:
        exits = tuple(said for said in self.offered if said not in self.taken)
        steps = tuple(said for said in self.steps if said[1] != NO_POS)
        place = max(steps, key=lambda said: self.ranks[said], default=("", NO_POS))[1]
        return Loop(id, steps, exits, tuple(self.looks), place)
