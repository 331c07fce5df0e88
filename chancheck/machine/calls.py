"""Local code: runs a goroutine up to its next operation. Jumps, calls, panics and deferred calls; instructions that
only move data are in instructions.py."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from chancheck.deadline import poll
from chancheck.machine import (
    doubts,
    floats,  # noqa: F401  (instructions)
    frames,
    instructions,
)
from chancheck.machine.frames import kept_frames
from chancheck.machine.instructions import Handler, Operands
from chancheck.machine.rules import CompiledRule, Standing, Step, compile_operations
from chancheck.machine.state import HELPER, ROOT, FrameState, FrameStatus, GoroutineState, Root
from chancheck.machine.step import Ended, Entered, Observed, Panicked, Received, Returned, Spawned, Stack
from chancheck.machine.workspace import (
    CRASHING,
    ENDING,
    RUNNING,
    WORDING,
    Frame,
    Goroutine,
    Halted,
    NilFault,
    Panic,
    Strings,
    Unknown,
    Work,
)
from chancheck.program.limits import GROWTH_STEPS, LOCAL_STEPS, MOST_FORKS, MOST_FRAMES
from chancheck.program.program import Instr, Program

CONTROL = ("jump", "jumpif", "jumpnot", "call", "callv", "ret", "rundefers", "defer", "panic", "recover", "goexit",
           "spawn", "choose", "operate")  # fmt: skip
CHOOSE, OPERATE = CONTROL.index("choose"), CONTROL.index("operate")


class Decoded(NamedTuple):
    """An instruction. handler: what runs it, or the number of a control instruction."""

    handler: Handler | int
    operands: Operands
    place: int


HANDLERS = {**instructions.HANDLERS, **doubts.HANDLERS, **frames.HANDLERS}


class LocalCode:
    handlers = HANDLERS

    def __init__(self, program: Program) -> None:
        self.program = program
        self.strings = Strings(program.strings)
        self.operations = compile_operations(program)
        self.code = [self.decoded(f.code) for f in program.functions]
        self.foreign = [f.foreign or f.is_wrapper for f in program.functions]

    def decoded(self, code: list[Instr]) -> list[Decoded]:
        return [Decoded(CONTROL.index(i.op) if i.op in CONTROL else self.handlers[i.op], i.args, i.place) for i in code]

    def apply(self, work: Work, mover: Goroutine, peer: Goroutine | None, a: Standing, b: Standing | None,
              rule: CompiledRule) -> None:  # fmt: skip
        """Effects in order, then results; both goroutines continue after their alternatives."""
        step = Step(Standing(mover.top.registers, a.alternative, mover.index, a.number), None)
        if peer is not None and b is not None:
            step.b = Standing(peer.top.registers, b.alternative, peer.index, b.number)
        work.place = self.own_place(mover)
        for apply in rule.effects:
            apply(work, step)
        for g, s in ((mover, step.a), (peer, step.b)):
            if g is None or s is None:
                continue
            frame = g.top
            if s.results:
                work.events.append(Received(g.index, tuple((i, tuple(cells)) for i, cells in s.results)))
            for i, cells in s.results:
                at = s.alternative.results[i] if i < len(s.alternative.results) else -1
                if at >= 0:
                    frame.registers[at : at + len(cells)] = cells
            if not any(s is panicking for panicking, *_ in step.panics):
                frame.pc = s.alternative.next
        for s, kind, text in step.panics:
            g = mover if s is step.a else peer
            assert g is not None
            self.start_panic(work, g, kind, self.strings.number(text.encode()))

    def own_place(self, g: Goroutine) -> int:
        """Where the program's own code is: in it, or in what it called. It distinguishes faults."""
        frame = next((f for f in reversed(g.frames) if not self.foreign[f.function]), g.top)
        return self.place_of(frame)

    def place_of(self, frame: Frame | FrameState) -> int:
        """The position of the instruction that a frame is at."""
        return self.code[frame.function][frame.pc].place

    def stack(self, g: Goroutine | GoroutineState) -> Stack:
        frames: Sequence[Frame | FrameState] = g.frames
        return tuple((f.function, self.place_of(f)) for f in reversed(frames))

    def run(self, work: Work, g: Goroutine) -> None:
        """Run a goroutine until it is at rest, has ended or is about to."""
        work.mover = g
        code = self.code
        while g.frames and g.phase in (RUNNING, WORDING):
            poll()
            frame = g.top
            body, regs, pc = code[frame.function], frame.registers, frame.pc
            if pc == 0 and work.steps > LOCAL_STEPS:
                return
            try:
                while True:
                    handler, args, place = body[pc]
                    work.steps += 1
                    if not isinstance(handler, int):
                        work.place = place
                        handler(work, regs, args)
                        pc += 1
                    elif handler == 0 or (handler == 1 and regs[args[0]]) or (handler == 2 and not regs[args[0]]):
                        target = args[-1]
                        if target <= pc:
                            poll()
                        if target <= pc and work.steps > LOCAL_STEPS:
                            frame.pc = target
                            return
                        pc = target
                    elif handler <= 2:
                        pc += 1
                    else:
                        frame.pc = pc
                        work.place = place
                        if handler == OPERATE and not self.eager(work, g, args[0]):
                            return
                        if handler == CHOOSE and self.forked_enough(work, regs[args[1]]):
                            return
                        if handler != OPERATE:
                            getattr(self, "do_" + CONTROL[handler])(work, g, frame, args)
                        break
            except Unknown as value:
                frame.pc = pc
                raise Halted("unknown", f"{value}@{self.own_place(g)}") from None
            except NilFault:
                frame.pc = pc
                self.start_panic(work, g, *self.program.nil_fault)

    def eager(self, work: Work, g: Goroutine, site: int) -> bool:
        """Perform an operation that other goroutines cannot distinguish from local code; False if it is not of that
        kind."""
        alternatives = self.program.sites[site].alternatives
        if len(alternatives) != 1:
            return False
        operation = self.operations[alternatives[0].operation]
        if not operation.operation.eager:
            return False
        gives_back = any(rule.rule.holds < 0 for rule in operation.rules)
        a = Standing(g.top.registers, alternatives[0], g.index, 0)
        for rule in operation.rules:
            if rule.guard(work, a, None):
                if gives_back and not rule.rule.holds:
                    return False  # a fault is a step of its own
                self.apply(work, g, None, a, None, rule)
                return True
        return False

    def push(self, work: Work, g: Goroutine, f: int, closure: int, args: list[int]) -> None:
        if len(g.frames) >= MOST_FRAMES:
            raise Halted("fault", "fatal: stack overflow")
        function = self.program.functions[f]
        if g.frames and self.foreign[f] and not self.foreign[g.top.function]:
            work.events.append(Entered(g.index))
        regs = [closure, *args]
        regs += [0] * (len(function.registers) - len(regs))
        g.frames.append(Frame(f, regs))

    def push_value(self, work: Work, g: Goroutine, value: int, args: list[int]) -> None:
        if value == 0:
            raise NilFault
        if value < 0:
            self.push(work, g, -1 - value, 0, args)
        else:
            self.push(work, g, work.cell(value), value, args)

    def do_call(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        self.push(work, g, args[1], 0, frame.registers[args[2] : args[2] + args[3]])

    def do_callv(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        self.push_value(work, g, frame.registers[args[1]], frame.registers[args[2] : args[2] + args[3]])

    def do_ret(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        results = self.program.functions[frame.function].results
        values = frame.registers[args[0] : args[0] + results]
        g.frames.pop()
        if not self.foreign[frame.function]:
            work.events.append(Returned(g.index, frame.function, work.place))
        if not g.frames:
            work.events.append(Ended(g.index, work.place, ()))
            self.finish(g, values)
            return
        below = g.top
        if below.status == FrameStatus.RUNNING:
            call = self.code[below.function][below.pc].operands
            below.registers[call[0] : call[0] + results] = values
            below.pc += 1
        elif below.status == FrameStatus.WAITS_FOR_DEFERRED:
            below.status = FrameStatus.RUNNING
        else:
            self.deferred_returned(work, g, below)

    def finish(self, g: Goroutine, values: list[int]) -> None:
        if g.phase == WORDING:
            g.phase, g.text = CRASHING, values[0]
        else:
            self.end(g)

    def end(self, g: Goroutine) -> None:
        if g.flags & ROOT or (self.program.counted and not g.flags & HELPER):
            g.phase = ENDING

    def deferred_returned(self, work: Work, g: Goroutine, frame: Frame) -> None:
        if g.panics and g.panics[-1].recovered:
            g.panics.pop()
            frame.status = FrameStatus.RUNNING
            frame.pc = self.program.functions[frame.function].recovered
        else:
            self.unwind(work, g)

    def do_rundefers(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        if not frame.deferred:
            frame.pc += 1
            return
        frame.status = FrameStatus.WAITS_FOR_DEFERRED
        value, *given = frame.deferred.pop()
        try:
            self.push_value(work, g, value, given)
        except NilFault:
            frame.status = FrameStatus.RUNNING
            raise

    def do_defer(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        frame.deferred.append((frame.registers[args[0]], *frame.registers[args[1] : args[1] + args[2]]))
        work.steps += GROWTH_STEPS
        frame.pc += 1

    def do_panic(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        self.start_panic(work, g, *frame.registers[args[0] : args[0] + 2])

    def start_panic(self, work: Work, g: Goroutine, type: int, payload: int) -> None:
        recovered = bool(g.panics) and bool(g.panics[-1].recovered)
        work.events.append(Panicked(g.index, self.stack(g), len(g.panics), (type, payload), recovered))
        g.panics.append(Panic(type, payload, 0, 0, self.own_place(g), kept_frames(work, g)))
        self.unwind(work, g)

    def do_goexit(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        work.events.append(Ended(g.index, work.place, self.stack(g)))
        g.panics.append(Panic(0, 0, 0, 1, 0, kept_frames(work, g)))
        self.unwind(work, g)

    def unwind(self, work: Work, g: Goroutine) -> None:
        """Go on with the newest panic: the next deferred call, or the end."""
        while g.frames:
            frame = g.top
            if frame.deferred:
                frame.status = FrameStatus.UNWINDS
                value, *given = frame.deferred.pop()
                if value == 0:
                    g.panics.append(Panic(*self.program.nil_fault, 0, 0, self.own_place(g), kept_frames(work, g)))
                    continue
                self.push_value(work, g, value, given)
                return
            g.frames.pop()
            if g.frames and unwinds(g.top) and len(g.panics) > 1:
                del g.panics[-2]
        last = g.panics.pop()
        g.panics.clear()
        if last.goexit:
            if g.flags & ROOT:
                work.root = Root.EXITED
            else:
                self.end(g)
            return
        g.phase = WORDING
        g.panics.append(Panic(0, 0, 0, 0, last.place, 0))
        self.push(work, g, self.program.panic_text, 0, [last.type, last.payload])

    def do_recover(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        d = args[0]
        frame.registers[d : d + 2] = [0, 0]
        frame.pc += 1
        functions = self.program.functions
        if not g.panics or functions[frame.function].is_wrapper:
            return
        below = len(g.frames) - 2
        while below >= 0 and functions[g.frames[below].function].is_wrapper and not unwinds(g.frames[below]):
            below -= 1
        last = g.panics[-1]
        if below >= 0 and unwinds(g.frames[below]) and not last.recovered and not last.goexit:
            last.recovered = 1
            frame.registers[d : d + 2] = [last.type, last.payload]

    def do_spawn(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        value = frame.registers[args[0]]
        if value == 0:
            raise Halted("fault", "fatal: go of nil func value")
        started = Goroutine(HELPER if args[1] else 0, -1 - len(work.spawned))
        self.push_value(work, started, value, [])
        work.spawned.append(started)
        function = started.top.function
        work.events.append(Spawned(g.index, started.index, work.place, function, bool(args[1]), self.stack(g)))
        work.log.append(Observed("spawn", g.index, (started.index,)))
        work.steps += GROWTH_STEPS
        frame.pc += 1

    def forked_enough(self, work: Work, n: int) -> bool:
        """Whether to rest before a choice, so that one step has a bounded number of outcomes."""
        return n > 1 and len(work.arity) > 0 and prod(work.arity) * n > MOST_FORKS

    def do_choose(self, work: Work, g: Goroutine, frame: Frame, args: Operands) -> None:
        n = frame.registers[args[1]]
        frame.registers[args[0]] = work.choose(n) if n > 1 else 0
        frame.pc += 1


def unwinds(frame: Frame) -> bool:
    return frame.status == FrameStatus.UNWINDS
