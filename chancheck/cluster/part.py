"""One shard of a partitioned search, wherever it lives: the native core's Shard, and how a transport calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from chancheck.records import dataclass

if TYPE_CHECKING:
    from chancheck._core import Report, Shard, ShardState

BATCH = 1 << 20
"""Bytes from which on a batch is sent before its level is done."""

SLICE = 0.5
"""Seconds after which a shard answers its driver though no batch is full."""


@dataclass(frozen=True, slots=True)
class Job:
    """The task of every shard of a search: the tables of the program, its strings, options. batch: BATCH."""

    words: bytes
    strings: Sequence[bytes]
    task: Mapping[str, object]
    batch: int = BATCH


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a shard begins: its number; after a checkpoint, the logs of its states and the first one of the level."""

    number: int
    shards: int
    logs: Sequence[bytes] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """The observations of a shard since it began."""

    reports: list[Report]
    transitions: int
    accesses: bytes
    ends: bytes
    root_can_end: bool
    went_back: bool
    bounds: tuple[int, int, list[int], int]
    sites: frozenset[int]


class Part:
    """The methods that a driver calls, with values that can be sent."""

    def __init__(self, job: Job, begin: Begin) -> None:
        self.shard, self.shards, self.batch = opened(job, begin), begin.shards, job.batch
        if begin.logs:
            self.shard.restore(list(begin.logs), begin.level)
        else:
            self.shard.begin()

    def expand(self, advance: bool) -> tuple[bool, list[bytes]]:
        """Whether the level is done here, and a batch for each shard, which may be empty. advance: the level before is
        done everywhere, and the next one begins."""
        if advance:
            self.shard.next_level()
        done = self.shard.expand(self.batch, SLICE)
        return done, self.batches(done)

    def ask(self) -> tuple[bool, list[bytes]]:
        """The same with questions about states that are not known to come to an end."""
        done = self.shard.ask(self.batch, SLICE)
        return done, self.batches(done)

    def batches(self, done: bool) -> list[bytes]:
        return [self.shard.batch(to, 0 if done else self.batch) for to in range(self.shards)]

    def insert(self, *batches: bytes) -> ShardState:
        for batch in filter(None, batches):
            self.shard.insert(batch)
        return self.shard.state()

    def answer(self, *batches: bytes) -> ShardState:
        for batch in filter(None, batches):
            self.shard.answer(batch)
        return self.shard.state()

    def state(self) -> ShardState:
        return self.shard.state()

    def log(self) -> bytes:
        return self.shard.log()

    def seen(self) -> Seen:
        said, reports = self.shard.seen(), self.shard.reports(0)
        ends, transitions = self.shard.ends(), self.shard.state()["transitions"]
        sites = frozenset(said["sites"])
        accesses, bounds = self.shard.accesses(), said["bounds"]
        return Seen(reports, transitions, accesses, ends, said["root_can_end"], said["went_back"], bounds, sites)

    def mark(self, states: bytes) -> list[bytes]:
        """Those that are marked by it in each shard."""
        self.shard.mark(states)
        return self.marked()

    def marked(self) -> list[bytes]:
        return [self.shard.marked(to) for to in range(self.shards)]

    def rest(self, levels: Sequence[int]) -> list[bytes]:
        """Of each level, by the number that its first state has here, the states that never come to an end."""
        return [self.shard.rest(begin, end) for begin, end in pairwise(levels)]

    def path(self, state: int) -> tuple[bytes, int, int]:
        return self.shard.path(state)


def opened(job: Job, begin: Begin) -> Shard:
    from chancheck._core import Shard
    from chancheck.explore.native import quoted

    return Shard(job.words, job.strings, job.task, None, quoted, begin.number, begin.shards)
