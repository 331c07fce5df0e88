"""A step being made: the objects that it writes, copied when first written, and the goroutines that move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from chancheck.deadline import claim
from chancheck.machine.passed import Passed
from chancheck.machine.state import PARKED, FrameState, FrameStatus, GoroutineState, ObjectState, Phase
from chancheck.machine.step import Event, Observed
from chancheck.program.program import OFFSET_BITS, Program

OFFSET_MASK = (1 << OFFSET_BITS) - 1
FRESH = 1 << 30
RUNNING, ENDING, CRASHING, WORDING = Phase
FRAME_RUNNING = FrameStatus.RUNNING


ELEMENT = 8
"""Bytes of the least that an element takes."""


class NilFault(Exception):
    """Local code used a nil address."""


class Halted(Exception):
    """The run has ended: kind "fault", "exit" or "unknown", with its text."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.text = kind, text


class Unknown(Exception):
    """Local code depends on the unknown value of this name."""


def wrap64(x: int) -> int:
    return ((x + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000


class Strings:
    """Byte sequences by number; grows during exploration. Equal strings have equal numbers."""

    def __init__(self, strings: list[bytes]) -> None:
        self.bytes = list(strings)
        self.numbers = {s: i for i, s in enumerate(self.bytes)}

    def number(self, s: bytes) -> int:
        n = self.numbers.get(s)
        if n is None:
            n = self.numbers[s] = len(self.bytes)
            self.bytes.append(s)
        return n

    def learn(self, strings: Iterable[bytes]) -> None:
        """Numbers these next, in their order."""
        for s in strings:
            self.number(s)


class Frame:
    __slots__ = ("deferred", "function", "pc", "registers", "status")

    def __init__(self, function: int, registers: list[int]) -> None:
        self.function, self.registers = function, registers
        self.pc = 0
        self.status: int = FRAME_RUNNING
        self.deferred: list[tuple[int, ...]] = []

    @classmethod
    def thawed(cls, stored: FrameState) -> Frame:
        frame = cls(stored.function, list(stored.registers))
        frame.pc, frame.status, frame.deferred = stored.pc, stored.status, list(stored.deferred)
        return frame


class Panic:
    __slots__ = ("frames", "goexit", "payload", "place", "recovered", "type")

    def __init__(self, type: int, payload: int, recovered: int, goexit: int, place: int, frames: int) -> None:
        self.type, self.payload, self.recovered, self.goexit, self.place = type, payload, recovered, goexit, place
        self.frames = frames


class Goroutine:
    """A goroutine being moved.

    index: 0 for the one that moves, 1 for its partner, -1 - n for the n-th one started in this step.
    """

    __slots__ = ("flags", "frames", "index", "panics", "phase", "text")

    def __init__(self, flags: int, index: int) -> None:
        self.flags, self.text, self.index = flags, 0, index
        self.phase: int = RUNNING
        self.frames: list[Frame] = []
        self.panics: list[Panic] = []

    @classmethod
    def thawed(cls, stored: GoroutineState, index: int) -> Goroutine:
        g = cls(stored.flags & ~PARKED, index)
        g.phase, g.text = stored.phase, stored.text
        g.frames = [Frame.thawed(f) for f in stored.frames]
        g.panics = [Panic(*p) for p in stored.panics]
        return g

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    @property
    def ended(self) -> bool:
        return not self.frames and self.phase not in (ENDING, CRASHING)


class Object:
    """An object that the step writes or makes."""

    __slots__ = ("header", "shape", "tail")

    def __init__(self, shape: int, header: list[int], tail: list[tuple[int, ...]]) -> None:
        self.shape, self.header, self.tail = shape, header, tail


class Memory(Protocol):
    """The objects of a state by number."""

    @property
    def goroutines(self) -> int: ...

    def __getitem__(self, number: int, /) -> ObjectState: ...


Readable = Sequence[int | ObjectState]
"""The part of a state that a step can read: how many goroutines there are, helpers not counted, and the objects from
1 on."""


class View:
    """The objects of a state, and which of them were read, in order. whole: how many there are was read too."""

    __slots__ = ("cells", "read", "whole")

    def __init__(self, cells: Readable) -> None:
        self.cells = cells
        self.read: dict[int, int | ObjectState] = {}
        self.whole = False

    def __getitem__(self, n: int) -> ObjectState:
        part: ObjectState = self.cells[n]  # type: ignore[assignment]
        self.read[n] = part
        return part

    @property
    def goroutines(self) -> int:
        count: int = self.cells[0]  # type: ignore[assignment]
        self.read[0] = count
        return count

    @property
    def numbers(self) -> range:
        self.whole = True
        return range(1, len(self.cells))


class Work:
    """A step being made.

    view: the objects of the state it leaves from. objs: those that it writes or makes, by number; new ones have
    numbers from FRESH on. log: events for the race monitor. watched: numbers of the shapes that it follows.
    """

    __slots__ = ("arity", "choices", "due", "events", "fresh", "log", "mover", "objs", "output", "passed", "place",
                 "program", "root", "spawned", "steps", "strings", "touched", "view", "watched")  # fmt: skip

    def __init__(self, program: Program, strings: Strings, view: Memory, choices: Sequence[int] = ()) -> None:
        self.program, self.strings, self.view = program, strings, view
        self.objs: dict[int, Object] = {}
        self.fresh = FRESH
        self.root = -1
        self.output = b""
        self.spawned: list[Goroutine] = []
        self.events: list[Event] = []
        self.log: list[Observed] = []
        self.choices = list(choices)
        self.arity: list[int] = []
        self.steps = 0
        self.touched: dict[tuple[int, int], int] | None = None
        self.watched: frozenset[int] | None = None
        self.mover: Goroutine | None = None
        self.place = 0
        self.due = 0  # the next instant that something is due, for idle rules
        self.passed = Passed()  # how much time the step takes

    # --- memory ---------------------------------------------------------------------------------------

    def obj(self, address: int) -> Object | ObjectState:
        """The object that an address points into."""
        if address <= 0:
            raise NilFault
        n = address >> OFFSET_BITS
        return self.objs.get(n) or self.view[n]

    def own(self, address: int) -> Object:
        """The same, to be written."""
        if address <= 0:
            raise NilFault
        n = address >> OFFSET_BITS
        obj = self.objs.get(n)
        if obj is None:
            stored = self.view[n]
            obj = self.objs[n] = Object(stored.shape, list(stored.header), list(stored.tail))
        return obj

    def new(self, shape: int, tail: int = 0) -> int:
        if tail >> OFFSET_BITS:
            raise MemoryError("an object with more cells than can be numbered")
        s = self.program.shapes[shape]
        n = self.fresh
        claim(tail * ELEMENT)
        self.objs[n] = Object(shape, [0] * len(s.header), [(0,) * len(s.elem)] * tail)
        self.fresh += 1
        return n << OFFSET_BITS

    def cell(self, address: int) -> int:
        obj = self.obj(address)
        offset = address & OFFSET_MASK
        if offset < len(obj.header):
            return obj.header[offset]
        i, k = divmod(offset - len(obj.header), len(self.program.shapes[obj.shape].elem))
        return obj.tail[i][k]

    def cells(self, address: int, width: int) -> list[int]:
        header = self.obj(address).header
        offset = address & OFFSET_MASK
        if offset + width <= len(header):
            return list(header[offset : offset + width])
        return [self.cell(address + i) for i in range(width)]

    def put(self, address: int, values: Sequence[int]) -> None:
        obj = self.own(address)
        header, tail = obj.header, obj.tail
        offset = address & OFFSET_MASK
        if offset + len(values) <= len(header):
            header[offset : offset + len(values)] = values
            return
        for v in values:
            i, k = divmod(offset - len(header), len(self.program.shapes[obj.shape].elem))
            tail[i] = (*tail[i][:k], v, *tail[i][k + 1 :])
            offset += 1

    def tail(self, address: int) -> Sequence[tuple[int, ...]]:
        return self.obj(address).tail

    def own_tail(self, address: int) -> list[tuple[int, ...]]:
        return self.own(address).tail

    def elem_width(self, address: int) -> int:
        return len(self.program.shapes[self.obj(address).shape].elem)

    # --- what else a step does ------------------------------------------------------------------------

    def access(self, address: int, width: int, kind: int) -> None:
        """Memory that can race is read (0) or written (1), or the same atomically (2, 3)."""
        if self.touched is None and self.watched is None:
            return
        assert self.mover is not None
        shape = self.obj(address).shape
        if self.touched is not None:
            at = (shape, self.mover.frames[0].function if self.mover.frames else -1)
            self.touched[at] = self.touched.get(at, 0) | 1 << kind
        if self.watched is not None and shape in self.watched:
            n, offset = address >> OFFSET_BITS, address & OFFSET_MASK
            whole = self.program.shapes[shape].keys  # a map is one location
            stack = tuple((f.function, f.pc) for f in reversed(self.mover.frames))
            for cell in (0,) if whole else range(offset, offset + width):
                self.log.append(Observed("access", self.mover.index, (n, cell, kind, self.place, shape, stack)))

    def choose(self, n: int) -> int:
        at = len(self.arity)
        self.arity.append(n)
        if at == len(self.choices):
            self.choices.append(0)
        return self.choices[at]

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(self.choices[: len(self.arity)])
