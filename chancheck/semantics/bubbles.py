"""Bubbles: tests with a clock of their own (testing/synctest), which all of the program has then (virtual.py)."""

from __future__ import annotations

from chancheck.program.rules import PRESENT, Due, Goroutines, Int, Learn, Operation, Result, Rule

NOW = Int(PRESENT)
"""A wait for this instant keeps the clock from moving."""

RESTS = Operation(
    "clock.rest",
    (),
    (
        Rule(
            "rest",
            Due() >= NOW,
            (Learn(),),
            "When no goroutine can run at this instant, synctest.Wait returns before the clock moves.",
            cite="testing/synctest, Wait; runtime/synctest.go",
            pace="idle",
        ),
    ),
    due=NOW,
    waiting="synctest.Wait",
    text="`synctest.Wait()`.",
)

CALMS = Operation(
    "clock.calm",
    (),
    (
        Rule(
            "calm",
            Due() >= NOW,
            (Result(0, Goroutines()), Learn()),
            "When no goroutine can run, a bubble is over: no more time passes in it. The number of goroutines "
            "then shows whether some are left.",
            cite="testing/synctest, Test; runtime/synctest.go synctestRun",
            pace="idle",
        ),
    ),
    due=NOW,
    waiting="synctest.Run",
    text="The beginning and the end of `synctest.Test`.",
)

OPERATIONS = (RESTS, CALMS)
