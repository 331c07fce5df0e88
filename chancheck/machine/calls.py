"""Local code: runs a goroutine up to its next operation. Jumps, calls, panics and deferred calls; instructions that
only move data are in instructions.py."""

from __future__ import annotations

from math import prod
from typing import Any

from chancheck.deadline import poll
from chancheck.machine import floats  # noqa: F401  (instructions)
from chancheck.machine.instructions import HANDLERS
from chancheck.machine.rules import CompiledRule, Standing, Step, compile_operations
from chancheck.machine.workspace import (
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
)
from chancheck.program.program import Program

LOCAL_STEPS = 100_000
GROWTH_STEPS = 400
"""What a `spawn` or a `defer` counts in them besides itself: each makes the state larger."""
MOST_FORKS = 1_000
MAX_FRAMES = 10_000
CONTROL = ("jump", "jumpif", "jumpnot", "call", "callv", "ret", "rundefers", "defer", "panic", "recover", "goexit",
           "spawn", "choose", "operate")  # fmt: skip
CHOOSE, OPERATE = CONTROL.index("choose"), CONTROL.index("operate")


class LocalCode:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.strings = Strings(program.strings)
        self.operations = compile_operations(program)
        self.code = [self.decoded(f.code) for f in program.functions]
        self.foreign = [f.foreign or f.is_wrapper for f in program.functions]

    def decoded(self, code: list[Any]) -> list[tuple[Any, tuple[int, ...], int]]:
        """Each instruction as (handler or number of a control instruction, operands, place)."""
        out: list[tuple[Any, tuple[int, ...], int]] = []
        for name, args, place in code:
            out.append((CONTROL.index(name) if name in CONTROL else HANDLERS[name], args, place))
        return out

    def apply(self, work: Work, mover: Goroutine, peer: Goroutine | None, a: Standing, b: Standing | None,
              rule: CompiledRule) -> None:  # fmt: skip
        """Effects in order, then results; both go on behind their alternatives."""
        step = Step(Standing(mover.frames[-1][4], a.alternative, mover.index, a.number), None)
        if peer is not None and b is not None:
            step.b = Standing(peer.frames[-1][4], b.alternative, peer.index, b.number)
        work.place = self.own_place(mover)
        for apply in rule.effects:
            apply(work, step)
        for g, s in ((mover, step.a), (peer, step.b)):
            if g is None or s is None:
                continue
            frame = g.frames[-1]
            if s.results:
                work.events.append(("results", g.index, tuple((i, tuple(cells)) for i, cells in s.results)))
            for i, cells in s.results:
                at = s.alternative.results[i] if i < len(s.alternative.results) else -1
                if at >= 0:
                    frame[4][at : at + len(cells)] = cells
            if not any(s is panicking for panicking, *_ in step.panics):
                frame[1] = s.alternative.next
        for s, kind, text in step.panics:
            g = mover if s is step.a else peer
            assert g is not None
            self.start_panic(work, g, kind, self.strings.number(text.encode()))

    def own_place(self, g: Goroutine) -> int:
        """Where the program's own code is: in it, or in what it called. Faults are told apart by it."""
        frame = next((f for f in reversed(g.frames) if not self.foreign[f[0]]), g.frames[-1])
        place: int = self.code[frame[0]][frame[1]][2]
        return place

    def run(self, work: Work, g: Goroutine) -> None:
        """Run a goroutine until it is at rest, has ended or is about to."""
        work.mover = g
        code = self.code
        while g.frames and g.status in (RESTING, WORDING):
            poll()
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
                        if target <= pc:
                            poll()
                        if target <= pc and work.steps > LOCAL_STEPS:
                            frame[1] = target
                            return
                        pc = target
                    elif handler <= 2:
                        pc += 1
                    else:
                        frame[1] = pc
                        work.place = place
                        if handler == OPERATE and not self.eager(work, g, args[0]):
                            return
                        if handler == CHOOSE and self.forked_enough(work, regs[args[1]]):
                            return
                        if handler != OPERATE:
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
        if g.frames and self.foreign[f] and not self.foreign[g.frames[-1][0]]:
            work.events.append(("enter", g.index))
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
            work.events.append(("ended", g.index, work.place, ()))
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
        else:
            self.end(g)

    def end(self, g: Goroutine) -> None:
        if g.flags & ROOT or (self.program.counted and not g.flags & HELPER):
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
        recovered = bool(g.panics) and bool(g.panics[-1][2])
        work.events.append(("panic", g.index, stack, len(g.panics), (type, payload), recovered))
        g.panics.append([type, payload, 0, 0, self.own_place(g)])
        self.unwind(work, g)

    def do_goexit(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        stack = tuple((f[0], self.code[f[0]][f[1]][2]) for f in reversed(g.frames))
        work.events.append(("goexit", g.index, work.place, stack))
        g.panics.append([0, 0, 0, 1, 0])
        self.unwind(work, g)

    def unwind(self, work: Work, g: Goroutine) -> None:
        """Go on with the newest panic: the next deferred call, or the end."""
        while g.frames:
            frame = g.frames[-1]
            if frame[3]:
                frame[2] = 2
                value = frame[3].pop()
                if value == 0:
                    g.panics.append([*self.program.nil_fault, 0, 0, self.own_place(g)])
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
            else:
                self.end(g)
            return
        g.status = WORDING
        g.panics.append([0, 0, 0, 0, entry[4]])
        self.push(work, g, self.program.panic_text, 0, entry[:2])

    def do_recover(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        d = args[0]
        frame[4][d : d + 2] = [0, 0]
        frame[1] += 1
        functions = self.program.functions
        if not g.panics or functions[frame[0]].is_wrapper:
            return
        below = len(g.frames) - 2
        while below >= 0 and functions[g.frames[below][0]].is_wrapper and g.frames[below][2] != 2:
            below -= 1
        entry = g.panics[-1]
        if below >= 0 and g.frames[below][2] == 2 and not entry[2] and not entry[3]:
            entry[2] = 1
            frame[4][d : d + 2] = entry[:2]

    def do_spawn(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        value = frame[4][args[0]]
        if value == 0:
            raise Halted("fault", "fatal: go of nil func value")
        started = Goroutine(HELPER if args[1] else 0, -1 - len(work.spawned))
        self.push_value(work, started, value, [])
        work.spawned.append(started)
        stack = tuple((f[0], self.code[f[0]][f[1]][2]) for f in reversed(g.frames))
        function = started.frames[0][0]
        work.events.append(("spawn", g.index, started.index, work.place, function, bool(args[1]), stack))
        work.log.append(("spawn", g.index, started.index))
        work.steps += GROWTH_STEPS
        frame[1] += 1

    def forked_enough(self, work: Work, n: int) -> bool:
        """Whether to rest before a choice, so that one step has a bounded number of outcomes."""
        return n > 1 and len(work.arity) > 0 and prod(work.arity) * n > MOST_FORKS

    def do_choose(self, work: Work, g: Goroutine, frame: list[Any], args: Any) -> None:
        n = frame[4][args[1]]
        frame[4][args[0]] = work.choose(n) if n > 1 else 0
        frame[1] += 1
