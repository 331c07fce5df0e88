"""Time with a clock that moves when it is read (`--time exact`), as in tests of Go.

Timers are those of virtual time, but a microsecond late, and computation may take two: a timer that is due so soon may
fire while goroutines can run. A reading of the clock takes a nanosecond. Where goroutines do nothing but read the
clock, time passes meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

from chancheck.program.rules import Arg, Bin, Due, Expr, Int, Operation, Pass, Result, Rule, SetSlot, Slot
from chancheck.semantics.timers import AGAIN, SINGLE, armed
from chancheck.semantics.virtual_time import FIRES, NOW, PASSES, RECEIVES, SLEEPS, instant, once, ticking, until, when

SOON = 2_001
"""Nanoseconds that a stretch of computation may take: more than a timer is late by (models/internal/clock), so that two
short sleeps and one long sleep may end in either order."""


def soon(rule: Rule, waits: Expr, at: Expr) -> Rule:
    """A timer's rule, possible where its instant is at most SOON away. The clock moves on to the instant."""
    moved = Pass(NOW + Bin("mul", at - NOW, at > NOW))
    return replace(rule, name=f"{rule.name} soon", guard=waits & (at <= NOW + SOON), effects=(moved, *rule.effects))


WOKEN = replace(SLEEPS, rules=(soon(SLEEPS.rules[0], Int(1), until),))
FIRED = replace(
    FIRES, rules=(soon(FIRES.rules[0], armed.eq(SINGLE), instant), soon(FIRES.rules[1], armed.eq(AGAIN), instant))
)
TIMED = {"timer": once, "ticker": ticking}
RECEIVED = replace(
    RECEIVES, rules=tuple(soon(rule, TIMED[rule.name], when) if rule.name in TIMED else rule for rule in RECEIVES.rules)
)

readings = Arg(1)
COUNT, STEP = 0, 1  # cells of readings, as in models/internal/clock
count, step = Slot(readings, COUNT), Slot(readings, STEP)

JUMPS = replace(
    PASSES,
    rules=(
        replace(
            PASSES.rules[0],
            name="jump",
            effects=(*PASSES.rules[0].effects, SetSlot(readings, COUNT, Int(0)), SetSlot(readings, STEP, Int(1))),
        ),
    ),
)

MANY = 100
"""Readings between two jumps of the clock, after which a goroutine that reads it again counts as waiting for time."""

LONGEST = 1 << 40
"""Nanoseconds by which one reading moves the clock at most."""

READS = Operation(
    "clock.read",
    ("nothing", "readings"),
    (
        Rule(
            "read",
            count < MANY,
            (Pass(NOW + 1), Result(0, NOW), SetSlot(readings, COUNT, count + 1)),
            "A reading of the clock takes a nanosecond.",
            cite="time, Monotonic Clocks",
        ),
        Rule(
            "poll",
            (count >= MANY) & (Due().eq(0) | (NOW + step < Due())),
            (
                Pass(NOW + step),
                Result(0, NOW),
                SetSlot(readings, STEP, step + Bin("mul", step, step < LONGEST)),
            ),
            "Where goroutines only read the clock again and again, time passes meanwhile.",
            cite="time, Now",
            pace="idle",
        ),
        Rule(
            "until",
            (count >= MANY) & (Due() > NOW) & (Due() <= NOW + step),
            (Pass(Due()), Result(0, NOW)),
            "Time that passes while goroutines read the clock does not pass by an instant for which one waits.",
            cite="time, Now",
            pace="idle",
        ),
    ),
    waiting="clock",
    text="`time.Now()` with `--time exact`.",
)

OPERATIONS = (JUMPS, READS, WOKEN, FIRED, RECEIVED)
