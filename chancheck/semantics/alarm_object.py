"""An alarm as an object: what the rules of timers and of package context share."""

from __future__ import annotations

from chancheck.program.cells import Cells

ALARM = Cells("internal/clock.Alarm", armed=1, when=1, period=1)
ARMED, INSTANT, PERIOD = ALARM["armed"], ALARM["when"], ALARM["period"]
OFF, SINGLE, AGAIN = 0, 1, 2  # values of the first
