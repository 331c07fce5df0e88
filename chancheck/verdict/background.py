"""Goroutines that package initialisation started: they belong to the package, and are no leaks of its tests."""

from __future__ import annotations

from chancheck.machine.step import Stack
from chancheck.program.program import Program
from chancheck.verdict.replay import Run
from chancheck.verdict.waits import Background

RUNNERS = ("testing.runTest", "testing.runExample", "testing.runFuzz")


def is_background(program: Program, run: Run, i: int) -> bool:
    """Whether a goroutine of the final state was started, by one or more `go` statements, by what runs before or after
    the test."""
    if program.root_ends_all or run.ids[i] == 1:
        return False
    id, people = run.ids[i], run.people
    while id > 1:
        if starts_test(program, people[id].started_from):
            return False
        id = people[id].creator
    return True


def starts_test(program: Program, stack: Stack) -> bool:
    return any(program.functions[function].name in RUNNERS for function, _ in stack)


def remark(program: Program, run: Run, goroutines: tuple[int, ...]) -> Background | None:
    """What to say of those among goroutines that stay for ever."""
    places = {program.places[run.people[run.ids[i]].place] for i in goroutines if is_background(program, run, i)}
    return Background(tuple(sorted(places))) if places else None
