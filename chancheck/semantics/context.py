"""context: cancelling a node is one step, as Go does it under the node's lock."""

from __future__ import annotations

from chancheck.program.rules import Acquire, Arg, Clock, Int, Operation, Release, Result, Rule, SetSlot, Slot, Telling
from chancheck.semantics.alarm_object import ALARM, SINGLE
from chancheck.semantics.channel_object import CLOSED, CLOSING

done, state, alarm = Arg(0), Arg(1), Arg(2)
cancelled = Slot(state, 0)
cancel = (SetSlot(state, 0, Int(1)), SetSlot(done, CLOSED, Int(1)))

FINISH = Operation(
    "context.finish",
    ("done", "state"),
    (
        Rule(
            "cancel",
            ~cancelled,
            (*cancel, Release(CLOSING), Release(Clock(state)), Result(0, Int(1))),
            "The first cancellation closes Done.",
            cite="context/context.go cancelCtx.cancel",
        ),
        Rule("again", cancelled, (Result(0, Int(0)),), "Later ones do nothing.", cite="context, CancelFunc"),
    ),
    text="A call of a CancelFunc, or a parent that is cancelled.",
    last_first=True,
)

EXPIRE = Operation(
    "context.expire",
    ("done", "state", "alarm"),
    (
        Rule(
            "expire",
            ALARM.of(alarm, "armed").eq(SINGLE),
            cancel,  # it orders nothing: what its helper knows, every goroutine with the context knows
            "An armed deadline passes at any moment, and closes Done in the same step.",
            cite="context, WithDeadlineCause",
            timed=True,
        ),
    ),
    waiting="timer",
    text="A deadline that passes.",
    clocked=True,
)

LOOK = Operation(
    "context.look",
    ("state",),
    (
        Rule("alive", ~Slot(Arg(0), 0), (Result(0, Int(0)),), "Err is nil before.", cite="context, Context.Err"),
        Rule(
            "cancelled",
            Slot(Arg(0), 0),
            (Result(0, Int(1)), Acquire(Clock(Arg(0)))),
            "Err is set after; what was done before the cancellation is seen.",
            cite="context, Context.Err",
        ),
    ),
    text="`ctx.Err()` and `context.Cause(ctx)`.",
    telling=Telling("Err", looks=True),
)

OPERATIONS = (FINISH, EXPIRE, LOOK)
