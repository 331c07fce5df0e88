"""Goroutines that a finalizer or a cleanup ends.

A model leaves a goroutine of the runtime model for each finalizer and cleanup (models/runtime, hold). The state that a
run ends in shows which objects are unreachable. The finalizers of these run then: a search continues from that state,
with a goroutine for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancheck.explore.engine import Limits, Options
from chancheck.explore.reference.search import Search
from chancheck.machine.canonical import Overlay
from chancheck.machine.machine import Machine
from chancheck.machine.state import HELPER, FrameState, FrameStatus, GoroutineCells, GoroutineState, Phase, State
from chancheck.machine.transition import Transition
from chancheck.program.program import OFFSET_BITS, Program
from chancheck.verdict.replay import Run

HOLDER = "runtime.hold.func1"
OBJECT, FINALIZER, ENDED = 1, 3, 5
"""Registers of the holder: a type and a payload each; of a cleanup the address of a flag: it was stopped."""

STATES, SECONDS = 3_000, 1.0
"""Limits of a search that continues."""

ENDS, STAYS = "", "stays"
"""Effects of finalizers on goroutines. Any other text is the type of an object with a finalizer of unknown effect."""


class Afterwards(Search):
    """Of the states that follow one state. left: the first functions of goroutines that stay for ever; failed: a
    finalizer panics, or more."""

    def __init__(self, machine: Machine, state: State) -> None:
        super().__init__(machine.program, Options(limits=Limits(states=STATES, seconds=SECONDS)))
        machine.touched = None
        self.machine = machine
        self.left, self.failed = set[int](), False
        self.run_from(state)

    def run_from(self, state: State) -> None:
        initial, self.machine.initial = self.machine.initial, lambda: state  # type: ignore[method-assign]
        try:
            self.run()
        finally:
            self.machine.initial = initial  # type: ignore[method-assign]

    def report(self, kind: str, n: int, t: Transition | None, key: tuple[object, ...], text: str = "",
               doomed: tuple[int, ...] = (), spinning: tuple[int, ...] = (), root_done: bool = False,
               output: bytes = b"", starved: tuple[int, ...] = ()) -> None:  # fmt: skip
        self.failed = self.failed or kind == "fault"
        self.left |= {first_function(self.states[n].goroutines[i]) for i in (*doomed, *spinning)}
        super().report(kind, n, t, key, text, doomed, spinning, root_done, output, starved)


def first_function(g: GoroutineState) -> int:
    return g.frames[0].function if g.frames else -1


def effect(program: Program, run: Run, guilty: tuple[int, ...]) -> str:
    """The effect of the finalizers of unreachable objects on goroutines that would stay for ever."""
    goroutines = run.final.goroutines
    holders = {i: frame for i, g in enumerate(goroutines) if (frame := holding(program, g)) is not None}
    ready = list(able(run.final, holders)) if holders else []
    if not ready:
        return STAYS
    after = Afterwards(run.machine, finalized(run.machine, run.final, [holders[i] for i in ready], set(ready)))
    functions = {first_function(goroutines[i]) for i in guilty}
    if after.result.complete and not after.failed:
        return STAYS if functions & after.left else ENDS
    return program.types[holders[ready[0]].registers[OBJECT]][0]


def holding(program: Program, g: GoroutineState) -> FrameState | None:
    return next((f for f in g.frames if g.helper and program.functions[f.function].name == HOLDER), None)


def able(state: State, holders: dict[int, FrameState]) -> Iterator[int]:
    """The holders of finalizers that can run: those of objects that the program cannot reach any more."""
    cleared = {frame.registers[OBJECT + 1] for frame in holders.values() if not frame.registers[FINALIZER]}
    alive = kept(state, holders)
    for i, frame in holders.items():
        address, finalizer = frame.registers[OBJECT + 1], frame.registers[FINALIZER + 1]
        is_cleanup = frame.registers[ENDED] > 0
        gone = flag_of(state, frame) if is_cleanup else address in cleared
        if finalizer and not gone and address >> OFFSET_BITS not in alive:
            yield i


def flag_of(state: State, frame: FrameState) -> bool:
    address = frame.registers[ENDED]
    return bool(state.at(address).header[address & ((1 << OFFSET_BITS) - 1)])


def finalized(machine: Machine, state: State, frames: list[FrameState], gone: set[int]) -> State:
    """The state in which goroutines run these finalizers, in place of the holders."""
    others = [g for i, g in enumerate(state.goroutines) if i not in gone]
    calls = [(call(machine.program, state, frame),) for frame in frames]
    started = [machine.parts.goroutine(GoroutineCells(HELPER, Phase.RUNNING, frames, (), 0)) for frames in calls]
    objects, goroutines, _, _ = machine.canonical.form(Overlay(state.objects, {}), [*others, *started])
    return state._replace(objects=objects, goroutines=goroutines)


def call(program: Program, state: State, holder: FrameState) -> FrameState:
    """A frame that begins to run a finalizer. Its parameter is the object, perhaps as an interface value; a cleanup has
    none."""
    kind, address, _, finalizer = holder.registers[OBJECT : FINALIZER + 2]
    number = -1 - finalizer if finalizer < 0 else state.at(finalizer).header[0]
    function = program.functions[number]
    given = (kind, address)[2 - function.params :] if function.params else ()
    registers = (max(finalizer, 0), *given)
    rest = (0,) * (len(function.registers) - len(registers))
    return FrameState(number, 0, FrameStatus.RUNNING, (), (*registers, *rest))


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
