"""A channel as an object: what the rules of channels, of timers and of package context share."""

from __future__ import annotations

from chancheck.program.rules import Arg, Clock, Count, Slot

CAP, CLOSED, TIMER, WHEN, PERIOD = range(5)  # cells of the header
HEADERS = {
    "any": (("cap", "closed", "timer"), "iii"),
    "virtual": (("cap", "closed", "timer", "when", "period"), "iiiwi"),
}
"""Their names and kinds; only with a clock it matters when a timer's channel is ready, and its period."""
UNARMED, ONCE, EXPIRED, TICKING = range(1, 5)  # as in models/internal/clock

ch = Arg(0)
cap, closed, timer = Slot(ch, CAP), Slot(ch, CLOSED), Slot(ch, TIMER)
length = Count(ch)

CLOSING = Clock(ch, 0)  # what happened before the close
ARMING = Clock(ch, 1)  # what happened before the timer was set
