"""Runs of a slice as runs of the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

from chancheck.deadline import Exhausted
from chancheck.explore.engine import ENDINGS, Exploration, Found, Options, needs_lifting
from chancheck.explore.reference.search import machine_of
from chancheck.machine.caching import Machines
from chancheck.machine.machine import Machine
from chancheck.machine.step import Panicked, Spawned, Successor
from chancheck.machine.transition import Transition
from chancheck.program.program import Program
from chancheck.records import replace

TRIES = 10_000


def lift_all(exploration: Exploration, program: Program, part: Program, options: Options) -> None:
    """Short runs first; those for which there is no time are given up."""
    apart = replace(options, reduce=options.reduce - {"symmetry"})

    def of(which: Program, how: Options) -> Machines:
        return Machines(lambda shapes: machine_of(which, replace(how, monitor=shapes)))

    small, whole = {True: of(part, options), False: of(part, apart)}, of(program, options)

    def lift(one: Found) -> Found:
        if not needs_lifting(one, options, part is program):
            return one
        if one.kind in ENDINGS:
            return replace(one, trace=())
        if one.kind != "race":
            plain = whole.following(options.monitor, one.strings)
            return lifted(Follower(plain), Follower(small[one.ordered].following(options.monitor, one.strings)), one)
        watched = options.monitor or one.monitor or exploration.contended
        begin = small[True if one.monitor else one.ordered].following(one.monitor or options.monitor, one.strings)
        return lifted(Follower(whole.following(watched, one.strings)), Follower(begin), one)

    found, exploration.found = exploration.found, []
    try:
        exploration.found.extend(lift(one) for one in found)
    except Exhausted as met:
        exploration.complete, exploration.limit = False, met.limit


class Step(NamedTuple):
    """named: without the order of goroutines in a state. panics: how many there were."""

    named: Transition
    panics: int


def panics(s: Successor) -> int:
    return sum(isinstance(e, Panicked) for e in s.outcome.events)


def like(one: Transition, other: Transition) -> bool:
    return one._replace(choices=()) == other._replace(choices=()) and len(one.choices) == len(other.choices)


class Follower:
    """A run of a program, with a number for each goroutine of its state that stays the same."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.state = machine.initial()
        self.ids, self.made = [1], 1

    def named(self, t: Transition) -> Transition:
        """A step, by what does not depend on the order of the goroutines in a state."""
        return t._replace(goroutine=self.ids[t.goroutine], peer=self.ids[t.peer] if t.peer >= 0 else 0)

    def steps(self, trace: Sequence[Transition]) -> Iterator[Step]:
        """The steps of a run of this program, taken on the way."""
        for number, t in enumerate(trace):
            taken = next((s for s in self.machine.successors(self.state) if s.transition == t), None)
            if taken is None:
                raise RuntimeError(f"step {number + 1} of a run of a slice is none of the slice")
            yield Step(self.named(t), panics(taken))
            self.go(taken)

    def walk(self, steps: Sequence[Step]) -> tuple[Transition, ...]:
        """A run of such steps. A choice among the keys of a map counts them in the order of the map. That may depend on
        addresses, and so differ in a slice: where the same numbers lead elsewhere, others are tried."""
        trace: list[Transition] = []
        forks: list[tuple[int, Follower, Iterator[Successor]]] = []
        tries = 0
        while len(trace) < len(steps):
            here = copy(self)
            ways = here.alike(steps[len(trace)])
            if steps[len(trace)].named.choices:
                forks.append((len(trace), here, ways))
            taken = next(ways, None)
            furthest = len(trace) + 1
            while taken is None and forks and tries < TRIES:
                at, here, ways = forks[-1]
                taken = next(ways, None)
                if taken is None:
                    forks.pop()
                    continue
                tries += 1
                del trace[at:]
                self.state, self.ids, self.made = here.state, here.ids, here.made
            if taken is None:
                raise RuntimeError(f"step {furthest} of a run of a slice is none of the program")
            trace.append(taken.transition)
            self.go(taken)
        return tuple(trace)

    def alike(self, step: Step) -> Iterator[Successor]:
        """The steps of this kind from here: first the one with the same choices."""
        for same in (True, False) if step.named.choices else (True,):
            for s in self.machine.successors(self.state):
                named = self.named(s.transition)
                if (named == step.named) == same and like(named, step.named) and panics(s) == step.panics:
                    yield s

    def go(self, s: Successor) -> None:
        if s.state is None:
            return
        started = [e.started for e in s.outcome.events if isinstance(e, Spawned)]
        new = {index: self.made + 1 + n for n, index in enumerate(started)}
        self.made += len(started)
        self.ids = [self.ids[o] if o >= 0 else new[o] for o in s.origin]
        self.state = s.state

    def indices(self, ids: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(self.ids.index(i) for i in ids))


def lifted(whole: Follower, small: Follower, found: Found) -> Found:
    """A finding in a slice as one in the program: the same steps of the same goroutines."""
    trace = whole.walk(list(small.steps(found.trace)))

    def there(indices: tuple[int, ...]) -> tuple[int, ...]:
        return whole.indices([small.ids[i] for i in indices])

    return replace(
        found,
        ordered=True,
        trace=trace,
        doomed=there(found.doomed),
        spinning=there(found.spinning),
        starved=there(found.starved),
    )
