"""Goroutines that a finalizer may end. A model leaves a goroutine of the runtime model for each finalizer that is set
or cleared (models/runtime, SetFinalizer); which of them can run is judged in the state that a run ends in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancheck.machine.state import FrameState, GoroutineState, State
from chancheck.program.program import OFFSET_BITS, Program
from chancheck.verdict.replay import Run

HOLDER = "runtime.SetFinalizer.func1"
OBJECT, FINALIZER = 1, 3
"""Registers of the holder: a type and a payload each."""


def that_may_end(program: Program, run: Run, guilty: tuple[int, ...]) -> str:
    """The type of an object whose finalizer may end one of the goroutines; empty if there is none."""
    goroutines = run.final.goroutines
    holders = {i: frame for i, g in enumerate(goroutines) if (frame := holding(program, g)) is not None}
    if not holders:
        return ""
    cleared = {frame.registers[OBJECT + 1] for frame in holders.values() if not frame.registers[FINALIZER]}
    alive = kept(run.final, holders)
    waited_for = {number for i in guilty for number in stands_at(run, goroutines[i])}
    for frame in holders.values():
        kind, address, _, finalizer = frame.registers[OBJECT : FINALIZER + 2]
        if address in cleared or address >> OFFSET_BITS in alive or not acts(program, run.final, finalizer):
            continue
        if waited_for & reached(run.final, [address >> OFFSET_BITS, *closure(finalizer)]):
            return program.types[kind][0]
    return ""


def holding(program: Program, g: GoroutineState) -> FrameState | None:
    return next((f for f in g.frames if g.helper and program.functions[f.function].name == HOLDER), None)


def kept(state: State, holders: dict[int, FrameState]) -> set[int]:
    """The objects that the program can still come to."""
    roots = [n for i, g in enumerate(state.goroutines) if i not in holders for n in g.links]
    closures = [n for f in holders.values() for n in closure(f.registers[FINALIZER + 1])]
    return reached(state, [1, *roots, *closures])


def closure(function: int) -> list[int]:
    return [function >> OFFSET_BITS] if function > 0 else []


def reached(state: State, roots: Iterable[int]) -> set[int]:
    found, todo = set[int](), list(roots)
    while todo:
        n = todo.pop()
        if n not in found:
            found.add(n)
            todo += state.objects[n - 1].links
    return found


def stands_at(run: Run, g: GoroutineState) -> Iterator[int]:
    """The objects that a goroutine waits at."""
    for a in run.machine.standing(g, 0):
        if a.alternative.operands and a.arg(0) > 0:
            yield a.arg(0) >> OFFSET_BITS


def acts(program: Program, state: State, finalizer: int) -> bool:
    """Whether a finalizer may do anything that others can see: its code, or what it calls, comes to an operation."""
    first = -1 - finalizer if finalizer < 0 else state.at(finalizer).header[0]
    seen, todo = set[int](), [first]
    while todo:
        number = todo.pop()
        if number in seen:
            continue
        seen.add(number)
        code = program.functions[number].code
        if any(i.op in ("operate", "callv") for i in code):
            return True
        todo += [i.args[1] for i in code if i.op == "call"]
    return False
