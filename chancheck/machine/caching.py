"""The machine with caches: the same steps, each computed once for each different thing that it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from chancheck.machine.machine import Machine, Offers
from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.machine.scheduling.queue_updates import Origin, QueueUpdates, Shift
from chancheck.machine.scheduling.run_queues import Rota
from chancheck.machine.scheduling.steps import Acted, Attempts, Chances, Fit, Waiter
from chancheck.machine.state import GoroutineState, Queues
from chancheck.machine.step import Outcome
from chancheck.machine.step_cache import MOST, StepCache
from chancheck.machine.transition import Transition
from chancheck.machine.workspace import Readable
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler

Key = TypeVar("Key")
Value = TypeVar("Value")


class CachingMachine(Machine):
    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.offered: dict[GoroutineState, Offers] = {}
        self.wanted: dict[GoroutineState, Offers] = {}
        self.cached_solo = StepCache(self.solo_steps)
        self.cached_joint = StepCache(self.joint_steps)

    def offers(self, g: GoroutineState) -> Offers:
        found = self.offered.get(g)
        if found is None:
            found = self.offered[g] = super().offers(g)
        return found

    def wants(self, g: GoroutineState) -> Offers:
        found = self.wanted.get(g)
        if found is None:
            found = self.wanted[g] = super().wants(g)
        return found

    def solo(self, cells: Readable, g: GoroutineState) -> Sequence[Outcome]:
        return self.cached_solo(cells, g)

    def joint(self, cells: Readable, g: GoroutineState, h: GoroutineState) -> Sequence[Outcome]:
        return self.cached_joint(cells, g, h)


class Machines:
    """Machines of one program, by the shapes that they follow for races and the strings that they number first. make: a
    new one, for a set of shapes."""

    def __init__(self, make: Callable[[frozenset[int]], Machine]) -> None:
        self.make = make
        self.known: dict[tuple[frozenset[int], int], tuple[Machine, Sequence[bytes]]] = {}

    def following(self, shapes: frozenset[int], strings: Sequence[bytes] = ()) -> Machine:
        key = (shapes, id(strings))
        if key not in self.known:
            machine = self.make(shapes)
            machine.strings.learn(strings)
            self.known[key] = machine, strings
        return self.known[key][0]


class CachingScheduledMachine(CachingMachine, ScheduledMachine):
    def __init__(self, program: Program, scheduler: Scheduler) -> None:
        super().__init__(program, scheduler)
        self.queue_updates = CachingQueueUpdates(self.queue_updates.rota)
        self.cached_attempts = StepCache(self.attempts_of)
        self.cached_fits = StepCache(self.fits_of)
        self.cached_acts = StepCache(self.acts_of)
        self.cached_chances = StepCache(self.chances_of)

    def attempts(self, cells: Readable, g: GoroutineState) -> Attempts:
        return self.cached_attempts(cells, g)

    def fits(self, cells: Readable, g: GoroutineState, h: GoroutineState) -> Sequence[Fit]:
        return self.cached_fits(cells, g, h)

    def chances(self, cells: Readable, g: GoroutineState) -> Chances:
        return self.cached_chances(cells, g)

    def acts(self, cells: Readable, g: GoroutineState, h: GoroutineState | None, fit: Fit,
             waiters: Sequence[Waiter]) -> Sequence[Acted]:  # fmt: skip
        return self.cached_acts(cells, g, h, fit, waiters)


class CachingQueueUpdates(QueueUpdates):
    """Caches queue updates: they depend on the arguments alone."""

    def __init__(self, rota: Rota) -> None:
        super().__init__(rota)
        self.picked: dict[tuple[Queues, int], list[tuple[Transition, Queues]]] = {}
        self.left: dict[tuple[Queues, int, int], Queues] = {}
        self.after: dict[tuple[Queues, Shift, Origin], Queues] = {}

    def picks(self, queues: Queues, p: int) -> list[tuple[Transition, Queues]]:
        found = self.picked.get((queues, p))
        if found is None:
            found = bounded(self.picked)[queues, p] = super().picks(queues, p)
        return found

    def given_up(self, queues: Queues, g: int, move: int) -> Queues:
        found = self.left.get((queues, g, move))
        if found is None:
            found = bounded(self.left)[queues, g, move] = super().given_up(queues, g, move)
        return found

    def apply(self, queues: Queues, shift: Shift, origin: Origin) -> Queues:
        found = self.after.get((queues, shift, origin))
        if found is None:
            found = bounded(self.after)[queues, shift, origin] = super().apply(queues, shift, origin)
        return found


def bounded(cache: dict[Key, Value]) -> dict[Key, Value]:
    """Clear the cache when it reaches its limit."""
    if len(cache) >= MOST:
        cache.clear()
    return cache
