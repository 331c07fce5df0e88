"""Goroutines that package initialisation started: they belong to the package, and are no leaks of its tests."""

from __future__ import annotations

from chancheck.machine.step import Stack
from chancheck.program.program import Program
from chancheck.verdict.replay import Run
from chancheck.verdict.waits import Background

TEST = "testing.RunTest"


def is_background(program: Program, run: Run, i: int) -> bool:
    """Whether a goroutine of the final state, or the goroutine that started it, and so on, was started before the
    test."""
    if program.root_ends_all:
        return False
    id, people = run.ids[i], run.people
    while people[id].creator > 1:
        id = people[id].creator
    return people[id].creator == 1 and not starts_test(program, people[id].started_from) and id < test_of(program, run)


def test_of(program: Program, run: Run) -> int:
    """The goroutine of the test; above all others where it has not started."""
    tests = (p.id for p in run.people.values() if p.creator == 1 and starts_test(program, p.started_from))
    return min(tests, default=max(run.people) + 1)


def starts_test(program: Program, stack: Stack) -> bool:
    return any(program.functions[function].name == TEST for function, _ in stack)


def remark(program: Program, run: Run, goroutines: tuple[int, ...]) -> Background | None:
    """What to say of those among goroutines that stay for ever."""
    places = {program.places[run.people[run.ids[i]].place] for i in goroutines if is_background(program, run, i)}
    return Background(tuple(sorted(places))) if places else None
