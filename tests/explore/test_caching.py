"""The caches of the machine change nothing: the plain definition takes the same steps to the same states."""

from __future__ import annotations

import pytest

from chancheck.machine.caching import CachingMachine, CachingScheduledMachine
from chancheck.machine.machine import Machine
from chancheck.machine.scheduling.machine import ScheduledMachine
from chancheck.program.program import Program
from chancheck.semantics.scheduler import gmp
from tests.explore.test_runs import PROGRAMS

STEPS = 2_000


def graph(machine: Machine) -> list[tuple[object, ...]]:
    """Every step up to so many, breadth first, with the numbers of the states before and after it."""
    start = machine.initial()
    numbers, order, out = {start: 0}, [start], list[tuple[object, ...]]()
    for state in order:
        for s in machine.successors(state):
            if s.state is not None and s.state not in numbers:
                numbers[s.state] = len(order)
                order.append(s.state)
            after = numbers[s.state] if s.state is not None else None
            out.append((numbers[state], s.transition, after, s.halted, s.origin, s.objects))
        if len(out) > STEPS:
            break
    return out


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_plain_and_caching_machines_are_one(program: Program) -> None:
    assert graph(Machine(program)) == graph(CachingMachine(program))


def test_so_are_those_with_a_scheduler() -> None:
    program = PROGRAMS["philosophers"]
    assert graph(ScheduledMachine(program, gmp(2))) == graph(CachingScheduledMachine(program, gmp(2)))
