"""The runs that the reference engine shows: shortest, and of these one with the fewest changes of goroutine."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Options
from chancheck.explore.registry import engine
from chancheck.machine.machine import Machine
from chancheck.machine.state import State
from chancheck.machine.transition import Trace
from chancheck.program.program import Program
from tests.native.models import counter, philosophers, rendezvous

PROGRAMS = {
    "philosophers": philosophers(3),
    "one receives too often": rendezvous(2, 1, receive=4),
    "one receives too seldom": rendezvous(3, 0, receive=2),
    "counter": counter(2, 2),
}


def changes(machine: Machine, trace: Trace) -> int:
    """How often another goroutine moves than in the step before, following goroutines through the states."""
    state, last, count = machine.initial(), None, 0
    for t in trace:
        if last is not None and last != t.goroutine:
            count += 1
        s = next(s for s in machine.successors(state) if s.transition == t)
        last = s.origin.index(t.goroutine) if t.goroutine in s.origin else -1
        state = s.state
    return count


def fewest(machine: Machine) -> dict[State, tuple[int, int]]:
    """Length and changes of the best run to each state, from all pairs of a state and the goroutine that moved last."""
    start = (machine.initial(), -2)
    best = {start: (0, 0)}
    todo = [start]
    while todo:
        following = []
        for state, last in todo:
            length, count = best[state, last]
            for s in machine.successors(state):
                if s.state is None:
                    continue
                t = s.transition
                now = s.origin.index(t.goroutine) if t.goroutine in s.origin else -1
                cost = (length + 1, count + (last not in (-2, t.goroutine)))
                if best.get((s.state, now), (length + 2, 0)) > cost:
                    best[s.state, now] = cost
                    following.append((s.state, now))
        todo = following
    out: dict[State, tuple[int, int]] = {}
    for (state, _), cost in best.items():
        out[state] = min(cost, out.get(state, cost))
    return out


@pytest.mark.parametrize("symmetry", [True, False])
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_no_run_to_a_halt_is_better(program: Program, symmetry: bool) -> None:
    reduce = frozenset({"symmetry"}) if symmetry else frozenset()
    result = engine("reference").explore(program, Options(reduce=reduce))
    machine = Machine(program, symmetry)
    best = fewest(machine)
    halts = [found for found in result.found if found.kind == "halt"]
    for found in halts:
        state = machine.initial()
        for t in found.trace:
            state = next(s.state for s in machine.successors(state) if s.transition == t)
        assert (len(found.trace), changes(machine, found.trace)) == best[state]
    if not halts:
        (end,) = [found for found in result.found if found.kind == "end"]
        assert end.trace
