"""The driver of a partitioned search: breadth first, level by level, over shards that own their states.

A level ends when every shard has expanded its states and every batch has been entered; the search ends with a level
that has no states. All answers are those of one process with the same options: a state has one owner, so that it is
counted once, and it is entered in the level of its first arrival, so that runs are shortest.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from chancheck.cluster.checkpoints import Checkpoints, Progress
from chancheck.cluster.part import Job
from chancheck.cluster.transport import Lost, Transport
from chancheck.explore.engine import Limits, Options, Statistics

if TYPE_CHECKING:
    from chancheck._core import ShardState

ATTEMPTS = 5
"""Times that a search begins again at the same checkpoint, before it is given up."""

GIVEN_UP = "workers"
"""The limit of a search that was given up."""


class Ended(Exception):
    """A limit of the search was met."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class Partitioned:
    """One search. limit: what ended it; "" if it is complete. losses: shards that were replaced."""

    def __init__(self, job: Job, options: Options, transport: Transport, interval: float | None = None) -> None:
        self.job, self.options, self.transport = job, options, transport
        self.limits: Limits = options.limits
        self.began, self.found_at = time.monotonic(), -1.0
        self.checkpoints = Checkpoints(transport.count, interval)
        self.progress = Progress.none(transport.count)
        self.limit, self.losses, self.transitions, self.memory = "", 0, 0, 0
        self.total = self.frontier = 0
        self.at_level: Callable[[int], None] = lambda depth: None

    def seconds(self) -> float:
        return time.monotonic() - self.began

    def until_kept(self, work: Callable[[], None]) -> None:
        """Do this with shards that are at the last checkpoint; again when one is lost."""
        attempts, kept = 0, -1
        while True:
            try:
                self.begin()
                work()
                return
            except Lost:
                self.losses += 1
                attempts = attempts + 1 if self.checkpoints.last.states == kept else 1
                kept = self.checkpoints.last.states
                if attempts >= ATTEMPTS:
                    self.limit = GIVEN_UP
                    return

    def begin(self) -> None:
        begins = self.checkpoints.begins()
        self.transport.begin(self.job, begins)
        self.progress = self.checkpoints.last.copy()
        if not begins[0].logs:
            self.note_level([state["states"] for state in self.transport.each("state")])

    def note_level(self, sizes: list[int]) -> None:
        """So many states there are, in each shard."""
        for starts, size in zip(self.progress.levels, sizes, strict=True):
            starts.append(size)

    def levels(self) -> None:
        """Expands level after level. The first call of a level says that the one before is done."""
        advance = False
        while True:
            self.at_level(self.progress.depth)
            if self.limits.depth is not None and self.progress.depth >= self.limits.depth:
                raise Ended("depth")
            sizes = self.rounds("expand", "insert", advance)
            if sizes == [starts[-1] for starts in self.progress.levels]:
                return
            self.note_level(sizes)
            advance = True
            if self.checkpoints.is_due():
                self.keep()

    def keep(self) -> None:
        logs = self.transport.each("log")
        self.checkpoints.keep(self.with_seen(), logs)

    def with_seen(self) -> Progress:
        """The progress with what the present shards have seen."""
        progress = self.progress.copy()
        for before, now in zip(progress.seen, self.transport.each("seen"), strict=True):
            before.append(now)
        return progress

    def rounds(self, give: str, take: str, *first: bool) -> list[int]:
        """Until all shards are done, and all that they gave is taken. How many states they have. first: what `give`
        gets at first; later that is False."""
        done: list[bool] = [False]
        states: list[ShardState] = []
        while not all(done):
            done, states = self.transport.exchange(give, take, *first)
            self.look(states)
            first = (False,) * len(first)
        return [state["states"] for state in states]

    def look(self, states: list[ShardState]) -> None:
        """Raises Ended where a limit is met. states: of all shards."""
        met = next((str(state["limit"]) for state in states if state["limit"]), "")
        self.transitions = sum(seen.transitions for each in self.progress.seen for seen in each)
        self.transitions += sum(number(state, "transitions") for state in states)
        self.memory = max(self.memory, sum({state["pid"]: number(state, "peak") for state in states}.values()))
        self.total = total = sum(number(state, "states") for state in states)
        self.frontier = sum(number(state, "left") for state in states)
        if any(state["defect"] for state in states) and self.found_at < 0:
            self.found_at = self.seconds()
        limits = self.limits
        if met:
            raise Ended(met)
        if limits.states is not None and total >= limits.states:
            raise Ended("states")
        if limits.seconds is not None and self.seconds() >= limits.seconds:
            raise Ended("seconds")
        if limits.patience is not None and self.found_at >= 0 and self.seconds() >= self.found_at + limits.patience:
            raise Ended("patience")
        if self.options.progress is not None and self.options.progress(self.statistics()):
            raise Ended("interrupt")

    def statistics(self) -> Statistics:
        """So far."""
        depth, name = self.progress.depth, "native"
        return Statistics(self.total, self.transitions, depth, self.frontier, self.seconds(), self.memory, name)


def number(state: ShardState, name: str) -> int:
    value = state[name]  # type: ignore[literal-required]
    assert isinstance(value, int)
    return value
