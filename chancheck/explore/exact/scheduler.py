"""The machine when goroutines share processors (program/scheduler.py): fewer steps, and steps of the processors.

A state has their queues (processors.py) in place of the race monitor's facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chancheck.explore.engine import CRASH, DEFAULT, END, TURN, YIELD, Transition
from chancheck.explore.exact.canonical import Overlay
from chancheck.explore.exact.cells import CRASHING, ENDING, HELPER, Goroutine, Halted, Work
from chancheck.explore.exact.effects import CompiledRule, Standing
from chancheck.explore.exact.machine import Machine
from chancheck.explore.exact.memo import Memo, View
from chancheck.explore.exact.parts import Part
from chancheck.explore.exact.processors import NONE, Processors, Rota
from chancheck.explore.exact.step import Outcome, State, Successor
from chancheck.program import scheduler as S
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler

WOKEN = 2  # in a step's events: goroutine j that the step lets go on is WOKEN + j


class ScheduledMachine(Machine):
    """Steps of goroutines that a processor runs, of helpers, and of the processors."""

    def __init__(self, program: Program, scheduler: Scheduler) -> None:
        super().__init__(program, symmetry=False)
        self.scheduler, self.rota = scheduler, Rota(scheduler, program.root_ends_all)
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
        self.comes_by_itself = {operation for operation, _ in self.timed}
        self.chances = Memo(self.chances_of)
        self.without_call: dict[tuple[int, int], bool] = {}
        self.cells: tuple[Any, ...] = ()  # of the state whose steps are made

    def initial(self) -> State:
        return (*super().initial()[:4], self.rota.initial())

    def queued(self, state: State, i: int) -> bool:
        return i not in state[4][2]

    def calls_system(self, g: Any) -> bool:
        """Whether a parked goroutine stands at an operation of `Scheduler.blocks`."""
        return any(a.alternative.operation in self.blocks for a in self.standing(g, 0))

    # --- which steps ----------------------------------------------------------------------------------

    def successors(self, state: State) -> Iterator[Successor]:
        return iter(self.all_steps(state))

    def all_steps(self, state: State) -> list[Successor]:
        offers = [self.standing(g, i) for i, g in enumerate(state[2])]
        self.cells = (sum([not g[0] & HELPER for g in state[2]]), *state[1])
        view = Work(self.program, self.strings, View(self.cells))
        out: list[Successor] = []
        before = Processors(self.rota, state[4])
        for p, g in enumerate(before.running):
            if g == NONE:
                out += (self.picked(state, p, number, victim) for number, victim in before.picks(p))
                out += self.timers(state, view, offers, p)
            else:
                out += self.of_running(state, view, offers, p, g)
        if self.idles and all(s.outcome.patient for s in out):
            plain = (*state[:4], ())
            steps = self.idle_steps(state[2], View(self.cells))
            out += [self.placed(self.taken(plain, o, i, -1, False), before, 0) for o, i in steps]
        return out

    def of_running(self, state: State, view: Work, offers: Any, p: int, g: int) -> Iterator[Successor]:
        yield from self.of(state, view, offers, p, g)
        if state[2][g][1] not in (ENDING, CRASHING) and self.can_preempt(state, g):
            yield self.moved(state, p, g, S.PREEMPT)

    def of(self, state: State, view: Work, offers: Any, p: int, g: int) -> Iterator[Successor]:
        """What a goroutine does that is in charge of a processor, or a helper."""
        stored = state[2][g]
        site = self.site(stored)
        if stored[1] == ENDING:
            yield self.ended(state, p, g)
        elif stored[1] == CRASHING:
            text = self.strings.bytes[stored[4]].decode("utf-8", "replace")
            crash = Outcome(CRASH, halted=("fault", f"panic: {text}"))
            yield Successor(Transition(g, CRASH, processor=p), None, (), (), crash, ())
        elif site is None:
            yield from self.made(state, Transition(g, YIELD), None, None, None, p, g)
        else:
            yield from self.at_site(state, view, offers, p, g, site)

    def at_site(self, state: State, view: Work, offers: Any, p: int, g: int, site: Any) -> Iterator[Successor]:
        """What a running goroutine can do at its site; if nothing surely, its default, else to park."""
        sure = False
        for a in offers[g]:
            if a.alternative.operation in self.sleeps:
                continue
            for number, rule in self.enabled(view, a):
                sure = sure or not (self.abandons(view, a) or a.alternative.operation in self.blocks)
                yield from self.made(state, Transition(g, a.number, number), a, None, rule, p, g)
        for t, a, b, rule in self.meetings(state, view, offers, g, site):
            sure = True
            yield from self.made(state, t, a, b, rule, p, g)
        if sure:
            return
        if site.default >= 0:
            yield from self.made(state, Transition(g, DEFAULT), None, None, None, p, g)
        else:
            yield self.moved(state, p, g, S.PARK)
            if g in state[4][3]:
                yield self.moved(state, p, g, S.INSIST)

    def enabled(self, view: Work, a: Standing) -> Iterator[tuple[int, CompiledRule]]:
        if self.waits_on_nil(a):
            return
        for number, rule in enumerate(self.rules(a)):
            if rule.peer == -1 and not rule.idle and rule.guard(view, a, None):
                yield number, rule

    def meetings(self, state: State, view: Work, offers: Any, g: int, site: Any) -> Iterator[Any]:
        """Joint steps with the goroutine that parked first, whichever side has the rule."""
        parked = state[4][2]
        met: set[tuple[int, int]] = set()
        for a in offers[g]:
            for number, rule in enumerate(self.rules(a)):
                for j in parked:
                    if rule.peer < 0 or (a.number, number) in met or not a.arg(0):
                        break
                    for b in offers[j]:
                        if b.alternative.operation == rule.peer and b.arg(0) == a.arg(0) and rule.guard(view, a, b):
                            met.add((a.number, number))
                            yield Transition(g, a.number, number, j, b.number), a, b, rule
        for b in offers[g]:
            for j in parked:
                found = False
                for a in offers[j]:
                    for number, rule in enumerate(self.rules(a)):
                        meets = rule.peer == b.alternative.operation and a.arg(0) == b.arg(0) != 0
                        if meets and rule.guard(view, a, b):
                            found = True
                            yield Transition(j, a.number, number, g, b.number), a, b, rule
                if found:
                    break

    def timers(self, state: State, view: Work, offers: Any, p: int) -> Iterator[Successor]:
        """What happens by itself while a processor is free: helpers go on, sleeps and timers end."""
        for i, g in enumerate(state[2]):
            if g[0] & HELPER:
                yield from (s for s in self.of(state, view, offers, p, i) if s.transition.alternative != TURN)
        for i in state[4][2]:
            for a in offers[i]:
                if a.alternative.operation not in self.comes_by_itself:
                    continue
                for number, rule in self.enabled(view, a):
                    if (a.alternative.operation, number) in self.timed:
                        yield from self.made(state, Transition(i, a.number, number), a, None, rule, p, NONE)

    def can_preempt(self, state: State, g: int) -> bool:
        shared, processors, *_ = state[4]
        if self.scheduler.preempt == "off" or not (shared or any(p[1] >= 0 or p[2] for p in processors)):
            return False
        return self.scheduler.preempt == "any" or self.site(state[2][g]) is not None or self.calls(state[2][g])

    def calls(self, g: Any) -> bool:
        """Whether there is a call in the loop that a goroutine is in: Go before 1.14 stops it only there."""
        function, pc = g[2][-1][0], g[2][-1][1]
        known = self.without_call.get((function, pc))
        if known is None:
            code = self.program.functions[function].code
            ends = [i for i, x in enumerate(code) if x.op in ("jump", "jumpif", "jumpnot") and x.args[-1] == pc <= i]
            loop = code[pc : max(ends, default=pc) + 1]
            known = self.without_call[function, pc] = not ends or any(x.op in ("call", "callv") for x in loop)
        return known

    # --- making them ----------------------------------------------------------------------------------

    def moved(self, state: State, p: int, g: int, move: int) -> Successor:
        """A processor gives up the goroutine it runs."""
        after = Processors(self.rota, state[4])
        if move == S.PREEMPT:
            after.leave(g)
            after.shared.append(g)
        else:
            after.park(g, move == S.INSIST)
        return self.same(state, Transition(g, TURN, move, processor=p), after)

    def picked(self, state: State, p: int, number: int, victim: int) -> Successor:
        """A free processor takes a goroutine."""
        after = Processors(self.rota, state[4])
        after.pick(p, number, victim)
        move = len(self.scheduler.gives_up) + number
        return self.same(state, Transition(after.running[p], TURN, move, -1, max(victim, 0), processor=p), after)

    def same(self, state: State, t: Transition, after: Processors) -> Successor:
        everyone = tuple(range(len(state[2])))
        new = (*state[:4], after.stored({g: g for g in everyone}))
        return Successor(t, new, everyone, tuple(range(1, len(state[1]) + 1)), Outcome(TURN, t.rule), ())

    def ended(self, state: State, p: int, g: int) -> Successor:
        s = self.taken((*state[:4], ()), Outcome(END, root=1), g, -1, False)
        return self.placed(s, Processors(self.rota, state[4]), p)

    def placed(self, s: Successor, after: Processors, p: int) -> Successor:
        assert s.state is not None
        number = {old: new for new, old in enumerate(s.origin)}
        t = s.transition._replace(processor=p)
        return s._replace(transition=t, state=(*s.state[:4], after.stored(number)))

    def made(self, state: State, t: Transition, a: Any, b: Any, rule: CompiledRule | None, p: int,
             actor: int) -> Iterator[Successor]:  # fmt: skip
        """The steps of a transition made on a processor; actor: the goroutine that goes on in it."""
        choices: list[int] = []
        while True:
            work = Work(self.program, self.strings, View(self.cells), choices)
            work.touched = self.touched
            yield self.performed(state, work, t._replace(processor=p), a, b, rule, actor)
            choices = work.choices[: len(work.arity)]
            while choices and choices[-1] + 1 >= work.arity[len(choices) - 1]:
                choices.pop()
            if not choices:
                return
            choices = [*choices[:-1], choices[-1] + 1]

    def performed(self, state: State, work: Work, t: Transition, a: Any, b: Any, rule: CompiledRule | None,
                  actor: int) -> Successor:  # fmt: skip
        after = Processors(self.rota, state[4])
        moving = {t.goroutine: Goroutine.thawed(state[2][t.goroutine], 0)}
        if t.peer >= 0:
            moving[t.peer] = Goroutine.thawed(state[2][t.peer], 1)
        work.mover = mover = moving[t.goroutine]
        o = Outcome(t.alternative, t.rule, t.peer_alternative, patient=rule is not None and rule.patient)
        try:
            if rule is not None:
                self.local.apply(work, mover, moving.get(t.peer), a, b, rule)
            elif t.alternative == DEFAULT:
                mover.frames[-1][1] = self.site(state[2][t.goroutine]).default
            self.go_on(state, work, after, moving, a.alternative.operation if a is not None else -1, t.processor, actor)
        except Halted as end:
            o.halted, o.output, o.events = (end.kind, end.text), work.output, work.events
            return Successor(t._replace(choices=work.chosen), None, (), (), o, ())
        o.choices, o.root, o.output, o.events = work.chosen, work.root, work.output, work.events
        o.objects = {n: self.parts.object(*obj) for n, obj in work.objs.items()}
        return self.settled(state, work, t._replace(choices=work.chosen), o, after, moving)

    def settled(self, state: State, work: Work, t: Transition, o: Outcome, after: Processors,
                moving: dict[int, Goroutine]) -> Successor:  # fmt: skip
        """The canonical state after a step."""
        gs: list[Part | None] = [self.stored(moving[i]) if i in moving else g for i, g in enumerate(state[2])]
        gs += [self.stored(g) for g in work.spawned]
        indices = [*range(len(state[2])), *(-1 - n for n in range(len(work.spawned)))]
        there = [k for k, g in enumerate(gs) if g is not None]
        overlay = Overlay(state[1], o.objects)
        objects, goroutines, order, numbers = self.canonical.form(overlay, [g for g in gs if g is not None])
        origin = tuple([indices[there[k]] for k in order])
        root = state[0] if o.root < 0 else o.root
        new = (root, objects, goroutines, state[3] + o.output, after.stored({g: n for n, g in enumerate(origin)}))
        return Successor(t, new, origin, numbers, o, ())

    def go_on(self, state: State, work: Work, after: Processors, moving: dict[int, Goroutine], operation: int, p: int,
              actor: int) -> None:  # fmt: skip
        """Only the actor runs its local code; others that the step concerns become runnable."""
        if actor in after.woken:
            after.woken.remove(actor)
        for i in moving:
            if i == actor:
                continue
            after.unpark(i)
            if operation in self.blocks:
                after.shared.append(i)
            else:
                after.run_next(p, i)
        handed_over = self.wake(state, work, after, moving, p, operation in self.last_first)
        has_processor = actor in moving and actor in after.running
        if has_processor and operation in self.yields:
            after.leave(actor)
            after.shared.append(actor)
        elif has_processor and handed_over:
            after.leave(actor)
            after.append(p, actor)
        elif actor in moving:
            self.local.run(work, moving[actor])
        for g in work.spawned:  # grows on the way
            if g.flags & HELPER:
                self.local.run(work, g)
            else:
                after.run_next(p, g.index)

    def wake(self, state: State, work: Work, after: Processors, moving: dict[int, Goroutine], p: int,
             last_first: bool) -> bool:  # fmt: skip
        """Parked goroutines that can go on now have done so when they run; some only try again then. Whether one of
        these had insisted."""
        done: list[int] = []
        again: list[tuple[int, tuple[int, int]]] = []
        waiting = {self.tries(state[2][j]) for j in after.woken}
        handed_over = False
        for j in list(after.parked):
            read, some = self.chances(self.cells, state[2][j])[0]
            if not some and read.isdisjoint(work.objs):
                continue
            ready = [(a, rule) for a in self.standing(state[2][j], j) for rule in self.lets_go(work, a)]
            if not ready:
                continue
            if ready[0][0].alternative.operation in self.retries:
                if j not in after.insisting:
                    again.append((j, self.tries(state[2][j])))
                    continue
                handed_over = True
                self.hand_over(state, work, after, j)
            a, rule = ready[work.choose(len(ready)) if len(ready) > 1 else 0]
            moving[j] = Goroutine.thawed(state[2][j], WOKEN + j)
            self.local.apply(work, moving[j], None, a, None, rule)
            done.append(j)
        for j in reversed(done) if last_first else done:
            after.unpark(j)
            after.run_next(p, j)
        for j, at in again:
            if at not in waiting:
                waiting.add(at)
                after.unpark(j)
                after.woken.append(j)
                after.run_next(p, j)
        return handed_over

    def hand_over(self, state: State, work: Work, after: Processors, j: int) -> None:
        """Whoever waits behind one that insisted may go on insisting."""
        at = self.tries(state[2][j])
        others = [i for i in after.parked if i != j and self.standing(state[2][i], i) and self.tries(state[2][i]) == at]
        if others and others[0] not in after.insisting and work.choose(2):
            after.insisting.append(others[0])

    def chances_of(self, view: View, g: Any) -> list[tuple[frozenset[int], bool]]:
        """Whether some rule lets it go on, and the objects that this depends on."""
        look = Work(self.program, self.strings, view)
        some = any(list(self.lets_go(look, a)) for a in self.standing(g, 0))
        return [(frozenset(view.read), some)]

    def lets_go(self, work: Work, a: Standing) -> Iterator[CompiledRule]:
        return (r for n, r in self.enabled(work, a) if (a.alternative.operation, n) not in self.timed)

    def tries(self, g: Any) -> tuple[int, int]:
        """The operation and the object that a goroutine stands at."""
        a = self.standing(g, 0)[0]
        return a.alternative.operation, a.arg(0)
