"""Instants: when something is due, and what passing time does to a state (docs/internals-machine.md, Time)."""

from __future__ import annotations

from typing import Any

from chancheck.machine.workspace import FRESH, Work
from chancheck.program.program import OFFSET_BITS, Program


class Clock:
    """Where a program's states hold instants."""

    def __init__(self, program: Program) -> None:
        self.registers = [instants(f.registers) for f in program.functions]
        self.headers = [instants(s.header) for s in program.shapes]
        self.elems = [instants(s.elem) for s in program.shapes]
        self.payloads = [kind == "w" for _, kind in program.types]

    def later(self, cells: Any, where: list[tuple[int, bool]], passed: int) -> Any:
        """The cells after some time, or the same object if they hold no instant."""
        changed: list[int] | None = None
        for i, typed in where:
            if cells[i] and (not typed or self.payloads[cells[i - 1]]):
                changed = list(cells) if changed is None else changed
                changed[i] -= passed
        return cells if changed is None else changed

    def pass_time(self, w: Work, passed: int) -> None:
        """Let time pass for all objects, and in the end for the goroutines that do not move in this step."""
        w.passed += passed
        for n in (*range(1, len(w.view.cells)), *(n for n in w.objs if n >= FRESH)):
            shape, header, tail = w.obj(n << OFFSET_BITS)
            new = self.later(header, self.headers[shape], passed)
            elements = [self.later(e, self.elems[shape], passed) for e in tail] if self.elems[shape] else tail
            if new is not header or any(a is not b for a, b in zip(elements, tail, strict=True)):
                obj = w.own(n << OFFSET_BITS)
                obj[1], obj[2] = list(new), [tuple(e) for e in elements]

    def aged(self, g: Any, passed: int) -> Any:
        """The fields of a goroutine at rest after some time."""
        frames = tuple((f[0], f[1], f[2], f[3], self.later(f[4], self.registers[f[0]], passed)) for f in g[2])
        panics = tuple((p[0], p[1] - passed if p[1] and self.payloads[p[0]] else p[1], *p[2:]) for p in g[3])
        return (g[0], g[1], frames, panics, g[4])


def instants(kinds: str) -> list[tuple[int, bool]]:
    """(index, payload of the type in the cell before) of the cells that may be instants."""
    return [(i, k == "p") for i, k in enumerate(kinds) if k in "wp"]
