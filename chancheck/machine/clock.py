"""Instants: when something is due, and what passing time does to a state (docs/internals-machine.md, Time)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chancheck.machine.passed import Passed
from chancheck.machine.state import GoroutineCells, GoroutineState
from chancheck.machine.workspace import FRESH, View, Work
from chancheck.program.program import OFFSET_BITS, Program

Cells = Sequence[int]


class Clock:
    """Where a program's states hold instants."""

    def __init__(self, program: Program) -> None:
        self.registers = [instants(f.registers) for f in program.functions]
        self.arguments = [instants(f.registers[: 1 + f.params]) for f in program.functions]
        self.headers = [instants(s.header) for s in program.shapes]
        self.elems = [instants(s.elem) for s in program.shapes]
        self.payloads = [kind for _, kind in program.types]

    def later(self, cells: Cells, where: list[tuple[int, str]], passed: Passed) -> Cells | list[int]:
        """The cells after some time, or the same object if they hold no instant."""
        changed: list[int] | None = None
        for i, kind in where:
            less = passed.of(self.payloads[cells[i - 1]] if kind == "p" else kind) if cells[i] else 0
            if less:
                changed = list(cells) if changed is None else changed
                changed[i] -= less
        return cells if changed is None else changed

    def calls_later(self, calls: Iterable[tuple[int, ...]], passed: Passed) -> tuple[tuple[int, ...], ...]:
        """Deferred calls after some time."""
        return tuple(
            [tuple(self.later(call, self.arguments[-1 - call[0]], passed)) if len(call) > 1 else call for call in calls]
        )

    def pass_time(self, w: Work, passed: Passed) -> None:
        """Let time pass for all objects and the goroutine that moves, and in the end for those that do not move."""
        assert isinstance(w.view, View)
        assert w.mover is not None
        w.passed = passed.and_then(w.passed)
        for frame in w.mover.frames:
            frame.registers[:] = self.later(frame.registers, self.registers[frame.function], passed)
            frame.deferred[:] = self.calls_later(frame.deferred, passed)
        for panic in w.mover.panics:
            panic.payload -= passed.of(self.payloads[panic.type]) if panic.payload else 0
        for n in (*w.view.numbers, *(n for n in w.objs if n >= FRESH)):
            obj = w.obj(n << OFFSET_BITS)
            header = self.later(obj.header, self.headers[obj.shape], passed)
            where = self.elems[obj.shape]
            tail = [self.later(e, where, passed) for e in obj.tail] if where else obj.tail
            if header is not obj.header or any(a is not b for a, b in zip(tail, obj.tail, strict=True)):
                own = w.own(n << OFFSET_BITS)
                own.header, own.tail = list(header), [tuple(e) for e in tail]

    def aged(self, g: GoroutineState, passed: Passed) -> GoroutineCells:
        """A goroutine at rest after some time."""
        frames = tuple(
            f._replace(
                deferred=self.calls_later(f.deferred, passed),
                registers=tuple(self.later(f.registers, self.registers[f.function], passed)),
            )
            for f in g.frames
        )
        panics = tuple(
            p._replace(payload=p.payload - passed.of(self.payloads[p.type])) if p.payload else p for p in g.panics
        )
        return GoroutineCells(g.flags, g.phase, frames, panics, g.text)


def instants(kinds: str) -> list[tuple[int, str]]:
    """(index, kind) of the cells that may be instants or readings of the clock."""
    return [(i, k) for i, k in enumerate(kinds) if k in "wcp"]
