"""The trace of a state: among the shortest that lead to it, one with the fewest context switches."""

from __future__ import annotations

from chancheck.machine.step import Successor
from chancheck.machine.transition import Transition

NOBODY = -1
Way = tuple[int, int, Transition]
"""The state before, the goroutine (in that state) that had moved last, and the step."""


class Runs:
    """For each state its depth, the least number of changes on a shortest run to it, and for every goroutine that can
    have moved last on such a run (its index in the state; NOBODY: one that has ended) the last step.

    Runs with one change more than the least need not be kept: one change makes up for any difference in the goroutine
    that moved last.
    """

    def __init__(self) -> None:
        self.depths: list[int] = [0]
        self.changes: list[int] = [0]
        self.ways: list[dict[int, Way]] = [{}]

    def cost(self, n: int, goroutine: int) -> int:
        """Changes on the best run to state n that continues with a step of a goroutine of it."""
        ways = self.ways[n]
        return self.changes[n] + (1 if ways and goroutine not in ways else 0)

    def reach(self, parent: int, s: Successor, n: int) -> None:
        """A step from one state to state n, which is new if it is the next number."""
        if n < len(self.depths) and self.depths[n] != self.depths[parent] + 1:
            return
        mover = s.transition.goroutine
        cost = self.cost(parent, mover)
        last = s.origin.index(mover) if mover in s.origin else NOBODY
        if n == len(self.depths):
            self.depths.append(self.depths[parent] + 1)
            self.changes.append(cost)
            self.ways.append({})
        elif cost > self.changes[n] or (cost == self.changes[n] and last in self.ways[n]):
            return
        if cost < self.changes[n]:
            self.changes[n] = cost
            self.ways[n] = {}
        self.ways[n][last] = (parent, self.before(parent, mover), s.transition)

    def before(self, n: int, goroutine: int) -> int:
        """Who is best to have moved last in state n before a goroutine of it does."""
        ways = self.ways[n]
        return goroutine if goroutine in ways or not ways else next(iter(ways))

    def trace(self, n: int, goroutine: int = NOBODY) -> tuple[Transition, ...]:
        """The steps of the best run to state n after which the given goroutine of it steps."""
        steps: list[Transition] = []
        last = self.before(n, goroutine)
        while n:
            n, last, t = self.ways[n][last]
            steps.append(t)
        return tuple(reversed(steps))
