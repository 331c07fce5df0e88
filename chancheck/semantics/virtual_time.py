"""Time with a clock (`--time virtual`, testing/synctest).

Computation takes no time. The clock stands still while any goroutine can run, and otherwise jumps to the next instant
for which a goroutine waits. Instants are compared exactly; events due at one instant may come in any order. Other
operations are as without a clock.
"""

from __future__ import annotations

from chancheck.program.rules import (
    PRESENT,
    Acquire,
    Arg,
    Bin,
    Due,
    Effect,
    Expr,
    Int,
    Operation,
    Pass,
    Release,
    Result,
    Rule,
    SetSlot,
    Slot,
)
from chancheck.records import replace
from chancheck.semantics.alarm_object import AGAIN, ARMED, INSTANT, OFF, PERIOD, SINGLE
from chancheck.semantics.channel_object import (
    ARMING,
    EXPIRED,
    ONCE,
    TICKING,
    TIMER,
    UNARMED,
    WHEN,
    ch,
    closed,
    length,
    timer,
)
from chancheck.semantics.channel_object import PERIOD as CHANNEL_PERIOD
from chancheck.semantics.channels import RECV
from chancheck.semantics.context import EXPIRE
from chancheck.semantics.context import alarm as EXPIRING
from chancheck.semantics.timers import ARM, FIRE, PAUSE, REARM, SETTING, alarm, armed

NOW = Int(PRESENT)


def past(when: Expr) -> Expr:
    """`when`, but not later than now."""
    return NOW - Bin("band", NOW - when, Int(0) - (when < NOW))


def next_tick(when: Expr, period: Expr) -> Expr:
    """The first instant after now, and after `when`, that lies a whole number of periods after `when`."""
    missed = Bin("div", NOW - past(when), period)
    return when + Bin("mul", missed + 1, period)


PASSES = Operation(
    "clock.pass",
    ("nothing", "readings"),
    (
        Rule(
            "pass",
            Due() > NOW,
            (Pass(Due()),),
            "When no goroutine can run, the clock jumps to the next instant for which one waits.",
            cite="testing/synctest",
            pace="idle",
        ),
    ),
    waiting="clock",
    text="The runtime's clock.",
)

until = Arg(1)
SLEEPS = replace(
    PAUSE,
    rules=(
        Rule(
            "wake", until <= NOW, (), "A sleep ends at its instant; it orders nothing.", cite="time, Sleep", timed=True
        ),
    ),
    due=until,
)

instant, period = Slot(alarm, INSTANT), Slot(alarm, PERIOD)
FIRES = replace(
    FIRE,
    rules=(
        Rule(
            "fire",
            armed.eq(SINGLE) & (instant <= NOW),
            (SetSlot(alarm, ARMED, Int(OFF)), SetSlot(alarm, INSTANT, Int(0)), Acquire(SETTING)),
            "An armed alarm goes off at its instant.",
            cite="time, AfterFunc",
            timed=True,
        ),
        Rule(
            "again",
            armed.eq(AGAIN) & (instant <= NOW),
            (SetSlot(alarm, INSTANT, next_tick(instant, period)), Acquire(SETTING)),
            "A periodic alarm goes off again at the next multiple of its period.",
            cite="time, NewTicker; runtime/time.go unlockAndRun",
            timed=True,
        ),
    ),
    due=Bin("mul", armed.ne(OFF), instant),
)

deadline, due = Slot(EXPIRING, INSTANT), Slot(EXPIRING, ARMED)
EXPIRES = replace(
    EXPIRE,
    rules=(
        replace(
            EXPIRE.rules[0],
            guard=due.eq(SINGLE) & (deadline <= NOW),
            text="An armed deadline passes at its instant, and closes Done in the same step.",
        ),
    ),
    due=Bin("mul", due.ne(OFF), deadline),
)

when = Slot(ch, WHEN)
set_timer: tuple[Effect, ...] = (
    SetSlot(ch, TIMER, Arg(1)),
    SetSlot(ch, WHEN, Arg(2)),
    SetSlot(ch, CHANNEL_PERIOD, Arg(3)),
)
ARMS = replace(
    ARM,
    rules=(
        Rule(
            "arm",
            Int(1),
            (*set_timer, Release(ARMING)),
            "A new timer's channel is ready at its instant.",
            cite="time, NewTimer; runtime/time.go",
        ),
    ),
)
REARMS = replace(
    REARM,
    rules=(replace(REARM.rules[0], effects=(Result(0, timer), *set_timer, Release(ARMING))),),
)

once, ticking = timer.eq(ONCE) | timer.eq(EXPIRED), timer.eq(TICKING)
RECEIVES = replace(
    RECV,
    rules=(
        *(rule for rule in RECV.rules if rule.name not in ("timer", "ticker")),
        Rule(
            "timer",
            once & (when <= NOW),
            (
                Result(0, when),
                Result(1, Int(1)),
                SetSlot(ch, TIMER, Int(UNARMED)),
                SetSlot(ch, WHEN, Int(0)),
                Acquire(ARMING),
            ),
            "A timer gives one time when its instant has come, and is unarmed then.",
            cite="time, NewTimer; runtime/time.go since Go 1.23",
            timed=True,
        ),
        Rule(
            "ticker",
            ticking & (when <= NOW),
            (
                Result(0, when),
                Result(1, Int(1)),
                SetSlot(ch, WHEN, next_tick(when, Slot(ch, CHANNEL_PERIOD))),
                Acquire(ARMING),
            ),
            "A ticker gives the time of the first tick not received; further ones that were missed are lost.",
            cite="time, NewTicker; runtime/time.go unlockAndRun",
            timed=True,
        ),
    ),
    gives_up=length.eq(0) & ~closed & ~((once | ticking) & (when <= NOW)),
    due=Bin("mul", once | ticking, when),
)

OPERATIONS = (PASSES, SLEEPS, FIRES, EXPIRES, ARMS, REARMS, RECEIVES)
