"""Analyses of recent programs are kept; those that have to be in time are tried again where there is more of it."""

from __future__ import annotations

import time

from chancheck.deadline import bounded, poll
from chancheck.program.latest import KEPT, InTime, Latest
from chancheck.program.program import Function, Instr, Program


def program(instructions: int = 1) -> Program:
    return Program(functions=[Function("f", [Instr("goexit", ())] * instructions, "r", 0, 0)])


def test_what_was_asked_for_last_is_kept_longest() -> None:
    made: list[Program] = []
    latest = Latest[int](lambda p: made.append(p) or len(made))
    first, *others = [program() for _ in range(KEPT + 2)]
    for other in others:
        assert latest(first) == 1
        latest(other)
    assert latest.known(others[0]) is None
    assert [p is q for p, q in zip(made, (first, *others), strict=True)] == [True] * len(made)


class Slow:
    """An analysis that takes so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.begun = seconds, 0

    def __call__(self, program: Program) -> str:
        self.begun += 1
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            poll()
        return "found"


def test_what_took_too_long_is_tried_again_with_twice_the_time() -> None:
    slow, one = Slow(0.08), program()
    found = InTime(slow, part=0.5, pace=0.0)
    for seconds, answer, begun in ((0.04, None, 1), (0.06, None, 1), (1.0, "found", 2), (0.01, "found", 2)):
        with bounded(seconds):
            assert (found(one), slow.begun) == (answer, begun)


def test_what_typically_takes_longer_is_not_begun() -> None:
    slow = Slow(0.0)
    found = InTime(slow, part=0.5, pace=0.001)
    with bounded(1.0):
        assert found(program(1000)) is None
        assert found(program(100)) == "found"
    assert found(program(1000)) == "found"
    assert slow.begun == 2
