"""A proof is tried on the states of the program itself: each must be one of the counting system, with the invariant."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any

from chancheck.deadline import poll
from chancheck.forall.encode import Invariant
from chancheck.forall.system import System
from chancheck.forall.values import holds
from chancheck.forall.visit import Visited
from chancheck.machine.caching import CachingMachine
from chancheck.machine.state import State
from chancheck.program.program import Program

MOST = 20_000
"""States of the program for one value; where there are more, that value is no test."""

Shadow = tuple[int, frozenset[tuple[Any, int]]]
"""Whether main has returned, and how many goroutines are at each stack of positions."""


def differs(
    program: Program, system: System, visited: Visited, values: dict[str, int], invariant: Invariant
) -> tuple[int, str]:
    """How many states were compared (0: there are too many), and what is wrong."""
    for control, numbers in visited.states.items():
        clauses = invariant.get(control)
        for one in numbers:
            now = dict(zip(system.counters, one, strict=True)) | values
            if clauses is None or not all(any(holds(a, now) for a in clause) for clause in clauses):
                return 0, "a state of the system is not in the invariant"
    known = shadows(system, visited)
    machine = CachingMachine(program, True)
    start = machine.initial()
    seen, todo = {start}, deque([start])
    while todo:
        poll()
        state = todo.popleft()
        if state.root != 2 and shadow(state) not in known:
            return 0, "a state of the program is none of the system"
        for successor in machine.successors(state):
            if successor.state is not None and successor.state not in seen:
                if len(seen) >= MOST:
                    return 0, ""
                seen.add(successor.state)
                todo.append(successor.state)
    return len(seen), ""


def shadow(state: State) -> Shadow:
    stacks = Counter(tuple((f.function, f.pc) for f in g.frames) for g in state.goroutines if g.frames)
    return int(state.root_returned), frozenset(stacks.items())


def shadows(system: System, visited: Visited) -> set[Shadow]:
    stacks = [tuple((f.function, f.pc) for f in p.frames) for p in system.places]
    found: set[Shadow] = set()
    for control, numbers in visited.states.items():
        there = [stacks[p] for p in control[: len(system.singles)] if p >= 0 and stacks[p]]
        for one in numbers:
            count: Counter[Any] = Counter(there)
            for v, x in zip(system.counters, one, strict=True):
                if x and v.startswith("at:") and stacks[int(v[3:])]:
                    count[stacks[int(v[3:])]] += x
            found.add((int(control[0] == system.returned), frozenset(count.items())))
    return found
