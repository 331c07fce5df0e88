"""Time with a clock that moves when it is read (`--time exact`), as in tests of Go.

Timers are those of virtual time, but a microsecond late, and computation may take two: a timer that is due so soon may
fire while goroutines can run. A reading of the clock takes a nanosecond, which is nothing to timers. Where goroutines
do nothing but read the clock, time passes meanwhile.
"""

from __future__ import annotations

from chancheck.program.rules import Arg, Bin, Due, Effect, Expr, Int, Operation, Pass, Result, Rule, SetSlot, Slot
from chancheck.records import replace
from chancheck.semantics.alarm_object import AGAIN, SINGLE
from chancheck.semantics.timers import armed
from chancheck.semantics.virtual_time import (
    EXPIRES,
    FIRES,
    NOW,
    PASSES,
    RECEIVES,
    SLEEPS,
    deadline,
    due,
    instant,
    once,
    past,
    ticking,
    until,
    when,
)

SOON = 2_001
"""Nanoseconds that a stretch of computation may take: more than a timer is late by (models/internal/clock), so that two
short sleeps and one long sleep may end in either order. By as much a jump of the clock moves what is read from it ahead
of timers, so that no timer is early for those who read the clock."""


def soon(rule: Rule, waits: Expr, at: Expr) -> Rule:
    """A timer's rule, possible where its instant is at most SOON away."""
    return replace(rule, name=f"{rule.name} soon", guard=waits & (at <= NOW + SOON))


def received(rule: Rule, waits: Expr) -> Rule:
    """The same for a timer's channel. The time that it gives does not lie in the future."""
    given = (Result(0, past(when)), *rule.effects[1:])
    return replace(soon(rule, waits, when), effects=given)


WOKEN = replace(SLEEPS, rules=(soon(SLEEPS.rules[0], Int(1), until),))
FIRED = replace(
    FIRES, rules=(soon(FIRES.rules[0], armed.eq(SINGLE), instant), soon(FIRES.rules[1], armed.eq(AGAIN), instant))
)
PASSED = replace(EXPIRES, rules=(soon(EXPIRES.rules[0], due.eq(SINGLE), deadline),))
TIMED = {"timer": once, "ticker": ticking}
RECEIVED = replace(
    RECEIVES,
    rules=tuple(received(rule, TIMED[rule.name]) if rule.name in TIMED else rule for rule in RECEIVES.rules),
)

readings, takes = Arg(1), Arg(2)
COUNT, STEP, LEAD, YIELDED = 0, 1, 2, 3  # cells of readings, as in models/internal/clock
count, step, lead, yielded = (Slot(readings, cell) for cell in (COUNT, STEP, LEAD, YIELDED))

JUMPS = replace(
    PASSES,
    rules=(
        replace(
            PASSES.rules[0],
            name="jump",
            effects=(
                Pass(Due(), lead + SOON),
                SetSlot(readings, COUNT, Int(0)),
                SetSlot(readings, STEP, Int(1)),
                SetSlot(readings, LEAD, Int(0)),
                SetSlot(readings, YIELDED, Int(0)),
            ),
        ),
    ),
)

MANY = 100
"""Readings between two jumps of the clock, after which a goroutine that reads it again counts as waiting for time; so
does one that gives way again, after it has so often where no other goroutine could run."""

LONGEST = 1 << 40
"""Nanoseconds by which one reading moves the clock at most."""


def poll(often: Expr, takes: Expr, *results: Effect) -> tuple[Rule, ...]:
    """How time passes where goroutines do the same often, each time for so many nanoseconds."""
    polled = NOW + step + takes
    return (
        Rule(
            "poll",
            often & (Due().eq(0) | (polled + SOON < Due())),
            (Pass(polled), *results, SetSlot(readings, STEP, step + Bin("mul", step, step < LONGEST))),
            "Where goroutines only read the clock or give way again and again, time passes meanwhile.",
            cite="time, Now",
            pace="idle",
        ),
        Rule(
            "until",
            often & (Due() > NOW) & (Due() <= polled + SOON),
            (Pass(Due(), Int(SOON)), *results),
            "Time that passes while goroutines read the clock does not pass by an instant for which one waits.",
            cite="time, Now",
            pace="idle",
        ),
    )


READS = Operation(
    "clock.read",
    ("nothing", "readings", "takes"),
    (
        Rule(
            "read",
            count < MANY,
            (
                Result(0, NOW + lead + takes),
                SetSlot(readings, LEAD, lead + takes),
                SetSlot(readings, COUNT, count + 1),
            ),
            "A reading of the clock takes a nanosecond.",
            cite="time, Monotonic Clocks",
        ),
        *poll(count >= MANY, takes, Result(0, NOW + lead)),
    ),
    waiting="clock",
    text="`time.Now()` with `--time exact`.",
)

YIELDS = Operation(
    "clock.yield",
    ("nothing", "readings"),
    (
        Rule(
            "yield",
            yielded < MANY,
            (),
            "Gosched lets others run; it orders nothing.",
            cite="runtime, Gosched",
            pace="patient",
        ),
        Rule(
            "alone",
            yielded < MANY,
            (SetSlot(readings, YIELDED, yielded + 1),),
            "Where no other goroutine can run, it counts.",
            cite="runtime, Gosched",
            pace="idle",
        ),
        *poll(yielded >= MANY, Int(1)),
    ),
    waiting="runnable",
    due=Bin("mul", yielded < MANY, NOW),
    text="`runtime.Gosched()` with `--time exact`.",
    yields=True,
)

OPERATIONS = (JUMPS, READS, YIELDS, WOKEN, FIRED, PASSED, RECEIVED)
