"""The order in which goroutines take locks: which they take while they hold which, in random complete runs.

Orders of other runs are not there, and a cycle is a deadlock only if its goroutines can meet: `verify` decides that.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import monotonic

from chancheck.deadline import Exhausted, poll
from chancheck.explore.engine import Found
from chancheck.machine.caching import CachingMachine
from chancheck.machine.machine import Machine
from chancheck.machine.transition import Transition
from chancheck.program.program import Program
from chancheck.records import dataclass
from chancheck.source import Pos, is_library
from chancheck.syntax.phrases import Phrases
from chancheck.verdict.history import Holdings, Taking, Target, applied
from chancheck.verdict.names import Names
from chancheck.verdict.replay import Event, Run, walk

RUNS, STEPS, SECONDS = 50, 500, 2.0


@dataclass(frozen=True, slots=True, order=True)
class Nesting:
    """A lock is taken at `place` by a goroutine that holds another one since `since`. Locks have the name of what is
    locked and the line where that is made; one name stands for all that are made there."""

    held: str
    taken: str
    since: Pos
    place: Pos


def nestings(program: Program) -> tuple[Nesting, ...]:
    """Those of some random runs, within SECONDS."""
    machine, found, end = CachingMachine(program), set[Nesting](), monotonic() + SECONDS
    for seed in range(RUNS):
        try:
            found |= set(of_run(walk(machine, Found("end", (), random_trace(machine, random.Random(seed))))))
        except Exhausted:
            break
        if monotonic() > end:
            break
    return tuple(sorted(found))


def random_trace(machine: Machine, chance: random.Random) -> tuple[Transition, ...]:
    state, trace = machine.initial(), list[Transition]()
    while len(trace) < STEPS:
        poll()
        choices = [*machine.successors(state)]
        if not choices:
            break
        step = chance.choice(choices)
        trace.append(step.transition)
        if step.state is None:
            break
        state = step.state
    return tuple(trace)


def of_run(run: Run) -> Iterator[Nesting]:
    names = Names(run.machine.program, run, Phrases())
    holdings, known = Holdings(run, names.user_pos), dict[Target, str]()
    for event in run.events:
        target = event.mover.target
        if event.kind == "rule" and target is not None and applied(run, event).holds > 0:
            known[target] = name_of(names, event)
            place = names.user_pos(event.mover)
            for other, taking in held_by(holdings, event.mover.goroutine):
                if other != target and not is_library(place):
                    yield Nesting(known[other], known[target], taking.place, place)
        holdings.add(event)


def held_by(holdings: Holdings, goroutine: int) -> Iterator[tuple[Target, Taking]]:
    for target, takings in holdings.at.items():
        yield from ((target, taking) for taking in takings if taking.goroutine == goroutine)


def name_of(names: Names, event: Event) -> str:
    assert event.mover.target is not None
    shape = event.mover.shapes[0]
    made = names.pos(names.program.shapes[shape].place)
    return f"{names.shape_text(shape, event.mover.target[1])}:{made.line}"
