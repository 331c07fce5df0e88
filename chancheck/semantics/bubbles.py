"""Bubbles: tests with a clock of their own (testing/synctest), which all of the program has then (virtual.py)."""

from __future__ import annotations

from dataclasses import replace

from chancheck.program.rules import PRESENT, Due, Goroutines, Int, Learn, Operation, Result, Rule
from chancheck.semantics import mutex, rwmutex

NOW = Int(PRESENT)
"""What waits for this instant does not let the clock move on."""

OVERDUE = Int(PRESENT - 1)
"""What waits for the past does not even let anybody rest."""

RESTS = Operation(
    "clock.rest",
    (),
    (
        Rule(
            "rest",
            Due() >= NOW,
            (Learn(),),
            "When nobody can go on at this instant, who waits for that does, before the clock moves.",
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
            "When nobody can go on, a bubble is over: no time passes in it any more. How many goroutines there are "
            "then tells whether some are left.",
            cite="testing/synctest, Test; runtime/synctest.go synctestRun",
            pace="idle",
        ),
    ),
    due=NOW,
    waiting="synctest.Run",
    text="The beginning and the end of `synctest.Test`.",
)

OPERATIONS = (RESTS, CALMS)

LOCKS = ("sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.RWMutex.announce", "sync.RWMutex.drain")

NOT_DURABLE = tuple(replace(op, due=OVERDUE) for op in (*mutex.OPERATIONS, *rwmutex.OPERATIONS) if op.name in LOCKS)
"""In a program with a bubble: while a goroutine waits for a lock, the bubble is not durably blocked (testing/synctest,
Blocking)."""
