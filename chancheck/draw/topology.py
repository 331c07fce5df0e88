"""The users of each channel, from the operations of goroutines in reachable states: no impossible edge is drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from chancheck.draw.picture import Topology, Use
from chancheck.machine.caching import CachingMachine
from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, State
from chancheck.program.program import Program
from chancheck.source import is_library
from chancheck.verdict.replay import stack_of

STATES = 5_000
OPERATIONS = {"chan.send": "send", "chan.recv": "recv", "chan.close": "close"}


def topology(program: Program) -> Topology:
    """Over all reachable states, or the first 5,000 of a larger space."""
    machine = CachingMachine(program)
    start = machine.initial()
    seen, todo = {start}, deque([start])
    found: set[tuple[str, str, int]] = set()
    while todo and len(seen) <= STATES:
        state = todo.popleft()
        found |= set(uses(machine, state))
        for successor in machine.successors(state):
            after = successor.state
            if after is not None and after not in seen:
                seen.add(after)
                todo.append(after)
    shapes = sorted({shape for _, _, shape in found}, key=lambda n: program.places[program.shapes[n].place])
    number = {shape: i for i, shape in enumerate(shapes)}
    names = tuple(f"{program.shapes[n].name}:{program.places[program.shapes[n].place].line}" for n in shapes)
    return Topology(names, tuple(sorted(Use(f, o, number[shape]) for f, o, shape in found)), not todo)


def uses(machine: Machine, state: State) -> Iterator[tuple[str, str, int]]:
    """(function, operation, shape of the channel) of everything that goroutines are about to do."""
    program = machine.program
    for g in state.goroutines:
        site = machine.site(g)
        for a in site.alternatives if site is not None else ():
            operation = OPERATIONS.get(program.operations[a.operation].name)
            address = g.operand(a)
            if operation is None or address <= 0:
                continue
            shape = state.at(address).shape
            function = user_function(machine, g)
            if function and not is_library(program.places[program.shapes[shape].place]):
                yield function, operation, shape


def user_function(machine: Machine, g: GoroutineState) -> str:
    """The innermost function of the user's own code."""
    program = machine.program
    for function, place in stack_of(machine, g):
        if not program.functions[function].is_wrapper and not is_library(program.places[place]):
            return program.functions[function].name
    return ""
