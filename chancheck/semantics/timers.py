"""Time without a clock (`--time any`): what has been armed may happen at any moment from then on."""

from __future__ import annotations

from chancheck.program.rules import Acquire, Arg, Int, Operation, Release, Result, Rule, SetSlot, Telling
from chancheck.program.rules import Clock as HappensBefore
from chancheck.semantics.alarm_object import AGAIN, ALARM, ARMED, INSTANT, OFF, PERIOD, SINGLE
from chancheck.semantics.channel_object import ARMING, TIMER, ch, timer

alarm = Arg(0)
armed = ALARM.of(alarm, "armed")
SETTING = HappensBefore(alarm)

AWHILE = frozenset({
    "time.Sleep", "time.After", "time.NewTimer", "time.AfterFunc", "time.(*Timer).Reset",
    "context.WithTimeout", "context.WithTimeoutCause",
})  # fmt: skip
"""Functions that let time pass. Only a constant duration is known to expire at once, if it is not positive."""

PAUSE = Operation(
    "time.Sleep",
    ("nothing", "until"),
    (Rule("wake", Int(1), (), "A sleep may end at any moment; it orders nothing.", cite="time, Sleep", timed=True),),
    waiting="sleep",
    text="`time.Sleep(d)` for a positive d.",
    sleeps=True,
    clocked=True,
)

FIRE = Operation(
    "alarm.fire",
    ("alarm",),
    (
        Rule(
            "fire",
            armed.eq(SINGLE),
            (SetSlot(alarm, ARMED, Int(OFF)), Acquire(SETTING)),
            "An armed alarm goes off at any moment, once.",
            cite="time, AfterFunc",
            timed=True,
        ),
        Rule(
            "again",
            armed.eq(AGAIN),
            (Acquire(SETTING),),
            "A periodic alarm can always go off again.",
            cite="time, NewTicker before Go 1.23",
            timed=True,
        ),
    ),
    waiting="timer",
    text="The runtime's part of `time.AfterFunc`, of a context's deadline, and of all timers before Go 1.23.",
    clocked=True,
)

AWAIT = Operation(
    "alarm.await",
    ("alarm",),
    (
        Rule(
            "come",
            armed.eq(SINGLE),
            (SetSlot(alarm, ARMED, Int(OFF)), Acquire(SETTING)),
            "A signal may come at any moment, or never.",
            cite="os/signal, Notify",
            pace="patient",
        ),
        Rule(
            "again",
            armed.eq(AGAIN),
            (Acquire(SETTING),),
            "A client may always come again.",
            cite="net, Listener.Accept",
            pace="patient",
        ),
    ),
    waiting="IO wait",
    text="An event from outside the program.",
    telling=Telling(outside=True),
)

SET = Operation(
    "alarm.set",
    ("alarm", "armed", "when", "period"),
    (
        Rule(
            "set",
            Int(1),
            (
                Result(0, armed),
                SetSlot(alarm, ARMED, Arg(1)),
                SetSlot(alarm, INSTANT, Arg(2)),
                SetSlot(alarm, PERIOD, Arg(3)),
                Release(SETTING),
            ),
            "Stop and Reset return whether the timer was armed.",
            cite="time, Timer.Stop and Timer.Reset",
        ),
    ),
    text="`t.Stop()` and `t.Reset(d)` of a timer with a function, and of all timers before Go 1.23.",
)

ARM = Operation(
    "timer.arm",
    ("channel", "state", "when", "period"),
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
    clocked=True,
)

REARM = Operation(
    "timer.rearm",
    ("channel", "state", "when", "period"),
    (
        Rule(
            "rearm",
            Int(1),
            (Result(0, timer), SetSlot(ch, TIMER, Arg(1)), Release(ARMING)),
            "Stop and Reset return whether the timer was armed, even with its value ready; no stale value is received.",
            cite="time, Timer.Stop and Timer.Reset since Go 1.23",
        ),
    ),
    text="`t.Stop()` and `t.Reset(d)` of a timer or ticker with a channel.",
)

OPERATIONS = (PAUSE, FIRE, AWAIT, SET, ARM, REARM)
