"""Steps of goroutines that share processors. Only the goroutine that its processor runs executes local code; for a
parked goroutine that the step enables, the step performs the operation.

As without a scheduler a step depends on nothing but the goroutines that take part and the objects it reads, so it can
be stored by these (caching.py). The goroutines that it enables take part; the effect on queues names them by their
places in the list of waiters, since their indices differ from state to state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chancheck.machine.machine import Machine, same_links
from chancheck.machine.rules import CompiledRule, Standing
from chancheck.machine.scheduling.queue_updates import GOES_ON, HANDS_OVER, NOTHING, YIELDS, Effect
from chancheck.machine.state import HELPER, GoroutineState, Root
from chancheck.machine.step import Outcome
from chancheck.machine.transition import CRASH, DEFAULT, END, YIELD
from chancheck.machine.workspace import CRASHING, ENDING, Goroutine, Halted, Readable, View, Work
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler
from chancheck.records import dataclass

WOKEN = 2  # in a step's events: goroutine j that the step enables is WOKEN + j
MOVER, PEER, NOBODY = 0, 1, 2


class Fit(NamedTuple):
    """A rule, or another alternative, that goroutines can take. actor: which of them continues in the step."""

    alternative: int
    rule: int = 0
    peer_alternative: int = 0
    actor: int = MOVER


class Waiter(NamedTuple):
    """A parked goroutine that a step may enable. heir: the goroutine that may insist after a hand-over, by its place
    among the waiters, or their number if it is none of them; -1: none."""

    goroutine: GoroutineState
    insists: bool
    heir: int


@dataclass(slots=True)
class Acted(Outcome):
    """fit: None if the step enables no goroutine; written: objects that its rule wrote or made; let_go: what waiters
    become."""

    fit: Fit | None = None
    written: frozenset[int] = frozenset()
    let_go: Sequence[tuple[int, GoroutineState | None]] = ()
    effect: Effect = NOTHING


class Chances(NamedTuple):
    """Of a parked goroutine. some: whether some rule is enabled; read: the objects that this depends on; ends: what
    time does for it, each rule with its outcomes."""

    read: frozenset[int]
    some: bool
    ends: list[list[Acted]]


class Attempts(NamedTuple):
    """The steps of a goroutine alone, each rule with its outcomes. sure: one of them is certain to be enabled."""

    steps: list[list[Acted]]
    sure: bool


class ActingMachine(Machine):
    """The steps of goroutines, alone or with a parked one."""

    def __init__(self, program: Program, scheduler: Scheduler) -> None:
        super().__init__(program, symmetry=False)
        self.scheduler = scheduler
        self.parks = False  # the queues say which goroutines are parked
        names = [o.name for o in program.operations]

        def numbers(chosen: frozenset[str]) -> frozenset[int]:
            return frozenset(i for i, name in enumerate(names) if name in chosen)

        self.yields = numbers(scheduler.yields)
        self.sleeps, self.blocks = numbers(scheduler.sleeps), numbers(scheduler.blocks)
        self.retries = numbers(scheduler.retries)
        self.last_first = numbers(scheduler.last_first)
        self.timed = {
            (i, n)
            for i, o in enumerate(program.operations)
            for n, r in enumerate(o.rules)
            if (o.name, r.name) in scheduler.timed
        }

    # --- what goroutines can do -------------------------------------------------------------------------

    def attempts(self, cells: Readable, g: GoroutineState) -> Attempts:
        return self.attempts_of(View(cells), g)

    def fits(self, cells: Readable, g: GoroutineState, h: GoroutineState) -> Sequence[Fit]:
        return self.fits_of(View(cells), g, h)

    def chances(self, cells: Readable, g: GoroutineState) -> Chances:
        return self.chances_of(View(cells), g)

    def acts(self, cells: Readable, g: GoroutineState, h: GoroutineState | None, fit: Fit,
             waiters: Sequence[Waiter]) -> Sequence[Acted]:  # fmt: skip
        return self.acts_of(View(cells), g, h, fit, waiters)

    def attempts_of(self, view: View, g: GoroutineState) -> Attempts:
        """Of one that a processor runs, or a helper."""
        if g.phase == ENDING:
            return Attempts([[Acted(END, root=Root.RETURNED if g.root else -1)]], True)
        if g.phase == CRASHING:
            return Attempts([[Acted(CRASH, halted=("fault", self.panic_text(g)))]], True)
        if self.site(g) is None:
            return Attempts([self.acts_of(view, g, None, Fit(YIELD), ())], True)
        look = Work(self.program, self.strings, view)
        steps: list[list[Acted]] = []
        sure = False
        for a in self.standing(g, 0):
            operation = a.alternative.operation
            for number, _ in self.enabled(look, a) if operation not in self.sleeps else ():
                sure = sure or not (self.abandons(look, a) or operation in self.blocks)
                steps.append(self.acts_of(view, g, None, Fit(a.number, number), ()))
        return Attempts(steps, sure)

    def fits_of(self, view: View, g: GoroutineState, h: GoroutineState) -> list[Fit]:
        """The rendezvous of g, which continues in them, with a parked goroutine; the side that has the rule moves."""
        look = Work(self.program, self.strings, view)
        mine, other = self.standing(g, 0), self.standing(h, 1)
        return [*self.pairs(look, mine, other, MOVER), *self.pairs(look, other, mine, PEER)]

    def pairs(self, look: Work, movers: list[Standing], peers: list[Standing], actor: int) -> Iterator[Fit]:
        for a in movers:
            for number, rule in enumerate(self.rules(a)):
                for b in peers if rule.peer >= 0 else ():
                    if b.alternative.operation == rule.peer and b.arg(0) == a.arg(0) != 0 and rule.guard(look, a, b):
                        yield Fit(a.number, number, b.number, actor)

    def enabled(self, look: Work, a: Standing) -> Iterator[tuple[int, CompiledRule]]:
        if self.waits_on_nil(a):
            return
        for number, rule in enumerate(self.rules(a)):
            if rule.peer == -1 and not rule.idle and rule.guard(look, a, None):
                yield number, rule

    # --- goroutines that a step enables -------------------------------------------------------------------------

    def chances_of(self, view: View, g: GoroutineState) -> Chances:
        look = Work(self.program, self.strings, view)
        some = any(list(self.lets_go(look, a)) for a in self.standing(g, 0))
        read = frozenset(view.read)
        ends = [
            self.acts_of(view, g, None, Fit(a.number, number, actor=NOBODY), ())
            for a in self.standing(g, 0)
            for number, _ in self.enabled(look, a)
            if (a.alternative.operation, number) in self.timed
        ]
        return Chances(read, some, ends)

    def lets_go(self, work: Work, a: Standing) -> Iterator[CompiledRule]:
        return (r for n, r in self.enabled(work, a) if (a.alternative.operation, n) not in self.timed)

    def wake(self, work: Work, waiters: Sequence[Waiter], o: Acted) -> dict[int, Goroutine]:
        """Performs the operations of enabled waiters now; some of them only try again when they run."""
        done: dict[int, Goroutine] = {}
        again, heirs = [], []
        insisting = {k for k, waiter in enumerate(waiters) if waiter.insists}
        for k, (g, _, heir) in enumerate(waiters):
            ready = [(a, rule) for a in self.standing(g, k) for rule in self.lets_go(work, a)]
            if not ready:
                continue
            if ready[0][0].alternative.operation in self.retries:
                if k not in insisting:
                    again.append(k)
                    continue
                o.effect = o.effect._replace(goes=HANDS_OVER)
                if heir >= 0 and heir not in insisting and work.choose(2):
                    insisting.add(heir)
                    heirs.append(k)
            a, rule = ready[work.choose(len(ready)) if len(ready) > 1 else 0]
            done[k] = Goroutine.thawed(g, WOKEN + k)
            self.local.apply(work, done[k], None, a, None, rule)
        o.effect = o.effect._replace(done=tuple(done), again=tuple(again), heirs=tuple(heirs))
        return done

    # --- one step ---------------------------------------------------------------------------------------

    def acts_of(self, view: View, g: GoroutineState, h: GoroutineState | None, fit: Fit,
                waiters: Sequence[Waiter]) -> list[Acted]:  # fmt: skip
        return list(self.each(view, lambda work: self.acted(work, g, h, fit, waiters)))

    def acted(self, work: Work, g: GoroutineState, h: GoroutineState | None, fit: Fit,
              waiters: Sequence[Waiter]) -> Acted:  # fmt: skip
        """Effects, what they let others do, and the local code of the actor."""
        o = Acted(fit.alternative, fit.rule, fit.peer_alternative, fit=fit)
        work.mover = mover = Goroutine.thawed(g, 0)
        peer = Goroutine.thawed(h, 1) if h is not None else None
        woken: dict[int, Goroutine] = {}
        try:
            operation = self.applied(work, g, h, fit, mover, peer, o)
            o.written = frozenset(work.objs)
            woken = self.wake(work, waiters, o)
            if operation in self.last_first:
                o.effect = o.effect._replace(done=o.effect.done[::-1])
            self.go_on(work, (mover, peer, None)[fit.actor], operation, o)
        except Halted as end:
            o.choices, o.output, o.events = work.chosen, work.output, work.events
            o.halted = (end.kind, end.text)
            return o
        self.note(work, g, h, mover, peer, o)
        o.let_go = [(k, self.stored(other)) for k, other in woken.items()]
        o.keeps = o.keeps and all(same_links(waiters[k].goroutine, part) for k, part in o.let_go)
        return o

    def applied(self, work: Work, g: GoroutineState, h: GoroutineState | None, fit: Fit, mover: Goroutine,
                peer: Goroutine | None, o: Acted) -> int:  # fmt: skip
        """The effects of its rule; the number of its operation, -1 for none."""
        if fit.alternative == DEFAULT:
            site = self.site(g)
            assert site is not None
            mover.top.pc = site.default
        if fit.alternative < 0:
            return -1
        a = self.standing(g, 0)[fit.alternative]
        b = self.standing(h, 1)[fit.peer_alternative] if h is not None else None
        rule = self.rules(a)[fit.rule]
        o.patient = rule.patient
        operation = a.alternative.operation
        o.effect = Effect(returns=operation in self.blocks)
        self.local.apply(work, mover, peer, a, b, rule)
        return operation

    def go_on(self, work: Work, actor: Goroutine | None, operation: int, o: Acted) -> None:
        """The actor runs its local code, unless it gives its processor up; started helpers do."""
        if actor is not None and not actor.flags & HELPER and operation in self.yields:
            o.effect = o.effect._replace(goes=YIELDS)
        elif actor is not None and (actor.flags & HELPER or o.effect.goes == GOES_ON):
            self.local.run(work, actor)
        started = []
        for g in work.spawned:  # grows on the way
            if g.flags & HELPER:
                self.local.run(work, g)
            else:
                started.append(g.index)
        o.effect = o.effect._replace(started=tuple(started))

    def tries(self, g: GoroutineState) -> tuple[int, int]:
        """The operation and the object that a goroutine waits at."""
        a = self.standing(g, 0)[0]
        return a.alternative.operation, a.arg(0)
