"""How a Program runs: the executable definition (docs/internals-machine.md).

`Machine.successors(state)` gives every step from a canonical state. A step applies one rule and then runs local code,
which is deterministic except for `choose`, up to the next operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from chancheck.machine.calls import OPERATE, LocalCode
from chancheck.machine.canonical import Canonical, Objects, Overlay
from chancheck.machine.clock import Clock
from chancheck.machine.interning import Parts
from chancheck.machine.race_facts import reached, settled
from chancheck.machine.race_monitor import Monitor
from chancheck.machine.rules import CompiledRule, Standing
from chancheck.machine.state import (
    HELPER,
    PARKED,
    ROOT,
    FrameState,
    FrameStatus,
    GoroutineCells,
    GoroutineState,
    ObjectState,
    Part,
    Root,
    State,
)
from chancheck.machine.step import Outcome, Successor, in_order
from chancheck.machine.transition import CRASH, DEFAULT, END, YIELD, Transition
from chancheck.machine.workspace import (
    CRASHING,
    ENDING,
    FRESH,
    RUNNING,
    WORDING,
    Goroutine,
    Halted,
    Readable,
    View,
    Work,
)
from chancheck.program.program import OFFSET_BITS, Program, Site
from chancheck.records import replace

Made = TypeVar("Made", bound=Outcome)
Offers = frozenset[tuple[int, int]]
"""(operation, address of its object) of each alternative of a goroutine."""

Step = tuple[Outcome, int, int]
"""The step, the goroutine that moves, and its partner or -1."""


class Machine:
    """watched: shapes; the race monitor follows their memory (None: no monitor)."""

    def __init__(self, program: Program, symmetry: bool = True, watched: frozenset[int] | None = None) -> None:
        self.program, self.watched = program, watched
        self.local = self.local_code(program)
        self.strings = self.local.strings
        self.parts = Parts(program, self.strings)
        self.canonical = Canonical(self.parts, symmetry, self.waits_on)
        self.touched: dict[tuple[int, int], int] | None = None
        self.clock = Clock(program)
        self.parks = any(site.default >= 0 and site.alternatives for site in program.sites)
        self.met = {rule.peer for operation in self.local.operations for rule in operation.rules}
        self.idles = any(r.idle for o in self.local.operations for r in o.rules)

    def local_code(self, program: Program) -> LocalCode:
        return LocalCode(program)

    # --- states -------------------------------------------------------------------------------------

    def initial(self) -> State:
        p = self.program
        shape = p.globals_shape
        registers = (0,) * len(p.functions[p.entry].registers)
        entry = FrameState(p.entry, 0, FrameStatus.RUNNING, (), registers)
        root = self.parts.goroutine(GoroutineCells(ROOT, RUNNING, (entry,), (), 0))
        return State(Root.RUNS, (self.parts.object(shape, (0,) * len(p.shapes[shape].header), ()),), (root,))

    def site(self, g: GoroutineState) -> Site | None:
        """The site where a goroutine at rest offers operations."""
        if g.phase not in (RUNNING, WORDING) or not g.frames:
            return None
        frame = g.frames[-1]
        handler, args, _ = self.local.code[frame.function][frame.pc]
        return self.program.sites[args[0]] if handler == OPERATE else None

    def queued(self, state: State, i: int) -> bool:
        """Whether a goroutine waits for a processor only."""
        return False

    def delayed(self, state: State, i: int) -> bool:
        """Whether a helper, or a goroutine that waits for its time, would be enabled if a processor were free."""
        return False

    def standing(self, g: GoroutineState, index: int) -> list[Standing]:
        """The alternatives that it offers."""
        site = self.site(g)
        return [Standing(g.top.registers, a, index, n) for n, a in enumerate(site.alternatives)] if site else []

    def offers(self, g: GoroutineState) -> Offers:
        pairs = ((a.alternative.operation, a.arg(0)) for a in self.standing(g, 0) if a.alternative.operands)
        return frozenset((operation, at) for operation, at in pairs if at)

    def wants(self, g: GoroutineState) -> Offers:
        """The same of the partners that it could meet."""
        rules = self.local.operations
        return frozenset(
            (rule.peer, at) for operation, at in self.offers(g) for rule in rules[operation].rules if rule.peer >= 0
        )

    def parked(self, g: GoroutineState) -> GoroutineState:
        """A goroutine that is not enabled; parked if it looks for a partner."""
        if self.wants(g) or any(operation in self.met for operation, _ in self.offers(g)):
            return self.parts.stored_goroutine(GoroutineCells(*g)._replace(flags=g.flags | PARKED))
        return g

    # --- steps --------------------------------------------------------------------------------------

    def successors(self, state: State) -> Iterator[Successor]:
        """Every step from a state, in the order of the page."""
        cells = self.readable(state)
        no_helpers = cells[0] == len(state.goroutines)
        for o, i, j in self.steps_from(state, cells):
            yield self.taken(state, o, i, j, no_helpers)

    def steps_from(self, state: State, cells: Readable) -> Iterator[Step]:
        """The same, not taken yet."""
        urgent = False
        for step in self.certain(state.goroutines, self.steps(state.goroutines, cells)):
            urgent = urgent or not step[0].patient
            yield step
        if self.idles and not urgent:
            yield from ((o, i, -1) for o, i in self.idle_steps(state.goroutines, View(cells)))

    def possible(self, state: State) -> list[tuple[Transition, Callable[[], Successor]]]:
        """The transition of every step, with a call that takes it."""
        cells = self.readable(state)
        no_helpers = cells[0] == len(state.goroutines)
        return [
            (transition_of(o, i, j), partial(self.taken, state, o, i, j, no_helpers))
            for o, i, j in self.steps_from(state, cells)
        ]

    def readable(self, state: State) -> Readable:
        return (sum([not g.flags & HELPER for g in state.goroutines]), *state.objects)

    def solo(self, cells: Readable, g: GoroutineState) -> Sequence[Outcome]:
        return self.solo_steps(View(cells), g)

    def joint(self, cells: Readable, g: GoroutineState, h: GoroutineState) -> Sequence[Outcome]:
        return self.joint_steps(View(cells), g, h)

    def certain(self, goroutines: Sequence[GoroutineState], steps: Iterable[Step]) -> Iterable[Step]:
        """Without the defaults of non-blocking attempts that find a parked partner."""
        if not (self.parks and self.idles and any(g.flags & PARKED for g in goroutines)):
            return steps
        every = list(steps)
        pairs = [(i, j) for _, i, j in every if j >= 0]
        sure = {i for pair in pairs for i, j in (pair, pair[::-1]) if goroutines[j].flags & PARKED}
        return [step for step in every if step[0].alternative != DEFAULT or step[1] not in sure]

    def steps(self, goroutines: Sequence[GoroutineState], cells: Readable) -> Iterator[Step]:
        """Those by rules that are not idle."""
        partners: dict[tuple[int, int], list[int]] = {}
        for j, h in enumerate(goroutines):
            for offer in self.offers(h):
                partners.setdefault(offer, []).append(j)
        for i, g in enumerate(goroutines):
            steps = [(o, i, -1) for o in self.solo(cells, g)]
            wants = self.wants(g)
            for j in sorted({j for want in wants for j in partners.get(want, ())}) if wants else ():
                if j != i:
                    steps += [(o, i, j) for o in self.joint(cells, g, goroutines[j])]
            if len(steps) > 1:
                steps.sort(key=in_order)
            yield from steps

    def idle_steps(self, goroutines: Sequence[GoroutineState], view: View) -> Iterator[tuple[Outcome, int]]:
        """The steps of a state with no enabled goroutine: time passes, up to the earliest instant that an alternative
        names."""
        look = Work(self.program, self.strings, view)
        offers = [(a, i) for i, g in enumerate(goroutines) for a in self.standing(g, 0)]
        named = [self.due(look, a) for a, _ in offers if not self.waits_on_nil(a)]
        look.due = min((instant for instant in named if instant), default=0)
        for a, i in offers:
            for number, rule in enumerate(self.rules(a)):
                if rule.idle and rule.guard(look, a, None):
                    start = Outcome(a.number, number, idle=self.parks)
                    yield from ((o, i) for o in self.forks(view, start, goroutines[i], None, a, None, rule, look.due))

    def due(self, look: Work, a: Standing) -> int:
        due = self.local.operations[a.alternative.operation].due
        return due(look, a, None) if due is not None else 0

    def taken(self, state: State, o: Outcome, i: int, j: int, no_helpers: bool) -> Successor:
        """The step of goroutine i (with goroutine j) in a state."""
        root, objects, goroutines, output, facts, _ = state
        t = transition_of(o, i, j)
        past = None
        if self.watched is not None:
            past = Monitor(facts, i, j)
            past.play(o.log)
        races = past.races if past else ()
        if o.halted is not None:
            return Successor(t, None, (), (), o, races)
        gs: list[GoroutineState | None] = list(goroutines)
        if any(o.passed):
            gs = [self.parts.goroutine(self.clock.aged(g, o.passed)) for g in goroutines]
        if o.idle:
            gs = [self.parked(g) if g is not None else None for g in gs]
        gs[i] = o.mover
        if j >= 0:
            gs[j] = o.peer
        placed, ordered, origin, numbers = self.arranged(objects, gs, o, no_helpers, past)
        if past:
            renumbered = {old: new for new, old in enumerate(numbers, 1)}
            facts = settled(past.facts, renumbered, origin, reached(placed, ordered)) if past.facts else ()
        new = State(root if o.root < 0 else o.root, placed, ordered, output + o.output, facts)
        return Successor(t, new, origin, numbers, o, races)

    def arranged(
        self,
        objects: Sequence[ObjectState],
        gs: list[GoroutineState | None],
        o: Outcome,
        no_helpers: bool,
        past: Monitor | None = None,
    ) -> tuple[tuple[ObjectState, ...], tuple[GoroutineState, ...], tuple[int, ...], tuple[int, ...]]:
        """Objects and goroutines after a step in canonical form, and where they come from (see Successor). gs: what the
        goroutines there were have become."""
        overlay = Overlay(objects, o.objects)
        if o.keeps and no_helpers and not self.canonical.symmetry:  # numbers and order stay as they are
            numbers = tuple(range(1, len(objects) + 1))
            placed = tuple([self.parts.in_order(overlay[n]) for n in numbers])
            ordered = tuple([g for g in gs if g is not None])
            return placed, ordered, tuple(range(len(gs))), numbers
        indices = [*range(len(gs)), *(-1 - n for n, _ in o.spawned)]
        gs = [*gs, *(g for _, g in o.spawned)]
        there = [k for k, g in enumerate(gs) if g is not None]
        placed, ordered, order, numbers = self.canonical.form(
            overlay, [g for g in gs if g is not None], past.facts if past else None, [indices[k] for k in there]
        )
        return placed, ordered, tuple([indices[there[k]] for k in order]), numbers

    # --- what a goroutine can do, alone and with another ----------------------------------------------

    def solo_steps(self, view: View, g: GoroutineState) -> list[Outcome]:
        if g.phase == ENDING:
            return [Outcome(END, root=Root.RETURNED if g.root else -1)]
        if g.phase == CRASHING:
            return [Outcome(CRASH, halted=("fault", self.panic_text(g)))]
        site = self.site(g)
        if site is None:
            return list(self.forks(view, Outcome(YIELD), g))
        look = Work(self.program, self.strings, view)
        offers = self.standing(g, 0)
        out: list[Outcome] = []
        for a in offers:
            if not self.waits_on_nil(a):
                for number, rule in enumerate(self.rules(a)):
                    if rule.peer == -1 and not rule.idle and rule.guard(look, a, None):
                        out += self.forks(view, Outcome(a.number, number, patient=rule.patient), g, None, a, None, rule)
        if site.default >= 0 and all(self.abandons(look, a) for a in offers):
            out += self.forks(view, Outcome(DEFAULT), g)
        return out

    def panic_text(self, g: GoroutineState) -> str:
        return "panic: " + self.strings.bytes[g.text].decode("utf-8", "replace")

    def joint_steps(self, view: View, g: GoroutineState, h: GoroutineState) -> list[Outcome]:
        """A rendezvous. Not of two non-blocking attempts: one needs a partner that has parked, and these never park."""
        mine, other = self.site(g), self.site(h)
        out: list[Outcome] = []
        if mine is None or other is None or (mine.default >= 0 and other.default >= 0):
            return out
        look = Work(self.program, self.strings, view)
        for a in self.standing(g, 0):
            for number, rule in enumerate(self.rules(a)):
                for b in self.standing(h, 1) if rule.peer >= 0 else ():
                    if b.alternative.operation == rule.peer and b.arg(0) == a.arg(0) != 0 and rule.guard(look, a, b):
                        start = Outcome(a.number, number, b.number, patient=rule.patient)
                        out += self.forks(view, start, g, h, a, b, rule)
        return out

    def rules(self, a: Standing) -> list[CompiledRule]:
        return self.local.operations[a.alternative.operation].rules

    def waits_on_nil(self, a: Standing) -> bool:
        return self.local.operations[a.alternative.operation].nil_waits and a.arg(0) == 0

    def abandons(self, look: Work, a: Standing) -> bool:
        return self.waits_on_nil(a) or bool(self.local.operations[a.alternative.operation].gives_up(look, a, None))

    def waits_on(self, g: GoroutineState, objects: Objects) -> int:
        """The object on which a goroutine is blocked, if only another goroutine could enable it."""
        offers = self.standing(g, 0)
        if not offers or not offers[0].alternative.operands or offers[0].arg(0) <= 0:
            return 0
        look = Work(self.program, self.strings, objects)
        moves = any(rule.peer == -1 and rule.guard(look, offers[0], None) for rule in self.rules(offers[0]))
        if moves or self.due(look, offers[0]):
            return 0
        return offers[0].arg(0) >> OFFSET_BITS

    # --- one step -------------------------------------------------------------------------------------

    def forks(self, view: View, o: Outcome, g: GoroutineState, h: GoroutineState | None = None,
              a: Standing | None = None, b: Standing | None = None, rule: CompiledRule | None = None,
              due: int = 0) -> Iterator[Outcome]:  # fmt: skip
        """The step, once for every sequence of choices that its local code meets."""
        return self.each(view, lambda work: self.perform(work, o, g, h, a, b, rule), due)

    def each(self, view: View, perform: Callable[[Work], Made], due: int = 0) -> Iterator[Made]:
        """A step made once for every sequence of choices that it meets."""
        choices: list[int] = []
        while True:
            work = Work(self.program, self.strings, view, choices)
            work.due = due
            work.touched, work.watched = self.touched, self.watched
            yield perform(work)
            choices = work.choices[: len(work.arity)]
            while choices and choices[-1] + 1 >= work.arity[len(choices) - 1]:
                choices.pop()
            if not choices:
                return
            choices = [*choices[:-1], choices[-1] + 1]

    def perform(self, work: Work, o: Outcome, g: GoroutineState, h: GoroutineState | None, a: Standing | None,
                b: Standing | None, rule: CompiledRule | None) -> Outcome:  # fmt: skip
        """Effects, then the local code of the mover, of its peer and of those they start."""
        work.mover = mover = Goroutine.thawed(g, 0)
        peer = Goroutine.thawed(h, 1) if h is not None else None
        try:
            if rule is not None and a is not None:
                self.local.apply(work, mover, peer, a, b, rule)
            elif o.alternative == DEFAULT:
                site = self.site(g)
                assert site is not None
                mover.top.pc = site.default
            self.local.run(work, mover)
            if peer is not None:
                self.local.run(work, peer)
            for started in work.spawned:  # grows on the way
                if started.flags & HELPER or not self.program.counted:
                    self.local.run(work, started)
        except Halted as end:
            return replace(o, choices=work.chosen, output=work.output, halted=(end.kind, end.text),
                           events=work.events, log=work.log)  # fmt: skip
        o = replace(o)
        self.note(work, g, h, mover, peer, o)
        return o

    def note(self, work: Work, g: GoroutineState, h: GoroutineState | None, mover: Goroutine, peer: Goroutine | None,
             o: Outcome) -> None:  # fmt: skip
        """Record what a step has done."""
        o.choices, o.root, o.passed = work.chosen, work.root, work.passed
        o.output, o.events, o.log = work.output, work.events, work.log
        o.mover, o.peer = self.stored(mover), self.stored(peer) if peer else None
        o.spawned = [(n, p) for n, started in enumerate(work.spawned) if (p := self.stored(started)) is not None]
        o.objects = {n: self.parts.object(obj.shape, obj.header, obj.tail) for n, obj in work.objs.items()}
        keeps = not o.spawned and same_links(g, o.mover) and same_links(h, o.peer)
        o.keeps = keeps and all(n < FRESH and same_links(work.view[n], part) for n, part in o.objects.items())

    def stored(self, g: Goroutine) -> GoroutineState | None:
        return None if g.ended else self.parts.goroutine(g)


def transition_of(o: Outcome, i: int, j: int) -> Transition:
    """The step of goroutine i (with goroutine j) by which this comes about."""
    return Transition(i, o.alternative, o.rule, j, o.peer_alternative, o.choices)


def same_links(old: Part | None, new: Part | None) -> bool:
    return old is new or (old is not None and new is not None and old.links == new.links)
