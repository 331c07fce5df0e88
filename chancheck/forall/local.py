"""Local code on symbolic cells: a goroutine runs to its next operation, or until its path has to be cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chancheck.deadline import poll
from chancheck.forall.arithmetic import Arithmetic
from chancheck.forall.facts import GLOBALS, Facts
from chancheck.forall.memory import Impossible, Memory, NilFault
from chancheck.forall.values import ANY, Cell, Key, Outside, Ref, turned
from chancheck.machine.state import FrameStatus
from chancheck.machine.workspace import Strings
from chancheck.program.program import OFFSET_BITS, Program

WAITS = FrameStatus.WAITS_FOR_DEFERRED
UNROLLED, STEPS, DEEP = 64, 20_000, 40
"""Backward jumps in a step before it is cut; instructions in a step; frames."""


class FramePlace(NamedTuple):
    function: int
    pc: int
    status: int
    deferred: tuple[tuple[Cell, ...], ...]
    registers: tuple[Cell, ...]


class Place(NamedTuple):
    """Where a goroutine can be: its kind, and its frames from the bottom; none: it has ended. phase: "" or "ending"."""

    kind: Key
    frames: tuple[FramePlace, ...]
    phase: str = ""


class Frame:
    __slots__ = ("deferred", "function", "pc", "registers", "status")

    def __init__(self, function: int, registers: list[Cell], pc: int = 0, status: int = 0,
                 deferred: tuple[tuple[Cell, ...], ...] = ()) -> None:  # fmt: skip
        self.function, self.registers, self.pc, self.status = function, registers, pc, status
        self.deferred = list(deferred)


class Faulted(Exception):
    """The goroutine panics, or the whole run ends with a fatal error."""


class Ends(Exception):
    """The whole run ends, as by os.Exit."""


class Local:
    """A goroutine that moves in a symbolic step."""

    def __init__(self, program: Program, facts: Facts, strings: Strings, memory: Memory, name: Callable[..., Key],
                 place: Place, log: list[tuple[object, ...]], spawned: list[Place],
                 peer: bool = False) -> None:  # fmt: skip
        self.program, self.facts, self.memory, self.name = program, facts, memory, name
        self.arithmetic = Arithmetic(facts, strings, memory)
        self.kind, self.phase = place.kind, place.phase
        self.frames = [Frame(f.function, list(f.registers), f.pc, f.status, f.deferred) for f in place.frames]
        if peer:
            for frame in self.frames:
                frame.registers[:] = map(turned, frame.registers)
                frame.deferred[:] = [tuple(map(turned, call)) for call in frame.deferred]
        self.log, self.spawned, self.peer = log, spawned, peer
        self.jumps = self.steps = 0

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    def stack(self) -> tuple[tuple[int, int], ...]:
        return tuple((f.function, f.pc) for f in self.frames)

    # --- running ------------------------------------------------------------------------------------------

    def run(self, eager: Callable[[Local], bool]) -> None:
        """To the next operation; eager: performs one that is like local code."""
        while self.frames and not self.phase:
            frame = self.top
            instr = self.program.functions[frame.function].code[frame.pc]
            self.memory.place = instr.place
            self.steps += 1
            if self.steps % 256 == 0:
                poll()
            if self.steps > STEPS:
                raise Outside("a long stretch of code without synchronisation", instr.place)
            if instr.op == "operate":
                if not eager(self):
                    return
                continue
            if instr.op in ("jump", "jumpif", "jumpnot"):
                if self.jump(frame, instr.op, instr.args):
                    return
                continue
            try:
                handler = getattr(self, "do_" + instr.op, None)
                if handler is None:
                    self.arithmetic.compute(frame.registers, instr.op, instr.args)
                    frame.pc += 1
                elif not handler(frame, *instr.args):
                    frame.pc += 1
            except NilFault:
                raise Faulted("nil dereference") from None

    def jump(self, frame: Frame, op: str, args: tuple[int, ...]) -> bool:
        """Whether the path is cut here: at a loop that does not end by itself."""
        target = args[-1]
        if op != "jump" and self.arithmetic.truth(frame.registers[args[0]]) != (op == "jumpif"):
            frame.pc += 1
            return False
        back = target <= frame.pc
        frame.pc = target
        if back:
            self.jumps += 1
        return back and (self.memory.forked or self.jumps > UNROLLED)

    # --- registers and memory -------------------------------------------------------------------------------

    def do_const(self, f: Frame, d: int, k: int) -> None:
        is_global = self.program.functions[f.function].registers[d] == "r" and k >> OFFSET_BITS == 1
        f.registers[d] = Ref(GLOBALS, k - (1 << OFFSET_BITS)) if is_global else k

    def do_move(self, f: Frame, d: int, s: int, w: int) -> None:
        f.registers[d : d + w] = f.registers[s : s + w]

    def do_zero(self, f: Frame, d: int, w: int) -> None:
        f.registers[d : d + w] = [0] * w

    def access(self, p: Cell, k: int, w: int, kind: str) -> None:
        for i in range(w):
            key, offset = self.memory.cell(p, k + i)
            if self.memory.shared(key) and not (key == GLOBALS and offset in self.facts.parameters):
                self.log.append(("access", (self.facts.newest.get(key, key), offset), kind, self.memory.place))

    def do_load(self, f: Frame, d: int, p: int, k: int, w: int) -> None:
        self.access(f.registers[p], k, w, "read")
        self.do_get(f, d, p, k, w)

    def do_get(self, f: Frame, d: int, p: int, k: int, w: int) -> None:
        at = f.registers[p]
        f.registers[d : d + w] = [self.memory.read(self.memory.cell(at, k + i)) for i in range(w)]

    def do_store(self, f: Frame, p: int, k: int, s: int, w: int) -> None:
        self.access(f.registers[p], k, w, "write")
        self.do_put(f, p, k, s, w)

    def do_put(self, f: Frame, p: int, k: int, s: int, w: int) -> None:
        for i in range(w):
            self.memory.write(self.memory.cell(f.registers[p], k + i), f.registers[s + i])

    def do_touch(self, f: Frame, p: int, k: int, w: int, a: int) -> None:
        if f.registers[p] != 0:
            self.access(f.registers[p], k, w, "write" if a else "read")

    def do_new(self, f: Frame, d: int, k: int) -> None:
        key = self.name(self.program.shapes[k].name, self.kind, self.stack())
        newest = self.kind not in self.facts.many
        if newest and key in self.facts.many:  # what was the newest one is no longer
            self.forget(f"{key}'")
        f.registers[d] = self.memory.new(key, k, 0, newest)

    def forget(self, key: Key) -> None:
        def older(x: Cell) -> Cell:
            return self.facts.general(x) if isinstance(x, Ref) and x.obj == key else x

        for f in self.frames:
            f.registers[:] = map(older, f.registers)
            f.deferred[:] = [tuple(map(older, call)) for call in f.deferred]

    def do_newtail(self, f: Frame, d: int, k: int, a: int) -> None:
        key = self.name(self.program.shapes[k].name, self.kind, self.stack())
        size = f.registers[a]
        f.registers[d] = self.memory.new(key, k, size if self.facts.constant(size) else ANY)

    def do_addr(self, f: Frame, d: int, p: int, k: int) -> None:
        f.registers[d] = Ref(*self.memory.cell(f.registers[p], k))

    def do_elem(self, f: Frame, d: int, p: int, a: int, w: int) -> None:
        base, i = f.registers[p], f.registers[a]
        if not isinstance(base, Ref):
            if base == 0 and i == 0:
                f.registers[d] = 0
                return
            raise NilFault
        if isinstance(i, int) and base.offset >= 0:
            f.registers[d] = Ref(*self.memory.cell(base, i * w))
            return
        if base.obj not in self.facts.loose:
            self.facts.drop(self.facts.loose, base.obj)
        shape = self.memory.shape(base.obj)
        k = -1 - base.offset if base.offset < 0 else (base.offset - len(shape.header)) % len(shape.elem)
        f.registers[d] = Ref(base.obj, -1 - k)

    def do_tail(self, f: Frame, d: int, p: int) -> None:
        at = f.registers[p]
        f.registers[d] = self.memory.count(at.obj) if isinstance(at, Ref) else 0

    def do_nilcheck(self, f: Frame, p: int) -> None:
        self.memory.cell(f.registers[p], 0)

    def do_addrnum(self, f: Frame, d: int, p: int) -> None:
        f.registers[d] = int(f.registers[p] != 0)

    # --- values of interfaces; notes; values that no model knows ----------------------------------------------

    def do_method(self, f: Frame, d: int, a: int, k: int) -> None:
        type_ = f.registers[a]
        if not isinstance(type_, int):
            raise Outside("a method of an unknown type", self.memory.place)
        if type_ == 0:
            raise NilFault
        f.registers[d] = -1 - self.program.methods[type_, k]

    def do_typeis(self, f: Frame, d: int, a: int, k: int) -> None:
        type_ = f.registers[a]
        if not isinstance(type_, int):
            raise Outside("an unknown type", self.memory.place)
        f.registers[d] = int(type_ in self.program.type_sets[k])

    def do_note(self, f: Frame, k: int, s: int, n: int) -> None:
        pass

    def do_known(self, f: Frame, a: int, k: int) -> None:
        pass

    def do_choose(self, f: Frame, d: int, a: int) -> None:
        n = f.registers[a]
        f.registers[d] = self.memory.choose_any(n) if isinstance(n, int) and n <= 4 else ANY

    # --- calls ----------------------------------------------------------------------------------------------

    def push(self, function: int, closure: Cell, args: list[Cell]) -> None:
        if len(self.frames) >= DEEP:
            raise Outside("a deep recursion", self.memory.place)
        f = self.program.functions[function]
        regs: list[Cell] = [closure, *args]
        self.frames.append(Frame(function, regs + [0] * (len(f.registers) - len(regs))))

    def push_value(self, value: Cell, args: list[Cell]) -> None:
        if value == 0:
            raise NilFault
        if isinstance(value, int):
            self.push(-1 - value, 0, args)
            return
        function = self.memory.read(self.memory.cell(value, 0))
        if not isinstance(function, int):
            raise Outside("a function that is not known", self.memory.place)
        self.push(function, value, args)

    def do_call(self, f: Frame, d: int, k: int, s: int, n: int) -> bool:
        name = self.program.functions[k].name
        if name.startswith("runtime.panic"):
            raise Faulted(name.removeprefix("runtime.panic").lower() or "panic")
        self.push(k, 0, f.registers[s : s + n])
        return True

    def do_callv(self, f: Frame, d: int, a: int, s: int, n: int) -> bool:
        self.push_value(f.registers[a], f.registers[s : s + n])
        return True

    def do_ret(self, f: Frame, s: int) -> bool:
        results = self.program.functions[f.function].results
        values = f.registers[s : s + results]
        self.frames.pop()
        if not self.frames:
            self.phase = "ending" if self.kind == ROOT_KIND else ""
            return True
        below = self.top
        if below.status == WAITS:
            below.status = 0
        else:
            d = self.program.functions[below.function].code[below.pc].args[0]
            below.registers[d : d + results] = values
            below.pc += 1
        return True

    def do_defer(self, f: Frame, a: int, s: int, n: int) -> None:
        if len(f.deferred) > 8:
            raise Outside("defer in a loop", self.memory.place)
        f.deferred.append((f.registers[a], *f.registers[s : s + n]))

    def do_rundefers(self, f: Frame) -> bool:
        if not f.deferred:
            return False
        f.status = WAITS
        value, *given = f.deferred.pop()
        self.push_value(value, given)
        return True

    def do_panic(self, f: Frame, s: int) -> None:
        raise Faulted("panic")

    def do_recover(self, f: Frame, d: int) -> None:
        f.registers[d : d + 2] = [0, 0]

    def do_goexit(self, f: Frame) -> None:
        raise Outside("runtime.Goexit", self.memory.place)

    def do_unknown(self, f: Frame, k: int) -> None:
        raise Outside("a value that no model knows", self.memory.place)

    def do_spawn(self, f: Frame, a: int, k: int) -> None:
        if k:
            raise Outside("a timer or another goroutine of the library", self.memory.place)
        value = f.registers[a]
        if value == 0:
            raise Faulted("go of nil func value")
        closure: Cell = 0
        if isinstance(value, Ref):
            function = self.memory.read(self.memory.cell(value, 0))
            closure = self.facts.general(value)
            self.facts.give(closure)
        else:
            function = -1 - value if isinstance(value, int) else ANY
        if not isinstance(function, int):
            raise Outside("a function that is not known", self.memory.place)
        kind = self.name(self.program.functions[function].name, self.kind, (*self.stack(), (-1, function)))
        regs: tuple[Cell, ...] = (closure,) + (0,) * (len(self.program.functions[function].registers) - 1)
        started = Place(kind, (FramePlace(function, 0, 0, (), regs),))
        if started.kind not in self.facts.many and any(p.kind == kind for p in self.spawned):
            self.facts.drop(self.facts.many, kind)
        self.spawned.append(started)
        self.memory.started += 1
        self.log.append(("spawn", kind))


ROOT_KIND: Key = "main"


__all__ = ["Ends", "Faulted", "Impossible", "Local", "Place"]
