"""Runs of a slice as runs of the whole program. Where the slice performs an operation on arrival, and the program in a
step of its own (program.releases), the program takes that step at once."""

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
    early = performed_early(program, part)

    def lift(one: Found) -> Found:
        if not needs_lifting(one, options, part is program):
            return one
        if one.kind in ENDINGS:
            return replace(one, trace=())
        if one.kind != "race":
            plain = whole.following(options.monitor, one.strings)
            return lifted(
                Follower(plain, early), Follower(small[one.ordered].following(options.monitor, one.strings)), one
            )
        watched = options.monitor or one.monitor or exploration.contended
        begin = small[True if one.monitor else one.ordered].following(one.monitor or options.monitor, one.strings)
        return lifted(Follower(whole.following(watched, one.strings), early), Follower(begin), one)

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


def performed_early(program: Program, part: Program) -> frozenset[int]:
    """The operations that only the slice performs on arrival."""
    both = zip(program.operations, part.operations, strict=True)
    return frozenset(n for n, (o, of_part) in enumerate(both) if of_part.eager and not o.eager)


def like(one: Transition, other: Transition) -> bool:
    return one._replace(choices=()) == other._replace(choices=())


class Follower:
    """A run of a program, with a number for each goroutine of its state that stays the same. early: operations that
    belong to the step before."""

    def __init__(self, machine: Machine, early: frozenset[int] = frozenset()) -> None:
        self.machine, self.early = machine, early
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
        walked: list[list[Successor]] = []
        forks: list[tuple[int, Follower, Iterator[list[Successor]]]] = []
        tries = 0
        while len(walked) < len(steps):
            here = copy(self)
            ways = here.alike(steps[len(walked)])
            if steps[len(walked)].named.choices:
                forks.append((len(walked), here, ways))
            taken = next(ways, None)
            furthest = len(walked) + 1
            while taken is None and forks and tries < TRIES:
                at, here, ways = forks[-1]
                taken = next(ways, None)
                if taken is None:
                    forks.pop()
                    continue
                tries += 1
                del walked[at:]
                self.state, self.ids, self.made = here.state, here.ids, here.made
            if taken is None:
                raise RuntimeError(f"step {furthest} of a run of a slice is none of the program")
            walked.append(taken)
            for s in taken:
                self.go(s)
        return tuple(s.transition for taken in walked for s in taken)

    def alike(self, step: Step) -> Iterator[list[Successor]]:
        """The steps of this kind from here, with those that belong to them: first the ones with the same choices."""
        chosen = step.named.choices
        for same in (True, False) if chosen else (True,):
            for s in self.machine.successors(self.state):
                if not like(self.named(s.transition), step.named):
                    continue
                for taken in self.with_early(s):
                    choices = tuple(c for one in taken for c in one.transition.choices)
                    fits = (choices == chosen) == same and len(choices) == len(chosen)
                    if fits and sum(map(panics, taken)) == step.panics:
                        yield taken

    def with_early(self, s: Successor) -> Iterator[list[Successor]]:
        """A step, and behind it the early operations of the goroutines that moved or began in it."""
        if not self.early or s.state is None:
            yield [s]
            return
        after, t = copy(self), s.transition
        moved = {self.ids[g] for g in (t.goroutine, t.peer) if g >= 0}
        after.go(s)
        for more in after.early_steps(moved | {*range(self.made + 1, after.made + 1)}):
            yield [s, *more]

    def early_steps(self, moved: set[int]) -> Iterator[list[Successor]]:
        at = (g for g, number in enumerate(self.ids) if number in moved and self.is_at_early(g))
        ready = [s for g in at for s in self.machine.successors(self.state) if self.gives_back(s, g)]
        if not ready:
            yield []
        for s in ready:
            if s.transition.goroutine != ready[0].transition.goroutine:
                break  # comes next
            after = copy(self)
            after.go(s)
            new = {*range(self.made + 1, after.made + 1)}
            for more in after.early_steps(moved | new) if s.state is not None else ([],):
                yield [s, *more]

    def is_at_early(self, g: int) -> bool:
        site = self.machine.site(self.state.goroutines[g])
        return site is not None and len(site.alternatives) == 1 and site.alternatives[0].operation in self.early

    def gives_back(self, s: Successor, g: int) -> bool:
        """Whether a step of a goroutine at an early operation is no fault."""
        if s.transition.goroutine != g:
            return False
        site = self.machine.site(self.state.goroutines[g])
        assert site is not None
        return self.machine.program.operations[site.alternatives[0].operation].rules[s.transition.rule].holds < 0

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
