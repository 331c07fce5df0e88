"""Which capacities to try next: z3 gives the least ones that nothing learnt so far rules out.

This is the only file that imports z3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import z3

SECONDS = 10.0
"""Seconds for one z3 query. After them the result is unknown, and the answer inconclusive."""

Vector = tuple[int, ...]


class Unknown(Exception):
    """z3 gave up."""


class Proposer:
    """Vectors of capacities within bounds (inclusive), the least first.

    objective: "total" (their sum), or "max" (the largest, then the sum). Ties: the first channel's capacity decides.
    """

    def __init__(self, bounds: Sequence[tuple[int, int]], objective: str) -> None:
        self.solver: Any = z3.Optimize()
        self.solver.set("timeout", int(SECONDS * 1000))
        self.capacities = [z3.Int(f"capacity{i}") for i in range(len(bounds))]
        for capacity, (lo, hi) in zip(self.capacities, bounds, strict=True):
            self.solver.add(lo <= capacity, capacity <= hi)
        if objective == "max":
            largest = z3.Int("largest")
            self.solver.add(*[capacity <= largest for capacity in self.capacities])
            self.solver.minimize(largest)
        self.solver.minimize(z3.Sum(self.capacities))
        for capacity in self.capacities:
            self.solver.minimize(capacity)

    def propose(self) -> Vector | None:
        """The least vector that is left; None when there is none. Raises Unknown."""
        answer = self.solver.check()
        if answer == z3.unknown:
            raise Unknown(self.solver.reason_unknown())
        if answer == z3.unsat:
            return None
        model = self.solver.model()
        return tuple(model.eval(capacity, model_completion=True).as_long() for capacity in self.capacities)

    def more_room(self, vector: Vector, channels: Sequence[int]) -> None:
        """Learn that one of these channels (by number) needs more than in `vector`; without any, that nothing helps."""
        self.solver.add(z3.Or([self.capacities[i] > vector[i] for i in channels]))
