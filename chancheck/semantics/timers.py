"""Time, as models/internal/clock uses it: what has been armed may happen at any moment from then on."""

from __future__ import annotations

from chancheck.program.rules import Acquire, Arg, Int, Operation, Release, Result, Rule, SetSlot, Slot
from chancheck.program.rules import Clock as HappensBefore
from chancheck.semantics.channels import ARMING, TIMER, ch, timer

alarm = Arg(0)
armed = Slot(alarm, 0)
SETTING = HappensBefore(alarm)

PAUSE = Operation(
    "time.Sleep",
    (),
    (Rule("wake", Int(1), (), "A sleep may end at any moment; it orders nothing.", cite="time, Sleep"),),
    waiting="sleep",
    text="`time.Sleep(d)` for a positive d.",
)

FIRE = Operation(
    "alarm.fire",
    ("alarm",),
    (
        Rule(
            "fire",
            armed,
            (SetSlot(alarm, 0, Int(0)), Acquire(SETTING)),
            "An armed alarm goes off at any moment, once.",
            cite="time, AfterFunc",
        ),
    ),
    waiting="timer",
    text="The runtime's part of `time.AfterFunc` and of a context's deadline.",
)

SET = Operation(
    "alarm.set",
    ("alarm", "armed"),
    (
        Rule(
            "set",
            Int(1),
            (Result(0, armed), SetSlot(alarm, 0, Arg(1)), Release(SETTING)),
            "Stop and Reset tell whether the timer was armed.",
            cite="time, Timer.Stop and Timer.Reset",
        ),
    ),
    text="`t.Stop()` and `t.Reset(d)` of a timer with a function.",
)

ARM = Operation(
    "timer.arm",
    ("channel", "state"),
    (
        Rule(
            "arm",
            Int(1),
            (SetSlot(ch, TIMER, Arg(1)), Release(ARMING)),
            "A new timer's channel is ready at any moment; at once if the duration is not positive.",
            cite="time, NewTimer; runtime/time.go",
        ),
    ),
    eager=True,
    text="The start of `time.NewTimer`, `time.NewTicker` and `time.After`.",
)

REARM = Operation(
    "timer.rearm",
    ("channel", "state"),
    (
        Rule(
            "rearm",
            Int(1),
            (Result(0, timer), SetSlot(ch, TIMER, Arg(1)), Release(ARMING)),
            "Stop and Reset tell whether the timer was armed, also if its value was ready; no stale value is received.",
            cite="time, Timer.Stop and Timer.Reset since Go 1.23",
        ),
    ),
    text="`t.Stop()` and `t.Reset(d)` of a timer or ticker with a channel.",
)

OPERATIONS = (PAUSE, FIRE, SET, ARM, REARM)
