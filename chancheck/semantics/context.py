"""context: cancelling a node is one step, as Go does it under the node's lock."""

from __future__ import annotations

from chancheck.program.rules import Acquire, Arg, Clock, Int, Operation, Release, Result, Rule, SetSlot, Slot, Telling
from chancheck.semantics.channel_object import CLOSED, CLOSING

done, state = Arg(0), Arg(1)
cancelled = Slot(state, 0)

FINISH = Operation(
    "context.finish",
    ("done", "state"),
    (
        Rule(
            "cancel",
            ~cancelled,
            (
                SetSlot(state, 0, Int(1)),
                SetSlot(done, CLOSED, Int(1)),
                Release(CLOSING),
                Release(Clock(state)),
                Result(0, Int(1)),
            ),
            "The first cancellation closes Done.",
            cite="context/context.go cancelCtx.cancel",
        ),
        Rule("again", cancelled, (Result(0, Int(0)),), "Later ones do nothing.", cite="context, CancelFunc"),
    ),
    text="A call of a CancelFunc, or a deadline that passes.",
    last_first=True,
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

OPERATIONS = (FINISH, LOOK)
