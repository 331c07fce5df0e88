"""Instants: when something is due, and what passing time does to a state (docs/internals-machine.md, Time)."""

from __future__ import annotations

from typing import Any

from chancheck.explore.exact.cells import Goroutine, Work
from chancheck.program.program import Program


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


def instants(kinds: str) -> list[tuple[int, bool]]:
    """(index, payload of the type in the cell before) of the cells that may be instants."""
    return [(i, k == "p") for i, k in enumerate(kinds) if k in "wp"]


def pass_time(w: Work, passed: int) -> None:
    clock = w.clock
    for n in range(1, len(w.objs)):
        shape, header, tail = w.objs[n]
        new = clock.later(header, clock.headers[shape], passed)
        elements = [clock.later(e, clock.elems[shape], passed) for e in tail] if clock.elems[shape] else tail
        if new is not header or any(a is not b for a, b in zip(elements, tail, strict=True)):
            obj = w.own(n)
            obj[1], obj[2] = list(new), [tuple(e) for e in elements]
    for i, g in enumerate(w.gs):
        older = aged(clock, g, passed) if not isinstance(g, Goroutine) else None
        if older is not None:
            w.gs[i] = older


def aged(clock: Clock, g: Any, passed: int) -> Any:
    """A goroutine at rest after some time; None if it is the same."""
    frames = tuple((f[0], f[1], f[2], f[3], tuple(clock.later(f[4], clock.registers[f[0]], passed))) for f in g[2])
    panics = tuple((p[0], p[1] - passed if p[1] and clock.payloads[p[0]] else p[1], *p[2:]) for p in g[3])
    return None if frames == g[2] and panics == g[3] else (g[0], g[1], frames, panics, *g[4:])
