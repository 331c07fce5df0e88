"""Parts of the program that no run of an entry reaches: lines, cases of a select, functions, room in buffers,
goroutines that never meet. It questions a proof that proves too little.

All reachable states are visited by the reference definition, without reductions and up to STATES of them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from chancheck.check import buffered_timers, chosen, deadline_of, in_module, load
from chancheck.deadline import Exhausted, running
from chancheck.deciding import with_inputs
from chancheck.diagnostic import Diagnostics
from chancheck.options import Options
from chancheck.program.program import OFFSET_BITS
from chancheck.records import dataclass, field, replace
from chancheck.source import Pos, Source, is_library
from chancheck.verdict.names import is_wrapper

if TYPE_CHECKING:
    from chancheck.machine.machine import Machine
    from chancheck.machine.state import GoroutineState, State
    from chancheck.program.program import Program

STATES = 50_000
ASSERTION = re.compile(r"\b(?:check\.(?:Assert|Reachable)|assert\.\w+|require\.\w+)\(")

ENTRY = re.compile(r"main$|init$|(?:Test|Example|Fuzz|Benchmark)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Coverage:
    """lines: how many lines of the entry's program have code, reached: how many of them a run reaches. missed: the
    others. cases: cases and defaults of a select that no run takes, though it reaches the select. functions: of the
    file, those that the entry does not call. assertions: missed lines that check something. complete: every state was
    visited. fills: buffered channels, with the most values in the buffer and its room. apart: functions of goroutines
    that synchronise by no channel, lock or other object in common."""

    entry: str
    lines: int
    reached: int
    missed: tuple[Pos, ...]
    cases: tuple[tuple[str, Pos], ...]
    functions: tuple[tuple[str, Pos], ...]
    assertions: tuple[Pos, ...]
    states: int
    complete: bool
    fills: tuple[tuple[str, Pos, int, int], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Seen:
    """Of the states visited so far. taken: (site, alternative) of all steps; users: by the function that a goroutine
    began with, the objects that its operations concern, as (shape, offset); fills: by shape of channel, the most
    values in a buffer and the room there."""

    taken: set[tuple[int, int]] = field(default_factory=set)
    users: defaultdict[int, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    fills: dict[int, tuple[int, int]] = field(default_factory=dict)


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
        some = with_inputs(unit, options) is not None
        time = "virtual" if has_clock(unit) else options.time
        program = lower(unit, keep_output=True, time=time, buffered_timers=buffered_timers(options))
        called = {graph.pos for graph in unit.graphs}
        functions = [(name, pos) for name, pos in declared if pos not in called]
        found = explored(program, options.entry, source, tuple(functions))
        return replace(found, complete=found.complete and not some)


def explored(program: Program, entry: str, source: Source, functions: tuple[tuple[str, Pos], ...]) -> Coverage:
    from chancheck.machine.caching import CachingMachine

    machine = CachingMachine(program)
    codes = [Recorded(code) for code in machine.local.code]
    machine.local.code[:] = codes
    seen = Seen()
    states, complete = visit(machine, seen)
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
    cases = tuple(sorted(missed_cases(program, seen.taken, reached), key=lambda case: case[1]))
    fills, pairs = tuple(buffers(program, seen)), tuple(apart(program, seen))
    return Coverage(entry, len(places), len(reached), missed, cases, functions, checks, states, complete, fills, pairs)


def visit(machine: Machine, seen: Seen) -> tuple[int, bool]:
    """How many states were visited, and whether these are all."""
    start = without_output(machine.initial())
    channels = channel_shapes(machine.program)
    known, todo = {start}, deque([start])
    try:
        while todo and len(known) <= STATES:
            state = todo.popleft()
            measure(state, channels, seen.fills)
            for successor in machine.successors(state):
                note(machine, state, successor.transition, seen)
                after = successor.state
                if after is not None and (after := without_output(after)) not in known:
                    known.add(after)
                    todo.append(after)
    except Exhausted:
        return len(known), False
    return len(known), not todo


def without_output(state: State) -> State:
    return state._replace(output=state.output[:0])


def note(machine: Machine, state: State, step: Any, seen: Seen) -> None:
    for index, alternative in ((step.goroutine, step.alternative), (step.peer, step.peer_alternative)):
        g = state.goroutines[index] if index >= 0 else None
        site = machine.site(g) if g is not None else None
        if g is None or site is None:
            continue
        seen.taken.add((id(site), alternative))
        if alternative >= 0 and (address := g.operand(site.alternatives[alternative])) > 0 and not g.helper:
            concerned = (state.at(address).shape, address & ((1 << OFFSET_BITS) - 1))
            seen.users[began_with(machine.program, g)].add(concerned)


def began_with(program: Program, g: GoroutineState) -> int:
    """The function of a `go` statement, not the wrapper that the compiler makes for its arguments."""
    functions = (frame.function for frame in g.frames)
    return next((f for f in functions if not is_wrapper(program.functions[f])), g.frames[0].function)


def channel_shapes(program: Program) -> frozenset[int]:
    """The channels that the user's code makes."""
    from chancheck.semantics.channel_object import HEADERS

    headers = [cells for cells, _ in HEADERS.values()]
    shapes = enumerate(program.shapes)
    return frozenset(n for n, s in shapes if s.cells in headers and not is_library(program.places[s.place]))


def measure(state: State, channels: frozenset[int], fills: dict[int, tuple[int, int]]) -> None:
    from chancheck.semantics.channel_object import CAP

    for thing in state.objects:
        if thing.shape in channels and thing.header[CAP]:
            most, room = fills.get(thing.shape, (0, 0))
            fills[thing.shape] = (max(most, len(thing.tail)), max(room, thing.header[CAP]))


def buffers(program: Program, seen: Seen) -> Iterator[tuple[str, Pos, int, int]]:
    found = ((program.shapes[n].name, program.places[program.shapes[n].place], *f) for n, f in seen.fills.items())
    yield from sorted(found, key=lambda fill: (fill[1], fill[0]))


def apart(program: Program, seen: Seen) -> Iterator[tuple[str, str]]:
    own = sorted(f for f in seen.users if not is_library(program.places[program.functions[f].place]))
    for one, other in combinations(own, 2):
        if not seen.users[one] & seen.users[other]:
            yield program.functions[one].name, program.functions[other].name


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
