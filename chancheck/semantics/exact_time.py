"""Time with a clock that moves when it is read (`--time exact`), as in tests of Go.

Timers are those of virtual time, but a microsecond late, and computation may take two: a timer that is due so soon may
fire while goroutines can run. A reading of the clock takes a nanosecond, which is nothing to timers. Where goroutines
do nothing but read the clock, time passes meanwhile.
"""

from __future__ import annotations

from chancheck.program.rules import Arg, Bin, Due, Expr, Int, Operation, Pass, Result, Rule, SetSlot, Slot
from chancheck.records import replace
from chancheck.semantics.timers import AGAIN, SINGLE, armed
from chancheck.semantics.virtual_time import (
    FIRES,
    NOW,
    PASSES,
    RECEIVES,
    SLEEPS,
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
TIMED = {"timer": once, "ticker": ticking}
RECEIVED = replace(
    RECEIVES,
    rules=tuple(received(rule, TIMED[rule.name]) if rule.name in TIMED else rule for rule in RECEIVES.rules),
)

readings, takes = Arg(1), Arg(2)
COUNT, STEP, LEAD = 0, 1, 2  # cells of readings, as in models/internal/clock
count, step, lead = Slot(readings, COUNT), Slot(readings, STEP), Slot(readings, LEAD)

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
            ),
        ),
    ),
)

MANY = 100
"""Readings between two jumps of the clock, after which a goroutine that reads it again counts as waiting for time."""

LONGEST = 1 << 40
"""Nanoseconds by which one reading moves the clock at most."""

polled = NOW + step + takes

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
        Rule(
            "poll",
            (count >= MANY) & (Due().eq(0) | (polled + SOON < Due())),
            (
                Pass(polled),
                Result(0, NOW + lead),
                SetSlot(readings, STEP, step + Bin("mul", step, step < LONGEST)),
            ),
            "Where goroutines only read the clock again and again, time passes meanwhile.",
            cite="time, Now",
            pace="idle",
        ),
        Rule(
            "until",
            (count >= MANY) & (Due() > NOW) & (Due() <= polled + SOON),
            (Pass(Due(), Int(SOON)), Result(0, NOW + lead)),
            "Time that passes while goroutines read the clock does not pass by an instant for which one waits.",
            cite="time, Now",
            pace="idle",
        ),
    ),
    waiting="clock",
    text="`time.Now()` with `--time exact`.",
)

OPERATIONS = (JUMPS, READS, WOKEN, FIRED, RECEIVED)
