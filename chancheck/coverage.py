"""Parts of the program that no run of an entry reaches: lines, cases of a select, functions. It questions a proof that
proves too little.

All reachable states are visited by the reference definition, without reductions and up to STATES of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chancheck.check import buffered_timers, chosen, deadline_of, in_module, load
from chancheck.deadline import Exhausted, running
from chancheck.diagnostic import Diagnostics
from chancheck.options import Options
from chancheck.records import dataclass
from chancheck.source import Pos, Source, is_library

if TYPE_CHECKING:
    from chancheck.machine.machine import Machine
    from chancheck.machine.state import State
    from chancheck.program.program import Program

STATES = 50_000
ASSERTION = re.compile(r"\b(?:check\.(?:Assert|Reachable)|assert\.\w+|require\.\w+)\(")

ENTRY = re.compile(r"main$|init$|(?:Test|Example|Fuzz|Benchmark)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Coverage:
    """lines: how many lines of the entry's program have code, reached: how many of them a run reaches. missed: the
    others. cases: cases and defaults of a select that no run takes, though it reaches the select. functions: of the
    file, those that the entry does not call. assertions: missed lines that check something. complete: every state was
    visited."""

    entry: str
    lines: int
    reached: int
    missed: tuple[Pos, ...]
    cases: tuple[tuple[str, Pos], ...]
    functions: tuple[tuple[str, Pos], ...]
    assertions: tuple[Pos, ...]
    states: int
    complete: bool


class Recorded(list[Any]):
    """The instructions of a function; notes each that is run, or that a goroutine rests at."""

    def __init__(self, code: list[Any]) -> None:
        super().__init__(code)
        self.run: set[int] = set()

    def __getitem__(self, at: Any) -> Any:
        self.run.add(at)
        return super().__getitem__(at)


def coverage_of(source: Source, options: Options) -> Coverage:
    """Of one entry. Raises SourceError for a source with errors, and Exhausted before the search at a limit."""
    from chancheck.graph.build import build_graphs, entries
    from chancheck.lower.lower_program import has_clock, lower

    with running(deadline_of(options)):
        options = in_module(source, options)
        package = load(source, options, Diagnostics())
        declared = [(f.name, f.pos) for f in package.funcs if f.pos.file == source.name and not ENTRY.match(f.name)]
        unit = build_graphs(package, chosen(entries(package), options, source)[0])
        time = "virtual" if has_clock(unit) else options.time
        program = lower(unit, keep_output=True, time=time, buffered_timers=buffered_timers(options))
        called = {graph.pos for graph in unit.graphs}
        functions = [(name, pos) for name, pos in declared if pos not in called]
        return explored(program, options.entry, source, tuple(functions))


def explored(program: Program, entry: str, source: Source, functions: tuple[tuple[str, Pos], ...]) -> Coverage:
    from chancheck.machine.caching import CachingMachine

    machine = CachingMachine(program)
    codes = [Recorded(code) for code in machine.local.code]
    machine.local.code[:] = codes
    taken: set[tuple[int, int]] = set()
    states, complete = visit(machine, taken)
    reached: set[tuple[str, int]] = set()
    places: dict[tuple[str, int], Pos] = {}
    for code in codes:
        for at, instruction in enumerate(list.__iter__(code)):
            pos = program.places[instruction.place]
            if pos.line and not is_library(pos):
                places.setdefault((pos.file, pos.line), pos)
                if at in code.run:
                    reached.add((pos.file, pos.line))
    missed = tuple(sorted(pos for key, pos in places.items() if key not in reached))
    checks = tuple(pos for pos in missed if pos.file == source.name and ASSERTION.search(source.line(pos.line)))
    cases = tuple(sorted(missed_cases(program, taken, reached), key=lambda case: case[1]))
    return Coverage(entry, len(places), len(reached), missed, cases, functions, checks, states, complete)


def visit(machine: Machine, taken: set[tuple[int, int]]) -> tuple[int, bool]:
    """How many states were visited, and whether these are all. taken: (site, alternative) of all steps."""
    start = without_output(machine.initial())
    seen, todo = {start}, deque([start])
    try:
        while todo and len(seen) <= STATES:
            state = todo.popleft()
            for successor in machine.successors(state):
                note(machine, state, successor.transition, taken)
                after = successor.state
                if after is not None and (after := without_output(after)) not in seen:
                    seen.add(after)
                    todo.append(after)
    except Exhausted:
        return len(seen), False
    return len(seen), not todo


def without_output(state: State) -> State:
    return state._replace(output=state.output[:0])


def note(machine: Machine, state: State, step: Any, taken: set[tuple[int, int]]) -> None:
    for goroutine, alternative in ((step.goroutine, step.alternative), (step.peer, step.peer_alternative)):
        site = machine.site(state.goroutines[goroutine]) if goroutine >= 0 else None
        if site is not None:
            taken.add((id(site), alternative))


def missed_cases(
    program: Program, taken: set[tuple[int, int]], reached: set[tuple[str, int]]
) -> Iterator[tuple[str, Pos]]:
    from chancheck.machine.transition import DEFAULT

    for site in program.sites:
        place = program.places[site.place]
        if is_library(place) or (place.file, place.line) not in reached:
            continue
        if len(site.alternatives) + (site.default >= 0) < 2:
            continue
        for number, alternative in enumerate(site.alternatives):
            if (id(site), number) not in taken:
                yield program.operations[alternative.operation].name, program.places[alternative.place]
        if site.default >= 0 and (id(site), DEFAULT) not in taken:
            yield "default", place
