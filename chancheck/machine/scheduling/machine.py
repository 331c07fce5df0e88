"""The machine when goroutines share processors (program/scheduler.py): fewer steps, and steps of the processors.

A state has their queues (run_queues.py). The effects of a step are in steps.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chancheck.machine.scheduling.queue_updates import QueueUpdates, Shift
from chancheck.machine.scheduling.run_queues import NONE, Rota
from chancheck.machine.scheduling.steps import (
    MOVER,
    PEER,
    WOKEN,
    Acted,
    ActingMachine,
    Chances,
    Fit,
    Waiter,
)
from chancheck.machine.state import HELPER, GoroutineState, Queues, State
from chancheck.machine.step import Event, Outcome, Successor
from chancheck.machine.transition import DEFAULT, TURN, Transition
from chancheck.machine.workspace import CRASHING, ENDING, Readable, View
from chancheck.program import scheduler as S
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler
from chancheck.records import replace

NO_PROCESSOR = -1


class Scene(NamedTuple):
    """A state whose steps are made. cells: its objects, after the number of goroutines that are no helpers; watch:
    the parked goroutines, and what could enable each."""

    state: State
    queues: Queues
    cells: Readable
    watch: list[tuple[int, Chances]]


class ScheduledMachine(ActingMachine):
    """Steps of goroutines that a processor runs, of helpers, and of the processors."""

    def __init__(self, program: Program, scheduler: Scheduler) -> None:
        super().__init__(program, scheduler)
        self.queue_updates = QueueUpdates(Rota(scheduler, program.root_ends_all))
        self.peers = {rule.peer for o in self.local.operations for rule in o.rules if rule.peer >= 0}
        self.without_call: dict[tuple[int, int], bool] = {}
        self.turned = [Outcome(TURN, number) for number in range(len(scheduler.turns))]

    def initial(self) -> State:
        return super().initial()._replace(queues=self.queue_updates.initial())

    def queued(self, state: State, i: int) -> bool:
        return i not in queues_of(state).parked

    def delayed(self, state: State, i: int) -> bool:
        scene = self.scene(state)
        if state.goroutines[i].helper:
            return any(True for _ in self.of(scene, 0, i, False))
        return any(j == i and any(not self.is_return(ends) for ends in chances.ends) for j, chances in scene.watch)

    def is_return(self, outcomes: Sequence[Acted]) -> bool:
        """Whether a blocking call ends."""
        return outcomes[0].effect.returns

    def calls_system(self, g: GoroutineState) -> bool:
        """Whether a parked goroutine waits at an operation of `Scheduler.blocks`."""
        return any(a.alternative.operation in self.blocks for a in self.standing(g, 0))

    # --- which steps ----------------------------------------------------------------------------------

    def successors(self, state: State) -> Iterator[Successor]:
        return iter(self.all_steps(state))

    def scene(self, state: State) -> Scene:
        goroutines, queues = state.goroutines, queues_of(state)
        cells = self.readable(state)
        return Scene(state, queues, cells, [(j, self.chances(cells, goroutines[j])) for j in queues.parked])

    def all_steps(self, state: State) -> list[Successor]:
        queues, scene = queues_of(state), self.scene(state)
        out: list[Successor] = []
        for p, g in enumerate(queues.running):
            if g < 0:
                out += [self.turn(state, t, after) for t, after in self.queue_updates.picks(queues, p)]
                out += self.by_themselves(scene, p)
            else:
                out += self.of_running(scene, p, g)
        out += self.returns(scene)
        if self.idles and all(s.outcome.patient for s in out):
            out += self.passing(scene)
        return out

    def of_running(self, scene: Scene, p: int, g: int) -> Iterator[Successor]:
        yield from self.of(scene, p, g, True)
        if self.matters(scene.state.goroutines[g]) and self.can_preempt(scene, g):
            yield self.gives_up(scene, p, g, S.PREEMPT)

    def of(self, scene: Scene, p: int, g: int, parks: bool) -> Iterator[Successor]:
        """The steps of a goroutine that owns a processor, or of a helper, which never parks: if no rule is certain to
        be enabled, its default, else to park."""
        me = scene.state.goroutines[g]
        attempts = self.attempts(scene.cells, me)
        steps = [(outcomes, g, -1) for outcomes in attempts.steps]
        meetings = self.meetings(scene, g)
        for outcomes, i, j in (*steps, *meetings):
            yield from self.made(scene, outcomes, p, i, j, g)
        if attempts.sure or meetings:
            return
        site = self.site(me)
        if site is not None and site.default >= 0:
            yield from self.made(scene, self.acts(scene.cells, me, None, Fit(DEFAULT), ()), p, g, -1, g)
        elif parks:
            yield self.gives_up(scene, p, g, S.PARK)
            if g in scene.queues.woken:
                yield self.gives_up(scene, p, g, S.INSIST)

    def meetings(self, scene: Scene, g: int) -> list[tuple[Sequence[Acted], int, int]]:
        """Joint steps with the goroutine that parked first, whichever side has the rule: outcomes, mover, peer."""
        goroutines = scene.state.goroutines
        me = goroutines[g]
        wants, offers = self.wants(me), self.offers(me)
        if not (wants or any(operation in self.peers for operation, _ in offers)):
            return []
        met: set[tuple[int, ...]] = set()
        mine, others = [], []
        for j in scene.queues.parked:
            other = goroutines[j]
            if wants.isdisjoint(self.offers(other)) and offers.isdisjoint(self.wants(other)):
                continue
            new: set[tuple[int, ...]] = set()
            for fit in self.fits(scene.cells, me, other):
                key = (fit.alternative, fit.rule) if fit.actor == MOVER else (fit.peer_alternative,)
                if key in met:
                    continue
                new.add(key)
                if fit.actor == PEER:
                    others.append((self.acts(scene.cells, other, me, fit, ()), j, g))
                else:
                    mine.append((self.acts(scene.cells, me, other, fit, ()), g, j))
            met |= new
        return mine + others

    def by_themselves(self, scene: Scene, p: int) -> Iterator[Successor]:
        """The steps while a processor is free: helpers continue, sleeps and timers end."""
        if scene.cells[0] != len(scene.state.goroutines):
            for i, g in enumerate(scene.state.goroutines):
                if g.flags & HELPER:
                    yield from self.of(scene, p, i, False)
        for i, chances in scene.watch:
            for outcomes in chances.ends:
                if not self.is_return(outcomes):
                    yield from self.made(scene, outcomes, p, i, -1, NONE)

    def returns(self, scene: Scene) -> Iterator[Successor]:
        """Blocking calls end whatever processors do: their goroutines have threads of their own."""
        for i, chances in scene.watch:
            for outcomes in chances.ends:
                if self.is_return(outcomes):
                    yield from self.made(scene, outcomes, NO_PROCESSOR, i, -1, NONE)

    def passing(self, scene: Scene) -> Iterator[Successor]:
        for o, i in self.idle_steps(scene.state.goroutines, View(scene.cells)):
            s = self.taken(scene.state, o, i, -1, False)
            assert s.state is not None
            after = self.queue_updates.apply(scene.queues, Shift(0, i, -1, i), s.origin)
            yield s._replace(transition=s.transition._replace(processor=0), state=s.state._replace(queues=after))

    def matters(self, g: GoroutineState) -> bool:
        """Whether anything depends on what others do before its next step. Only the root's end can end the program."""
        ends_all = self.program.root_ends_all and g.root
        ending = self.scheduler.preempt == "any" and bool(ends_all or self.program.counted)
        return g.phase != CRASHING and (g.phase != ENDING or ending)

    def can_preempt(self, scene: Scene, g: int) -> bool:
        """Preemption is unobservable unless other goroutines wait for a processor, or timers do."""
        state = scene.state
        timers = scene.cells[0] != len(state.goroutines) or any(chances.ends for _, chances in scene.watch)
        if self.scheduler.preempt == "off" or not (scene.queues.busy or timers):
            return False
        me = state.goroutines[g]
        return self.scheduler.preempt == "any" or self.site(me) is not None or self.calls(me)

    def calls(self, g: GoroutineState) -> bool:
        """Whether there is a call in the loop that a goroutine is in: Go before 1.14 stops it only there."""
        function, pc = g.top.function, g.top.pc
        known = self.without_call.get((function, pc))
        if known is None:
            code = self.program.functions[function].code
            ends = [i for i, x in enumerate(code) if x.op in ("jump", "jumpif", "jumpnot") and x.args[-1] == pc <= i]
            loop = code[pc : max(ends, default=pc) + 1]
            known = self.without_call[function, pc] = not ends or any(x.op in ("call", "callv") for x in loop)
        return known

    # --- making them ----------------------------------------------------------------------------------

    def gives_up(self, scene: Scene, p: int, g: int, move: int) -> Successor:
        """A processor gives up the goroutine it runs."""
        return self.turn(
            scene.state, Transition(g, TURN, move, processor=p), self.queue_updates.given_up(scene.queues, g, move)
        )

    def turn(self, state: State, t: Transition, after: Queues) -> Successor:
        origin, objects = tuple(range(len(state.goroutines))), tuple(range(1, len(state.objects) + 1))
        return Successor(t, state._replace(queues=after), origin, objects, self.turned[t.rule], ())

    def made(self, scene: Scene, outcomes: Sequence[Acted], p: int, i: int, j: int, actor: int) -> Iterator[Successor]:
        """The step of goroutine i (with goroutine j) on a processor; actor: the goroutine that continues in it."""
        fit = outcomes[0].fit
        places: tuple[int, ...] = ()
        if scene.watch and fit is not None and p != NO_PROCESSOR:
            places = self.concerned(scene, outcomes[0].written, i, j)
        if places and fit is not None:
            goroutines = scene.state.goroutines
            waiters = self.waiters(scene, places, (i, j))
            outcomes = self.acts(scene.cells, goroutines[i], goroutines[j] if j >= 0 else None, fit, waiters)
        for o in outcomes:
            yield self.step(scene, o, p, i, j, actor, places)

    def concerned(self, scene: Scene, written: frozenset[int], i: int, j: int) -> tuple[int, ...]:
        """Parked goroutines that a step may enable: they were enabled before, or it wrote an object that they depend
        on."""
        able = [k for k, (read, some, _) in scene.watch if some or not read.isdisjoint(written)]
        return tuple([k for k in able if k not in (i, j)])

    def waiters(self, scene: Scene, places: tuple[int, ...], partners: tuple[int, int]) -> tuple[Waiter, ...]:
        goroutines, insisting = scene.state.goroutines, scene.queues.insisting
        if not insisting:
            return tuple([Waiter(goroutines[k], False, -1) for k in places])
        out = []
        for k in places:
            behind = self.behind(scene, k, partners)
            free = -1 if behind < 0 or behind in insisting else len(places)
            heir = places.index(behind) if behind in places else free
            out.append(Waiter(goroutines[k], k in insisting, heir))
        return tuple(out)

    def behind(self, scene: Scene, k: int, partners: tuple[int, int]) -> int:
        """The first parked goroutine that waits for the same thing as goroutine k; -1: none."""
        goroutines = scene.state.goroutines
        same = self.tries(goroutines[k])
        others = (n for n in scene.queues.parked if n != k and n not in partners)
        return next((n for n in others if self.tries(goroutines[n]) == same), -1)

    def first_to_try(self, scene: Scene, places: Sequence[int], actor: int) -> tuple[int, ...]:
        """One at a time for each thing: none if a goroutine that was woken for it has not tried yet."""
        goroutines = scene.state.goroutines
        waiting = {self.tries(goroutines[n]) for n in scene.queues.woken if n != actor}
        out = []
        for k in places:
            same = self.tries(goroutines[k])
            if same not in waiting:
                waiting.add(same)
                out.append(k)
        return tuple(out)

    def step(self, scene: Scene, o: Acted, p: int, i: int, j: int, actor: int, places: tuple[int, ...]) -> Successor:
        root, objects, goroutines, output, _, _ = scene.state
        t = Transition(i, o.alternative, o.rule, j, o.peer_alternative, o.choices, p)
        effect = o.effect
        if places and any(e.goroutine >= WOKEN for e in o.events):
            o = replace(o, events=[in_state(e, places) for e in o.events])
        if o.halted is not None:
            return Successor(t, None, (), (), o, ())
        gs: list[GoroutineState | None] = list(goroutines)
        gs[i] = o.mover
        if j >= 0:
            gs[j] = o.peer
        for k, part in o.let_go:
            gs[places[k]] = part
        no_helpers = scene.cells[0] == len(goroutines)
        placed, ordered, origin, numbers = self.arranged(objects, gs, o, no_helpers)
        done = tuple([places[k] for k in effect.done])
        again = self.first_to_try(scene, [places[k] for k in effect.again], actor) if effect.again else ()
        heirs = tuple([self.behind(scene, places[k], (i, j)) for k in effect.heirs])
        same = len(origin) == len(goroutines) and origin[-1] >= 0
        shift = Shift(p, i, j, actor, effect, done, again, heirs)
        after = self.queue_updates.apply(scene.queues, shift, None if same else origin)
        new = State(root if o.root < 0 else o.root, placed, ordered, output + o.output, (), after)
        return Successor(t, new, origin, numbers, o, ())


def queues_of(state: State) -> Queues:
    assert state.queues is not None
    return state.queues


def in_state(e: Event, places: Sequence[int]) -> Event:
    """An event that names a waiter by its place among the waiters, with the waiter's index in the state instead."""
    return e._replace(goroutine=WOKEN + places[e.goroutine - WOKEN]) if e.goroutine >= WOKEN else e
