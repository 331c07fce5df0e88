"""States as records (docs/internals-machine.md, State). All are tuples: they compare and sort by their
fields."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from chancheck.program.program import OFFSET_BITS, Alternative

ROOT, HELPER, PARKED = 1, 2, 4
"""Flags of a goroutine: the root; part of the runtime model; it was at its operation, looking for a partner, when no
goroutine could move."""


class Phase(IntEnum):
    """RUNNING: at rest before its next step; ENDING: about to END; CRASHING: about to CRASH; WORDING: it computes the
    text of an uncaught panic."""

    RUNNING = 0
    ENDING = 1
    CRASHING = 2
    WORDING = 3


class FrameStatus(IntEnum):
    """WAITS_FOR_DEFERRED: its `rundefers` waits for a deferred call to return; UNWINDS: a deferred call runs because a
    panic or a goexit unwinds this frame."""

    RUNNING = 0
    WAITS_FOR_DEFERRED = 1
    UNWINDS = 2


class Root(IntEnum):
    """How the root goroutine ended, if it did."""

    RUNS = 0
    RETURNED = 1
    EXITED = 2


class FrameState(NamedTuple):
    """deferred: calls, each a function value and its arguments; the last one runs first."""

    function: int
    pc: int
    status: int
    deferred: tuple[tuple[int, ...], ...]
    registers: tuple[int, ...]


class PanicState(NamedTuple):
    """A panic or, with `goexit`, the exit of a goroutine. place: the program's own position when it was raised; frames:
    the number of a string with the frames then, where code reads its stack."""

    type: int
    payload: int
    recovered: int
    goexit: int
    place: int
    frames: int


class Part:
    """A part of a state, of which each distinct one is stored once (interning.py): two parts are equal iff they are
    the same one, so states are compared and hashed quickly.

    links: the numbers of the objects that it has addresses of, in order, each once; forms: the part with these
    renumbered, by the new numbers.
    """

    __slots__ = ()
    links: tuple[int, ...]
    forms: dict[tuple[int, ...], Part]
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


class ObjectCells(NamedTuple):
    shape: int
    header: tuple[int, ...]
    tail: tuple[tuple[int, ...], ...]


class ObjectState(Part, ObjectCells):
    """An object. tail: its elements, each a tuple of cells."""

    forms: dict[tuple[int, ...], ObjectState]  # type: ignore[assignment]


class GoroutineCells(NamedTuple):
    flags: int
    phase: int
    frames: tuple[FrameState, ...]
    panics: tuple[PanicState, ...]
    text: int


class GoroutineState(Part, GoroutineCells):
    """A goroutine at rest. frames: from the bottom; text: number of the string of its uncaught panic."""

    forms: dict[tuple[int, ...], GoroutineState]  # type: ignore[assignment]

    @property
    def root(self) -> bool:
        return bool(self.flags & ROOT)

    @property
    def helper(self) -> bool:
        """It is part of the runtime model, not of the program."""
        return bool(self.flags & HELPER)

    @property
    def top(self) -> FrameState:
        return self.frames[-1]

    def operand(self, alternative: Alternative, number: int = 0) -> int:
        """The first cell of an operand of an alternative that it offers; 0 if there is none."""
        operands = alternative.operands
        return self.top.registers[operands[number][0]] if operands else 0


GOROUTINE, CLOCK = 0, 1


class Holder(NamedTuple):
    """Knows of an access: a goroutine by its index, or a clock by the address it stands for, a number and whether it
    belongs to a slot of a buffer."""

    kind: int
    subject: int
    number: int = 0
    slot: int = 0


class Fact(NamedTuple):
    """An access that the race monitor has to remember: to which cell, how, where in the source; holders know of it."""

    object: int
    offset: int
    kind: int
    place: int
    holders: tuple[Holder, ...]


class Processor(NamedTuple):
    """running, next: goroutines, -1 for none; least, most: how many picks are left, at the least and at the most,
    before the one that polls the global queue."""

    running: int
    next: int
    queue: tuple[int, ...]
    least: int
    most: int

    @property
    def queued(self) -> int:
        """How many goroutines wait for it."""
        return len(self.queue) + (self.next >= 0)


class QueueCells(NamedTuple):
    shared: tuple[int, ...]
    processors: tuple[Processor, ...]
    parked: tuple[int, ...]
    woken: tuple[int, ...]
    insisting: tuple[int, ...]


class Queues(QueueCells):
    """The run queues of a state, with goroutines by their index; each distinct one is stored once, as parts are.

    shared: the global queue; parked: in order of arrival; woken: those that are to try again; insisting: those parked
    that none may overtake. running: the goroutine that each processor runs; busy: some goroutine is queued.
    """

    running: tuple[int, ...]
    busy: bool
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    @classmethod
    def of(cls, cells: QueueCells) -> Queues:
        queues = cls(*cells)
        queues.running = tuple([p.running for p in queues.processors])
        queues.busy = bool(queues.shared) or any(p.queued for p in queues.processors)
        return queues


class State(NamedTuple):
    """objects: numbered from 1, the first one holds the package variables; output: only with `keep_output`; facts: of
    the race monitor, if there is one; queues: only with a scheduler.

    Its parts belong to one machine: states of different machines cannot be compared."""

    root: int
    objects: tuple[ObjectState, ...]
    goroutines: tuple[GoroutineState, ...]
    output: bytes = b""
    facts: tuple[Fact, ...] = ()
    queues: Queues | None = None

    def at(self, address: int) -> ObjectState:
        """The object that an address points into."""
        return self.objects[(address >> OFFSET_BITS) - 1]

    @property
    def root_returned(self) -> bool:
        return self.root == Root.RETURNED
