"""A step being made: the objects that it writes, copied when first written, and the goroutines that move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chancheck.deadline import claim
from chancheck.program.program import OFFSET_BITS, Program

OFFSET_MASK = (1 << OFFSET_BITS) - 1
FRESH = 1 << 30
ROOT, HELPER, PARKED = 1, 2, 4
"""Flags of a goroutine. PARKED: it stood where it stands, looking for a partner, when nobody could go on."""
RESTING, ENDING, CRASHING, WORDING = 0, 1, 2, 3
"""Status of a goroutine: at rest; root about to END; about to CRASH; computing the text of an uncaught panic."""


ELEMENT = 8
"""Bytes of the least that an element takes."""


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
    """A goroutine being moved. frames: lists; panics: [type, payload, recovered, goexit, place]

    index: 0 for the one that moves, 1 for its partner, -1 - n for the n-th one started in this step.
    """

    __slots__ = ("flags", "frames", "index", "panics", "status", "text")

    def __init__(self, flags: int, index: int) -> None:
        self.flags, self.status, self.text, self.index = flags, RESTING, 0, index
        self.frames: list[list[Any]] = []
        self.panics: list[list[int]] = []

    @classmethod
    def thawed(cls, stored: Any, index: int) -> Goroutine:
        g = cls(stored[0] & ~PARKED, index)
        _, g.status, frames, panics, g.text = stored
        g.frames = [[f[0], f[1], f[2], list(f[3]), list(f[4])] for f in frames]
        g.panics = [list(p) for p in panics]
        return g

    @property
    def ended(self) -> bool:
        return not self.frames and self.status not in (ENDING, CRASHING)


class Work:
    """A step being made.

    view: the objects of the state it leaves from. objs: those that it writes or makes, [shape, header, tail], by
    number; new ones have numbers from FRESH on. log: what the race monitor has to know, as (name of its method, index
    of the goroutine, further arguments). watched: numbers of the shapes whose accesses it follows.
    """

    __slots__ = ("arity", "choices", "due", "events", "fresh", "log", "mover", "objs", "output", "passed", "place",
                 "program", "root", "spawned", "steps", "strings", "touched", "view", "watched")  # fmt: skip

    def __init__(self, program: Program, strings: Strings, view: Any, choices: Sequence[int] = ()) -> None:
        self.program, self.strings, self.view = program, strings, view
        self.objs: dict[int, list[Any]] = {}
        self.fresh = FRESH
        self.root = -1
        self.output = b""
        self.spawned: list[Goroutine] = []
        self.events: list[tuple[Any, ...]] = []
        self.log: list[tuple[Any, ...]] = []
        self.choices = list(choices)
        self.arity: list[int] = []
        self.steps = 0
        self.touched: dict[Any, int] | None = None
        self.watched: frozenset[int] | None = None
        self.mover: Goroutine | None = None
        self.place = 0
        self.due = 0  # the next instant that something is due, for idle rules
        self.passed = 0  # how much time the step takes

    # --- memory ---------------------------------------------------------------------------------------

    def obj(self, address: int) -> Any:
        """The object that an address points into."""
        if address <= 0:
            raise NilFault
        n = address >> OFFSET_BITS
        return self.objs.get(n) or self.view[n]

    def own(self, address: int) -> list[Any]:
        """The same, to be written."""
        if address <= 0:
            raise NilFault
        n = address >> OFFSET_BITS
        obj = self.objs.get(n)
        if obj is None:
            shape, header, tail = self.view[n]
            obj = self.objs[n] = [shape, list(header), list(tail)]
        return obj

    def new(self, shape: int, tail: int = 0) -> int:
        if tail >> OFFSET_BITS:
            raise MemoryError("an object with more cells than can be numbered")
        s = self.program.shapes[shape]
        n = self.fresh
        claim(tail * ELEMENT)
        self.objs[n] = [shape, [0] * len(s.header), [(0,) * len(s.elem)] * tail]
        self.fresh += 1
        return n << OFFSET_BITS

    def cell(self, address: int) -> int:
        shape, header, tail = self.obj(address)
        offset = address & OFFSET_MASK
        if offset < len(header):
            return header[offset]  # type: ignore[no-any-return]
        i, k = divmod(offset - len(header), len(self.program.shapes[shape].elem))
        return tail[i][k]  # type: ignore[no-any-return]

    def cells(self, address: int, width: int) -> list[int]:
        header = self.obj(address)[1]
        offset = address & OFFSET_MASK
        if offset + width <= len(header):
            return list(header[offset : offset + width])
        return [self.cell(address + i) for i in range(width)]

    def put(self, address: int, values: Sequence[int]) -> None:
        shape, header, tail = self.own(address)
        offset = address & OFFSET_MASK
        if offset + len(values) <= len(header):
            header[offset : offset + len(values)] = values
            return
        for v in values:
            i, k = divmod(offset - len(header), len(self.program.shapes[shape].elem))
            tail[i] = (*tail[i][:k], v, *tail[i][k + 1 :])
            offset += 1

    def tail(self, address: int) -> Any:
        return self.obj(address)[2]

    def own_tail(self, address: int) -> list[Any]:
        return self.own(address)[2]  # type: ignore[no-any-return]

    def elem_width(self, address: int) -> int:
        return len(self.program.shapes[self.obj(address)[0]].elem)

    # --- what else a step does ------------------------------------------------------------------------

    def access(self, address: int, width: int, kind: int) -> None:
        """Memory that can race is read (0) or written (1), or the same atomically (2, 3)."""
        if self.touched is None and self.watched is None:
            return
        assert self.mover is not None
        shape = self.obj(address)[0]
        if self.touched is not None:
            at = (shape, self.mover.frames[0][0] if self.mover.frames else -1)
            self.touched[at] = self.touched.get(at, 0) | 1 << kind
        if self.watched is not None and shape in self.watched:
            n, offset = address >> OFFSET_BITS, address & OFFSET_MASK
            whole = self.program.shapes[shape].keys  # a map is one location
            stack = tuple((f[0], f[1]) for f in reversed(self.mover.frames))
            for cell in (0,) if whole else range(offset, offset + width):
                self.log.append(("access", self.mover.index, n, cell, kind, self.place, shape, stack))

    def choose(self, n: int) -> int:
        at = len(self.arity)
        self.arity.append(n)
        if at == len(self.choices):
            self.choices.append(0)
        return self.choices[at]

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(self.choices[: len(self.arity)])
