"""Goroutines that wait for what comes from outside: a further client of a server, or the end of the server.

A model that serves lets few clients come, and leaves a goroutine of the runtime model that holds two functions: to
answer one more client, and to stop the server (models/internal/hosts, show). A goroutine that takes a step in some run
that continues with one of these calls is no leak. For clients and the goroutines that they start only a further client
counts: they want an answer while the server runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.machine.canonical import Overlay
from chancheck.machine.machine import Machine
from chancheck.machine.state import HELPER, FrameState, FrameStatus, GoroutineCells, Phase, State
from chancheck.program.program import Program
from chancheck.verdict.replay import Run

HOLDER, SERVING = "internal/hosts.show.func1", "internal/hosts.Serve"
VISIT, STOP = 1, 2
"""Registers of the holder: functions."""

STATES = 2_000
"""Limit of each look at what follows."""


def wakes(program: Program, run: Run, i: int) -> bool:
    """Whether a goroutine of the last state takes a step once something comes from outside."""
    return any(moves(run.machine, *state) for state in visited(program, run, i))


def visited(program: Program, run: Run, i: int) -> Iterator[tuple[State, int]]:
    """The last state with one thing more that comes from outside, and the index of the goroutine there."""
    events = (VISIT,) if is_client(program, run, i) else (VISIT, STOP)
    for g in run.final.goroutines:
        for frame in g.frames if g.helper else ():
            if program.functions[frame.function].name == HOLDER:
                for event in events:
                    yield with_call(run.machine, run.final, frame.registers[event], i)


def is_client(program: Program, run: Run, i: int) -> bool:
    """Whether a goroutine answers a client, or was started by one that does."""
    id = run.ids[i]
    while id > 1:
        person = run.people[id]
        if any(program.functions[function].name == SERVING for function, _ in person.started_from[:1]):
            return True
        id = person.creator
    return False


def with_call(machine: Machine, state: State, value: int, i: int) -> tuple[State, int]:
    """The state with a further goroutine that calls a function value without parameters."""
    number = -1 - value if value < 0 else state.at(value).header[0]
    rest = (0,) * (len(machine.program.functions[number].registers) - 1)
    frame = FrameState(number, 0, FrameStatus.RUNNING, (), (max(value, 0), *rest))
    started = machine.parts.goroutine(GoroutineCells(HELPER, Phase.RUNNING, (frame,), (), 0))
    objects, goroutines, origin, _ = machine.canonical.form(Overlay(state.objects, {}), [*state.goroutines, started])
    return state._replace(objects=objects, goroutines=goroutines), list(origin).index(i)


def moves(machine: Machine, state: State, who: int) -> bool:
    """Whether a goroutine takes part in a step of some run from a state."""
    todo, seen = [(state, who)], {(state, who)}
    for state, who in todo:
        for s in machine.successors(state):
            if who in (s.transition.goroutine, s.transition.peer):
                return True
            if s.state is None or who not in s.origin or len(seen) >= STATES:
                continue
            after = (s.state, s.origin.index(who))
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return False
