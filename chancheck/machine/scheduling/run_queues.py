"""Processors and their queues, as a state has them: the moves of program/scheduler.py."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.machine.rules import expression
from chancheck.machine.state import Processor, QueueCells, Queues
from chancheck.program import scheduler as S
from chancheck.program.scheduler import Pick, Scheduler

NONE = -1_000_000  # no goroutine; new ones have small negative numbers during a step


class QueueError(Exception):
    """A scheduler loses goroutines or time: a fault of the engine."""


def check_queues(queues: Queues, goroutines: set[int], turning: set[int]) -> None:
    """In a stored state, every goroutine is in one place, and a free processor is turning if work is queued."""
    processors = queues.processors
    places = [*queues.shared, *queues.parked]
    places += [g for p in processors for g in (p.running, p.next, *p.queue) if g >= 0]
    if sorted(places) != sorted(goroutines):
        raise QueueError(f"goroutines {sorted(goroutines)} are in the places of {sorted(places)}")
    if queues.busy and any(p.running < 0 and number not in turning for number, p in enumerate(processors)):
        raise QueueError("a processor is idle while work is queued")


class HowMany:
    """The subject of an expression in a pick."""

    def __init__(self, n: int) -> None:
        self.n = n

    def arg(self, index: int) -> int:
        return self.n


class Rota:
    """A scheduler made ready to run."""

    def __init__(self, scheduler: Scheduler, at_start: bool) -> None:
        self.scheduler = scheduler
        self.amounts = [expression(pick.take) for pick in scheduler.picks]
        last = max(0, scheduler.every - 1)
        self.unknown = (0, last)  # left before the next look: anything
        self.after_look = (last, last) if scheduler.counted else self.unknown
        self.start = (scheduler.first if at_start else 0, last)

    def take(self, number: int, n: int) -> int:
        """How many of n goroutines a pick takes."""
        return self.amounts[number](None, HowMany(n), None)  # type: ignore[arg-type]

    def forgotten(self, least: int, most: int) -> tuple[int, int]:
        """What is known of the next look while the global queue is empty: only that the first one is far off."""
        young = least > 0 and most - least == self.start[1] - self.start[0]
        return (least, most) if young else self.unknown

    def initial(self) -> QueueCells:
        look = self.forgotten(*self.start)
        idle = (Processor(-1, -1, (), *look),) * (self.scheduler.procs - 1)
        return QueueCells((), (Processor(0, -1, (), *look), *idle), (), (), ())


class Processors:
    """The queues, being changed by a step."""

    def __init__(self, rota: Rota, stored: Queues) -> None:
        self.rota, self.scheduler = rota, rota.scheduler
        processors = stored.processors
        self.shared = list(stored.shared)
        self.running = [NONE if p.running < 0 else p.running for p in processors]
        self.next = [NONE if p.next < 0 else p.next for p in processors]
        self.queues = [list(p.queue) for p in processors]
        self.looks = [(p.least, p.most) for p in processors]
        self.parked, self.woken = list(stored.parked), list(stored.woken)
        self.insisting = list(stored.insisting)

    def stored(self, number: dict[int, int] | None) -> QueueCells:
        """As part of a state; number: what goroutines are called there, None if that does not change."""

        def named(gs: list[int]) -> tuple[int, ...]:
            return tuple(gs) if number is None else tuple([number[g] for g in gs if g in number])

        def name(g: int) -> int:
            return max(g, -1) if number is None else number.get(g, -1)

        shared = named(self.shared)
        looks = self.looks if shared else [self.rota.forgotten(*look) for look in self.looks]
        each = zip(map(name, self.running), map(name, self.next), map(named, self.queues), looks, strict=True)
        processors = tuple([Processor(running, following, queue, *look) for running, following, queue, look in each])
        woken, insisting = (tuple(sorted(named(gs))) if gs else () for gs in (self.woken, self.insisting))
        return QueueCells(shared, processors, named(self.parked), woken, insisting)

    def run_next(self, p: int, g: int) -> None:
        """g is to run next on p; the previous one moves to the end of its queue."""
        kicked, self.next[p] = self.next[p], g
        if kicked != NONE:
            self.append(p, kicked)

    def append(self, p: int, g: int) -> None:
        """g goes to the end of p's queue. When it is full, its oldest part and g go to the global one."""
        queue = self.queues[p]
        if len(queue) < self.scheduler.queue:
            queue.append(g)
            return
        self.shared += [*queue[: self.scheduler.spill], g]
        del queue[: self.scheduler.spill]

    def park(self, g: int, insists: bool = False) -> None:
        """A goroutine that tried again in vain stays the first."""
        self.leave(g)
        if g not in self.woken:
            self.parked.append(g)
            return
        self.woken.remove(g)
        self.parked.insert(0, g)
        if insists:
            self.insisting.append(g)

    def unpark(self, g: int) -> None:
        self.parked.remove(g)
        if g in self.insisting:
            self.insisting.remove(g)

    def leave(self, g: int) -> None:
        """The processor that runs g, if there is one, is free."""
        self.running = [NONE if r == g else r for r in self.running]

    # --- a free processor picks ---------------------------------------------------------------------

    def picks(self, p: int) -> Iterator[tuple[int, int]]:
        """(number of the pick, victim or -1) that a free processor can make."""
        least, most = self.looks[p]
        for number, pick in enumerate(self.scheduler.picks):
            if pick.looks:
                if not self.shared or not self.scheduler.every or least > 0:
                    continue
                yield number, -1
                if most > 0:
                    continue
                return
            victims = self.victims(p, pick)
            if victims:
                yield from ((number, v) for v in victims)
                return

    def victims(self, p: int, pick: Pick) -> list[int]:
        """The processors from which p can make this pick; -1: the pick needs none."""
        if pick.source in (S.OTHER_LOCAL, S.OTHER_NEXT):
            n = len(self.running)
            others = [v for i in range(1, n) if self.source(v := (p + i) % n, pick)]
            return others if self.scheduler.steal == "any" else others[:1]
        return [-1] if self.source(p, pick) else []

    def source(self, p: int, pick: Pick) -> list[int]:
        if pick.source == S.SHARED:
            return self.shared
        if pick.source in (S.LOCAL, S.OTHER_LOCAL):
            return self.queues[p]
        return [self.next[p]] if self.next[p] != NONE else []

    def pick(self, p: int, number: int, victim: int) -> None:
        """Make the pick; the processor runs what it got."""
        pick = self.scheduler.picks[number]
        least, most = self.looks[p]
        if pick.looks:
            self.looks[p] = self.rota.after_look
        elif pick.counts and self.scheduler.counted:
            self.looks[p] = (max(0, least - 1), max(0, most - 1))
        at = p if victim < 0 else victim
        source = self.source(at, pick)
        n = self.rota.take(number, len(source))
        got = source[:n]
        del source[:n]
        if pick.source in (S.NEXT, S.OTHER_NEXT):
            self.next[at] = NONE
        self.running[p] = got.pop(-1 if pick.last else 0)
        self.queues[p] += got
