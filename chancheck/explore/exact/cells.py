"""A working state: the objects and goroutines of a step being made, copied when first written.

An object is (shape, header cells, tail elements), a stack frame [function, pc, status, deferred, registers]; see
docs/internals-machine.md.
"""

from __future__ import annotations

from typing import Any

from chancheck.program.program import OFFSET_BITS, Program

OFFSET_MASK = (1 << OFFSET_BITS) - 1
ROOT, HELPER = 1, 2
RESTING, ENDING, CRASHING, WORDING = 0, 1, 2, 3
"""Status of a goroutine: at rest; root about to END; about to CRASH; computing the text of an uncaught panic."""


def thawed(facts: Any) -> Any:
    """The race monitor's facts with sets of holders: ("g", goroutine) and ("c", address, number, slot)."""
    return tuple(
        (n, o, k, p, frozenset(("g", h[1]) if h[0] == 0 else ("c", *h[1:]) for h in holders))
        for n, o, k, p, holders in facts
    )


class NilFault(Exception):
    """Local code used a nil address."""


class Halted(Exception):
    """A rule ended the run: kind "fault" or "exit", with its text."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.text = kind, text


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


class Goroutine:
    """A goroutine being moved. frames: lists; panics: [type, payload, recovered, goexit]."""

    __slots__ = ("flags", "frames", "index", "panics", "status", "text")

    def __init__(self, flags: int, status: int, frames: list[list[Any]], panics: list[list[int]], text: int,
                 index: int) -> None:  # fmt: skip
        self.flags, self.status, self.frames, self.panics, self.text = flags, status, frames, panics, text
        self.index = index  # in the state the step leaves from; -1 - n: the n-th one started in this step


class Work:
    """objs[n] is object n: a tuple as stored, or a list once written. gs: goroutines as stored or being moved."""

    __slots__ = ("arity", "choices", "clock", "due", "events", "facts", "gs", "monitor", "mover", "objs", "output",
                 "place", "program", "races", "root", "spawned", "steps", "strings", "touched")  # fmt: skip

    def __init__(self, program: Program, strings: Strings, state: Any) -> None:
        self.program, self.strings = program, strings
        self.root, objects, goroutines, self.output, facts = state
        self.facts = thawed(facts) if facts else ()
        self.objs: list[Any] = [None, *objects]
        self.gs: list[Any] = list(goroutines)
        self.spawned: list[Goroutine] = []
        self.events: list[tuple[Any, ...]] = []
        self.races: list[tuple[Any, ...]] = []
        self.choices: list[int] = []
        self.arity: list[int] = []
        self.steps = 0
        self.touched: dict[Any, int] | None = None
        self.monitor: Any = None
        self.mover: Goroutine | None = None
        self.place = 0
        self.due = 0  # the next instant that something is due, for idle rules
        self.clock: Any = None

    def own(self, n: int) -> list[Any]:
        obj = self.objs[n]
        if type(obj) is list:
            return obj
        obj = self.objs[n] = [obj[0], list(obj[1]), list(obj[2])]
        return obj

    def new(self, shape: int, tail: int = 0) -> int:
        s = self.program.shapes[shape]
        zero = (0,) * len(s.elem)
        self.objs.append([shape, [0] * len(s.header), [zero] * tail])
        return (len(self.objs) - 1) << OFFSET_BITS

    def cell(self, address: int) -> int:
        if address <= 0:
            raise NilFault
        obj = self.objs[address >> OFFSET_BITS]
        offset = address & OFFSET_MASK
        header = obj[1]
        if offset < len(header):
            return header[offset]  # type: ignore[no-any-return]
        width = len(self.program.shapes[obj[0]].elem)
        at = offset - len(header)
        return obj[2][at // width][at % width]  # type: ignore[no-any-return]

    def cells(self, address: int, width: int) -> list[int]:
        if address <= 0:
            raise NilFault
        obj = self.objs[address >> OFFSET_BITS]
        offset = address & OFFSET_MASK
        header = obj[1]
        if offset + width <= len(header):
            return list(header[offset : offset + width])
        return [self.cell(address + i) for i in range(width)]

    def put(self, address: int, values: list[int]) -> None:
        if address <= 0:
            raise NilFault
        if not values:
            return
        obj = self.own(address >> OFFSET_BITS)
        offset = address & OFFSET_MASK
        header = obj[1]
        if offset + len(values) <= len(header):
            header[offset : offset + len(values)] = values
            return
        width = len(self.program.shapes[obj[0]].elem)
        for i, v in enumerate(values):
            at = offset + i - len(header)
            element = obj[2][at // width]
            obj[2][at // width] = (*element[: at % width], v, *element[at % width + 1 :])

    def tail(self, address: int) -> Any:
        if address <= 0:
            raise NilFault
        return self.objs[address >> OFFSET_BITS][2]

    def own_tail(self, address: int) -> list[Any]:
        if address <= 0:
            raise NilFault
        return self.own(address >> OFFSET_BITS)[2]  # type: ignore[no-any-return]

    def thaw(self, index: int) -> Goroutine:
        flags, status, frames, panics, text = self.gs[index]
        g = Goroutine(flags, status, [[f[0], f[1], f[2], list(f[3]), list(f[4])] for f in frames],
                      [list(p) for p in panics], text, index)  # fmt: skip
        self.gs[index] = g
        return g

    def access(self, address: int, width: int, kind: int) -> None:
        """Memory that can race is read (0) or written (1)."""
        if self.touched is not None:
            shape = self.objs[address >> OFFSET_BITS][0]
            assert self.mover is not None
            at = (shape, self.mover.frames[0][0] if self.mover.frames else -1)
            self.touched[at] = self.touched.get(at, 0) | 1 << kind
        if self.monitor is not None:
            self.monitor.access(self, address, width, kind)

    def choose(self, n: int) -> int:
        at = len(self.arity)
        self.arity.append(n)
        if at == len(self.choices):
            self.choices.append(0)
        return self.choices[at]
