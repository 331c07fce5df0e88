"""Why a search does not end: a variable that takes ever new values along a run."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

from chancheck.deadline import Exhausted, bounded, extended, poll
from chancheck.machine.caching import CachingMachine
from chancheck.machine.machine import Machine
from chancheck.machine.state import State
from chancheck.program.program import Program
from chancheck.records import replace
from chancheck.verdict.finding import INCONCLUSIVE, Verdict

STEPS, SECONDS, PART, WALKS = 400, 1.0, 0.05, 8
"""Length of a random run; the most time for all, in seconds and as a part of what the entry may take; their number."""

SELDOM = 0.01
"""How much less likely it is in a run that goroutines of some functions move: what ends a loop may come late."""

OFTEN = 12
"""A cell with so many different values, each above the one before, is said to grow."""

SEARCHED = ("states", "depth", "seconds", "memory")

Series = dict[tuple[str, int, int], list[int]]


def explained(searched: Callable[[], Program], verdict: Verdict, budget: float | None) -> Verdict:
    """An inconclusive verdict; its limit also names what grows in the program searched, if a few runs show it. budget:
    the seconds of the entry."""
    if verdict.answer != INCONCLUSIVE or verdict.limit is None or verdict.limit.name not in SEARCHED:
        return verdict
    names: list[str] = []
    with extended(), bounded(SECONDS if budget is None else min(SECONDS, PART * budget)), suppress(Exhausted):
        names = sorted(growing(searched()))[:3]
    if not names:
        return verdict
    what = " and ".join(names)
    text = f"{verdict.limit.text} ({what} keep{'s' if len(names) == 1 else ''} growing: there may be no end of states)"
    return replace(verdict, limit=replace(verdict.limit, text=text))


def growing(program: Program) -> set[str]:
    """Names of what grows in every one of a few random runs that are long enough."""
    machine = CachingMachine(program)
    found: set[str] | None = None
    for seed in range(WALKS):
        series: Series = {}
        try:
            for state in walk(machine, random.Random(seed)):
                note(program, state, series)
        except (Exhausted, MemoryError):
            break
        grown = {name(program, *key) for key, values in series.items() if rises(values)} - {""}
        if grown:
            found = grown if found is None else found & grown
    return found or set()


def walk(machine: Machine, chance: random.Random) -> Iterator[State]:
    state, weights = machine.initial(), dict[int, float]()
    for _ in range(STEPS):
        poll()
        choices = list(machine.successors(state))
        movers = [started_with(state, s.transition.goroutine) for s in choices]
        for function in movers:
            weights.setdefault(function, chance.choice((1.0, SELDOM)))
        going_on = [(s.state, weights[f]) for s, f in zip(choices, movers, strict=True) if s.state is not None]
        if not going_on:
            return
        state = chance.choices(*zip(*going_on, strict=True))[0]
        yield state


def started_with(state: State, goroutine: int) -> int:
    """The function that a goroutine was started with."""
    frames = state.goroutines[goroutine].frames if goroutine >= 0 else ()
    return frames[0].function if frames else -1


def note(program: Program, state: State, series: Series) -> None:
    """The largest value of every numeric cell of the state, and how much there is of everything."""
    now: dict[tuple[str, int, int], int] = {("goroutines", 0, 0): len(state.goroutines)}
    for g in state.goroutines:
        for frame in g.frames:
            kinds = program.functions[frame.function].registers
            for i, value in enumerate(frame.registers):
                if kinds[i] == "i":
                    key = ("register", frame.function, i)
                    now[key] = max(value, now.get(key, 0))
    for obj in state.objects:
        kinds = program.shapes[obj.shape].header
        for i, value in enumerate(obj.header):
            if kinds[i] == "i":
                key = ("cell", obj.shape, i)
                now[key] = max(value, now.get(key, 0))
        key = ("tail", obj.shape, 0)
        now[key] = max(len(obj.tail), now.get(key, 0))
    for key, value in now.items():
        series.setdefault(key, []).append(value)


def rises(values: list[int]) -> bool:
    steps = [b for a, b in itertools.pairwise(values) if b != a]
    return len(set(steps)) >= OFTEN and all(a < b for a, b in itertools.pairwise(steps))


def name(program: Program, what: str, number: int, index: int) -> str:
    """As the program calls it, with the place; empty for what has no name."""
    if what == "goroutines":
        return "the number of goroutines"
    if what == "register":
        function = program.functions[number]
        place = program.places[function.place]
        own = function.names.get(index, "")
        return f"{own} (of {function.name}, {place.file}:{place.line})" if own else ""
    shape = program.shapes[number]
    place = program.places[shape.place]
    where = f" (made at {place.file}:{place.line})" if place.line else ""
    if what == "tail":
        return f"the length of {shape.name}{where}" if shape.name else ""
    cell = shape.cells[index] if index < len(shape.cells) else ""
    return f"{cell or shape.name}{where}" if cell or shape.name else ""
