"""What a goroutine that takes steps for ever does in a round, and what it is ready for in vain."""

from __future__ import annotations

from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.machine.transition import DEFAULT, Transition
from chancheck.source import NO_POS, Pos
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Run, stack_of
from chancheck.verdict.waits import Loop

MOST_STATES = 500
Said = tuple[str, str, Pos]


class Rounds:
    """Follows goroutine `who` of the last state through all states that come after it."""

    def __init__(self, run: Run, names: Names, who: int) -> None:
        self.machine: Machine = run.machine
        self.names = names
        self.steps: dict[Said, None] = {}
        self.taken: set[Said] = set()
        self.offered: dict[Said, None] = {}
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
        else:
            verb = "default" if alternative == DEFAULT and site is not None else ""
            said = (verb, "", self.names.place(g))
        self.steps[said] = None

    def said(self, g: GoroutineState, operation: int, place: int) -> Said:
        telling = self.machine.program.operations[operation].telling
        stack = stack_of(self.machine, g)
        called = self.names.called(stack).rpartition(".")[2]
        pos = self.names.pos(place)
        own = pos if pos.line and not pos.file.startswith("$") else self.names.place(g)
        return called or telling.verb, self.names.phrase_at(stack, place, telling.verb), own

    def loop(self, id: int) -> Loop:
        exits = tuple(said for said in self.offered if said not in self.taken)
        steps = tuple(said for said in self.steps if said[2] != NO_POS)
        return Loop(id, steps, exits)
