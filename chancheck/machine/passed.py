"""How much time a step takes."""

from __future__ import annotations

from typing import NamedTuple


class Passed(NamedTuple):
    """How much time: `instants` by the timers, `readings` by the clock that the program reads."""

    instants: int = 0
    readings: int = 0

    def of(self, kind: str) -> int:
        return self.instants if kind == "w" else self.readings if kind == "c" else 0

    def and_then(self, other: Passed) -> Passed:
        return Passed(self.instants + other.instants, self.readings + other.readings)
