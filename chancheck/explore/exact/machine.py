"""How a Program runs: the executable definition (docs/internals-machine.md).

`Machine.successors(state)` gives every step from a canonical state. A step applies one rule and then runs local code,
which is deterministic except for `choose`, up to the next operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

from chancheck.explore.engine import CRASH, DEFAULT, END, YIELD, Transition
from chancheck.explore.exact import floats  # noqa: F401  (instructions)
from chancheck.explore.exact.canonical import Canonical
from chancheck.explore.exact.cells import (
    CRASHING,
    ENDING,
    HELPER,
    RESTING,
    ROOT,
    WORDING,
    Goroutine,
    Halted,
    NilFault,
    Strings,
    Work,
)  # fmt: skip
from chancheck.explore.exact.effects import CompiledRule, Standing, Step, compile_operations
from chancheck.explore.exact.instants import Clock
from chancheck.explore.exact.local import HANDLERS
from chancheck.program.program import OFFSET_BITS, Program

LOCAL_STEPS = 100_000
GROWTH_STEPS = 400
"""What a `spawn` or a `defer` counts in them besides itself: each makes the state larger."""
MOST_FORKS = 1_000
MAX_FRAMES = 10_000
State = tuple[Any, ...]

CONTROL = ("jump", "jumpif", "jumpnot", "call", "callv", "ret", "rundefers", "defer", "panic", "recover", "goexit",
           "spawn", "choose", "operate")  # fmt: skip


class Successor(NamedTuple):
    """Where a step leads. origin: for each goroutine of the new state its index in the old one, or -1 - n for the
    n-th one started. objects: for each object of the new state its number in `work`, where objects keep the numbers of
    the old state. halted: (kind, text) if the step ended the run. state is None when nothing follows."""

    transition: Transition
    state: State | None
    origin: tuple[int, ...] = ()
    halted: tuple[str, str] | None = None
    work: Work | None = None
    objects: tuple[int, ...] = ()


class Machine:
    def __init__(self, program: Program, symmetry: bool = True, monitor: Any = None, keep_output: bool = False) -> None:
        self.program = program
        self.strings = Strings(program.strings)
        self.operations = compile_operations(program)
        self.monitor = monitor
        self.canonical = Canonical(program, symmetry, monitor is not None)
        self.touched: dict[Any, int] | None = None
        self.code = [self.decoded(f.code) for f in program.functions]
        self.methods = program.methods
        self.clock = Clock(program)
        self.idles = any(r.idle for o in self.operations for r in o.rules)

    def decoded(self, code: list[Any]) -> list[tuple[Any, tuple[int, ...], int]]:
        """Each instruction as (handler or number of a control instruction, operands, place)."""
        out: list[tuple[Any, tuple[int, ...], int]] = []
        for name, args, place in code:
            out.append((CONTROL.index(name) if name in CONTROL else HANDLERS[name], args, place))
        return out

    # --- states -------------------------------------------------------------------------------------

    def initial(self) -> State:
        p = self.program
        shape = p.shapes[p.globals_shape]
        f = p.functions[p.entry]
        objects = ((p.globals_shape, (0,) * len(shape.header), ()),)
        frame = (p.entry, 0, 0, (), (0,) * len(f.registers))
        root = (ROOT, RESTING, (frame,), (), 0)
        return (0, objects, (root,), b"", ())

    def standing(self, g: Any, index: int) -> list[Standing]:
        """The alternatives that a goroutine at rest offers; empty if it is at no site."""
        site = self.site(g)
        if site is None:
            return []
        regs = g[2][-1][4]
        return [Standing(regs, a, index, n) for n, a in enumerate(site.alternatives)]

    def site(self, g: Any) -> Any:
        if g[1] not in (RESTING, WORDING) or not g[2]:
            return None
        frame = g[2][-1]
        handler, args, _ = self.code[frame[0]][frame[1]]
        return self.program.sites[args[0]] if handler == 13 else None

    def successors(self, state: State) -> Iterator[Successor]:
        """Every step from a state, in the order of the page."""
        goroutines = state[2]
        offers = [self.standing(g, i) for i, g in enumerate(goroutines)]
        view = Work(self.program, self.strings, state)
        view.clock = self.clock
        urgent = False
        for s in self.urgent_or_patient(state, view, offers):
            urgent = urgent or not self.patient(state, s.transition)
            yield s
        if self.idles and not urgent:
            view.due = self.next_due(view, offers)
            for i in range(len(goroutines)):
                for a in offers[i]:
                    for number, rule in enumerate(self.operations[a.alternative.operation].rules):
                        if rule.idle and rule.guard(view, a, None):
                            yield from self.forks(state, Transition(i, a.number, number), a, None, rule, view.due)

    def patient(self, state: State, t: Transition) -> bool:
        if t.alternative < 0:
            return False
        alternative = self.site(state[2][t.goroutine]).alternatives[t.alternative]
        return bool(self.operations[alternative.operation].rules[t.rule].patient)

    def next_due(self, view: Work, offers: list[list[Standing]]) -> int:
        """The earliest instant that an alternative names; 0 if none does."""
        earliest = 0
        for a in (a for alternatives in offers for a in alternatives):
            operation = self.operations[a.alternative.operation]
            if operation.due is None or (operation.nil_waits and a.arg(0) == 0):
                continue
            instant = operation.due(view, a, None)
            if instant and (not earliest or instant < earliest):
                earliest = instant
        return earliest

    def urgent_or_patient(self, state: State, view: Work, offers: list[list[Standing]]) -> Iterator[Successor]:
        """The steps by rules that are not idle."""
        for i, g in enumerate(state[2]):
            if g[1] == ENDING:
                yield self.end_root(state, i)
            elif g[1] == CRASHING:
                text = self.strings.bytes[g[4]].decode("utf-8", "replace")
                yield Successor(Transition(i, CRASH), None, (), ("fault", f"panic: {text}"))
            elif self.site(g) is None:
                yield from self.forks(state, Transition(i, YIELD), None, None, None)
            else:
                yield from self.site_steps(state, view, i, offers)

    def site_steps(self, state: State, view: Work, i: int, offers: list[list[Standing]]) -> Iterator[Successor]:
        site = self.site(state[2][i])
        for a in offers[i]:
            operation = self.operations[a.alternative.operation]
            if operation.nil_waits and a.arg(0) == 0:
                continue
            for number, rule in enumerate(operation.rules):
                if rule.peer == -1:
                    if not rule.idle and rule.guard(view, a, None):
                        yield from self.forks(state, Transition(i, a.number, number), a, None, rule)
                else:
                    for b in self.partners(state, a, rule, site, offers):
                        if rule.guard(view, a, b):
                            t = Transition(i, a.number, number, b.index, b.number)
                            yield from self.forks(state, t, a, b, rule)
        if site.default >= 0 and all(self.abandons(view, a) for a in offers[i]):
            yield from self.forks(state, Transition(i, DEFAULT), None, None, None)

    def abandons(self, view: Work, a: Standing) -> bool:
        operation = self.operations[a.alternative.operation]
        if operation.nil_waits and a.arg(0) == 0:
            return True
        return bool(operation.gives_up(view, a, None))

    def partners(self, state: State, a: Standing, rule: CompiledRule, site: Any, offers: Any) -> Iterator[Standing]:
        target = a.arg(0)
        if target == 0:
            return
        for j, alternatives in enumerate(offers):
            if j == a.index or not alternatives:
                continue
            if site.default >= 0 and self.site(state[2][j]).default >= 0:
                continue
            for b in alternatives:
                if b.alternative.operation == rule.peer and b.arg(0) == target:
                    yield b

    def end_root(self, state: State, i: int) -> Successor:
        goroutines = state[2]
        work = Work(self.program, self.strings, state)
        work.root = 1
        del work.gs[i]
        indices = [j for j in range(len(goroutines)) if j != i]
        new, origin, objects = self.canonical.form(work, indices)
        return Successor(Transition(i, END), new, origin, None, work, objects)

    # --- one step -------------------------------------------------------------------------------------

    def forks(self, state: State, t: Transition, a: Any, b: Any, rule: CompiledRule | None,
              due: int = 0) -> Iterator[Successor]:  # fmt: skip
        """The step, once for every sequence of choices that its local code meets."""
        choices: list[int] = []
        while True:
            work = Work(self.program, self.strings, state)
            work.choices = choices
            work.clock, work.due = self.clock, due
            work.touched, work.monitor = self.touched, self.monitor
            yield self.perform(work, t, a, b, rule)
            choices = work.choices[: len(work.arity)]
            while choices and choices[-1] + 1 >= work.arity[len(choices) - 1]:
                choices.pop()
            if not choices:
                return
            choices = [*choices[:-1], choices[-1] + 1]

    def perform(self, work: Work, t: Transition, a: Any, b: Any, rule: CompiledRule | None) -> Successor:
        mover = work.thaw(t.goroutine)
        peer = work.thaw(t.peer) if t.peer >= 0 else None
        work.mover = mover
        try:
            if rule is not None:
                self.apply(work, mover, peer, a, b, rule)
            elif t.alternative == DEFAULT:
                frame = mover.frames[-1]
                _, args, _ = self.code[frame[0]][frame[1]]
                frame[1] = self.program.sites[args[0]].default
            for g in [mover] + ([peer] if peer else []):
                self.run(work, g)
            for g in work.spawned:  # grows on the way
                self.run(work, g)
        except Halted as halted:
            t = t._replace(choices=tuple(work.choices[: len(work.arity)]))
            return Successor(t, None, (), (halted.kind, halted.text), work)
        indices: list[int] = []
        gs: list[Any] = []
        for i, g in enumerate(work.gs):
            if not isinstance(g, Goroutine):
                gs.append(g)
                indices.append(i)
            elif g.frames or g.status in (ENDING, CRASHING):
                gs.append(frozen(g))
                indices.append(i)
        for n, g in enumerate(work.spawned):
            if g.frames or g.status == CRASHING:
                gs.append(frozen(g))
                indices.append(-1 - n)
        work.gs = gs
        new, origin, objects = self.canonical.form(work, indices)
        return Successor(t._replace(choices=tuple(work.choices[: len(work.arity)])), new, origin, None, work, objects)

    def apply(self, work: Work, mover: Goroutine, peer: Goroutine | None, a: Standing, b: Standing | None,
              rule: CompiledRule) -> None:  # fmt: skip
        """Effects in order, then results; both go on behind their alternatives."""
        step = Step(Standing(mover.frames[-1][4], a.alternative, mover.index, a.number), None)
        if peer is not None and b is not None:
            step.b = Standing(peer.frames[-1][4], b.alternative, peer.index, b.number)
        self.set_place(work, mover)
        for apply in rule.effects:
            apply(work, step)
        for g, s in ((mover, step.a), (peer, step.b)):
            if g is None or s is None:
                continue
            frame = g.frames[-1]
            for i, cells in s.results:
                at = s.alternative.results[i] if i < len(s.alternative.results) else -1
                if at >= 0:
                    frame[4][at : at + len(cells)] = cells
            frame[1] = s.alternative.next
        for s, text in step.panics:
            g = mover if s is step.a else peer
            assert g is not None
            self.start_panic(work, g, self.program.error_type, self.strings.number(text.encode()))

    def set_place(self, work: Work, g: Goroutine) -> None:
        frame = g.frames[-1]
        work.place = self.code[frame[0]][frame[1]][2]

    # --- local code -------------------------------------------------------------------------------------

    def run(self, work: Work, g: Goroutine) -> None:
        """Run a goroutine until it is at rest, has ended or is about to."""
        work.mover = g
        code = self.code
        while g.frames and g.status in (RESTING, WORDING):
            frame = g.frames[-1]
            body, regs, pc = code[frame[0]], frame[4], frame[1]
            if pc == 0 and work.steps > LOCAL_STEPS:
                return
            try:
                while True:
                    handler, args, place = body[pc]
                    work.steps += 1
                    if type(handler) is not int:
                        work.place = place
                        handler(work, regs, args)
                        pc += 1
                    elif handler == 0 or (handler == 1 and regs[args[0]]) or (handler == 2 and not regs[args[0]]):
                        target = args[-1]
                        if target <= pc and work.steps > LOCAL_STEPS:
                            frame[1] = target
                            return
                        pc = target
                    elif handler <= 2:
                        pc += 1
                    else:
                        frame[1] = pc
                        work.place = place
                        if handler == 13 and not self.eager(work, g, args[0]):
                            return
                        if handler == 12 and self.forked_enough(work, regs[args[1]]):
                            return
                        if handler != 13:
                            getattr(self, "do_" + CONTROL[handler])(work, g, frame, args)
                        break
            except NilFault:
                frame[1] = pc
                self.start_panic(work, g, *self.program.nil_fault)

    def eager(self, work: Work, g: Goroutine, site: int) -> bool:
        """Perform an operation that nobody else can tell from local code; False if it is not of that kind."""
        alternatives = self.program.sites[site].alternatives
        if len(alternatives) != 1:
            return False
        operation = self.operations[alternatives[0].operation]
        if not operation.operation.eager:
            return False
        a = Standing(g.frames[-1][4], alternatives[0], g.index, 0)
        for rule in operation.rules:
            if rule.guard(work, a, None):
                self.apply(work, g, None, a, None, rule)
                return True
        return False

    def push(self, work: Work, g: Goroutine, f: int, closure: int, args: list[int]) -> None:
        if len(g.frames) >= MAX_FRAMES:
            raise Halted("fault", "fatal: stack overflow")
        function = self.program.functions[f]
        regs = [closure, *args]
        regs += [0] * (len(function.registers) - len(regs))
        g.frames.append([f, 0, 0, [], regs])

    def push_value(self, work: Work, g: Goroutine, value: int, args: list[int]) -> None:
        if value == 0:
            raise NilFault
        if value < 0:
            self.push(work, g, -1 - value, 0, args)
        else:
            self.push(work, g, work.cell(value), value, args)

    def do_call(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        self.push(work, g, args[1], 0, frame[4][args[2] : args[2] + args[3]])

    def do_callv(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        self.push_value(work, g, frame[4][args[1]], frame[4][args[2] : args[2] + args[3]])

    def do_ret(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        results = self.program.functions[frame[0]].results
        values = frame[4][args[0] : args[0] + results]
        g.frames.pop()
        if not g.frames:
            self.finish(g, values)
            return
        below = g.frames[-1]
        if below[2] == 0:
            _, call, _ = self.code[below[0]][below[1]]
            below[4][call[0] : call[0] + results] = values
            below[1] += 1
        elif below[2] == 1:
            below[2] = 0
        else:
            self.deferred_returned(work, g, below)

    def finish(self, g: Goroutine, values: list[int]) -> None:
        if g.status == WORDING:
            g.status, g.text = CRASHING, values[0]
        elif g.flags & ROOT:
            g.status = ENDING

    def deferred_returned(self, work: Work, g: Goroutine, frame: list[Any]) -> None:
        if g.panics and g.panics[-1][2]:
            g.panics.pop()
            frame[2] = 0
            frame[1] = self.program.functions[frame[0]].recovered
        else:
            self.unwind(work, g)

    def do_rundefers(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        if not frame[3]:
            frame[1] += 1
            return
        frame[2] = 1
        value = frame[3].pop()
        try:
            self.push_value(work, g, value, [])
        except NilFault:
            frame[2] = 0
            raise

    def do_defer(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        frame[3].append(frame[4][args[0]])
        work.steps += GROWTH_STEPS
        frame[1] += 1

    def do_panic(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        self.start_panic(work, g, *frame[4][args[0] : args[0] + 2])

    def start_panic(self, work: Work, g: Goroutine, type: int, payload: int) -> None:
        stack = tuple((f[0], self.code[f[0]][f[1]][2]) for f in reversed(g.frames))
        work.events.append(("panic", g.index, stack))
        g.panics.append([type, payload, 0, 0])
        self.unwind(work, g)

    def do_goexit(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        g.panics.append([0, 0, 0, 1])
        self.unwind(work, g)

    def unwind(self, work: Work, g: Goroutine) -> None:
        """Go on with the newest panic: the next deferred call, or the end."""
        while g.frames:
            frame = g.frames[-1]
            if frame[3]:
                frame[2] = 2
                value = frame[3].pop()
                if value == 0:
                    g.panics.append([*self.program.nil_fault, 0, 0])
                    continue
                self.push_value(work, g, value, [])
                return
            g.frames.pop()
            if g.frames and g.frames[-1][2] == 2 and len(g.panics) > 1:
                del g.panics[-2]
        entry = g.panics.pop()
        g.panics.clear()
        if entry[3]:
            if g.flags & ROOT:
                work.root = 2
            return
        g.status = WORDING
        self.push(work, g, self.program.panic_text, 0, entry[:2])

    def do_recover(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        d = args[0]
        frame[4][d : d + 2] = [0, 0]
        frame[1] += 1
        functions = self.program.functions
        if not g.panics or functions[frame[0]].is_wrapper:
            return
        below = len(g.frames) - 2
        while below >= 0 and functions[g.frames[below][0]].is_wrapper and g.frames[below][2] == 0:
            below -= 1
        entry = g.panics[-1]
        if below >= 0 and g.frames[below][2] == 2 and not entry[2] and not entry[3]:
            entry[2] = 1
            frame[4][d : d + 2] = entry[:2]

    def do_spawn(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        value = frame[4][args[0]]
        if value == 0:
            raise Halted("fault", "fatal: go of nil func value")
        started = Goroutine(HELPER if args[1] else 0, RESTING, [], [], 0, -1 - len(work.spawned))
        self.push_value(work, started, value, [])
        work.spawned.append(started)
        stack = tuple((f[0], self.code[f[0]][f[1]][2]) for f in reversed(g.frames)) if args[1] else ()
        work.events.append(("spawn", g.index, started.index, work.place, stack))
        if self.monitor is not None:
            self.monitor.spawn(work, g.index, started.index)
        work.steps += GROWTH_STEPS
        frame[1] += 1

    def forked_enough(self, work: Work, n: int) -> bool:
        """Whether to rest before a choice, so that one step has a bounded number of outcomes."""
        return n > 1 and len(work.arity) > 0 and prod(work.arity) * n > MOST_FORKS

    def do_choose(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        n = frame[4][args[1]]
        frame[4][args[0]] = work.choose(n) if n > 1 else 0
        frame[1] += 1


def frozen(g: Goroutine) -> tuple[Any, ...]:
    frames = tuple((f[0], f[1], f[2], tuple(f[3]), tuple(f[4])) for f in g.frames)
    return (g.flags, g.status, frames, tuple(map(tuple, g.panics)), g.text)


__all__ = ["OFFSET_BITS", "Machine", "State", "Successor"]
