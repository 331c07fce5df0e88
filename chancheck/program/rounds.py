"""In which order the points-to analysis takes instructions: those that read a set which has grown, in rounds."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import cycle

from chancheck.deadline import poll
from chancheck.program.targets import Place, Targets


def ranked(order: list[int]) -> list[int]:
    """The place of each number in an order of all of them."""
    ranks = [0] * len(order)
    for rank, n in enumerate(order):
        ranks[n] = rank
    return ranks


class Rounds:
    """Functions are numbered as they are reached: in one round their instructions come before those of functions that
    they call, and in the next one behind. places: of all instructions."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self.ranks: list[int] = []  # of the places, in the order of the current round
        self.reader: int | None = None  # the current instruction, as a position in `places`
        self.waiting, self.queued = list[int](), set[int]()  # ranks in this round, a heap; positions
        self.later = list(range(len(places)))

    def run(self, take_in: Callable[[int, int], None], between: Callable[[], None]) -> None:
        """Until no instruction waits. take_in: an instruction by its function and index; between: after each round."""
        places, positions = self.places, range(len(self.places))
        orders = cycle((list(positions), sorted(positions, key=lambda n: (-places[n][0], places[n][1]))))
        while self.later:
            order = next(orders)
            self.ranks = ranked(order)
            self.waiting, self.later = sorted(self.ranks[n] for n in self.later), []
            self.queued = {order[rank] for rank in self.waiting}
            while self.waiting:
                poll()
                self.reader = order[heappop(self.waiting)]
                self.queued.discard(self.reader)
                take_in(*places[self.reader])
            self.reader = None
            between()
        self.ranks = []

    def grown(self, targets: Targets) -> None:
        """The instructions that read it wait again."""
        ranks = self.ranks
        for reader in targets.readers - self.queued if targets.readers else ():
            self.queued.add(reader)
            if self.reader is not None and ranks[reader] > ranks[self.reader]:
                heappush(self.waiting, ranks[reader])
            else:
                self.later.append(reader)

    def read(self, targets: Targets) -> Targets:
        """Note that the current instruction depends on it."""
        if self.reader is not None:
            targets.readers = targets.readers or set()
            targets.readers.add(self.reader)
        return targets
