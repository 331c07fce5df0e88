"""How a driver reaches the shards of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from chancheck.cluster.part import Begin, Job, Part


class Lost(Exception):
    """A shard does not answer any more: its process or its machine is gone."""

    def __init__(self, shard: int, why: str = "") -> None:
        super().__init__(f"shard {shard} is lost{why and ': '}{why}")
        self.shard = shard


class Transport(Protocol):
    """Where shards live. Every method may raise Lost."""

    count: int

    def begin(self, job: Job, begins: Sequence[Begin]) -> None:
        """Make all shards; those that there were are gone."""
        ...

    def each(self, method: str, arguments: Sequence[tuple[Any, ...]] | None = None) -> list[Any]:
        """Call a method of every shard, each with its own arguments."""
        ...

    def call(self, shard: int, method: str, *arguments: Any) -> Any:
        """Call a method of one shard."""
        ...

    def exchange(self, give: str, take: str, *arguments: Any) -> tuple[list[bool], list[Any]]:
        """Call `give` of every shard with these arguments, which returns whether it is done and a batch for each shard;
        then `take` of every shard with the batches for it, in the order of the shards that give them."""
        ...

    def close(self) -> None: ...


class InProcess:
    """All shards in this process, one after the other."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.parts: list[Part] = []
        self.moved = 0

    def begin(self, job: Job, begins: Sequence[Begin]) -> None:
        self.parts = [Part(job, begin) for begin in begins]

    def each(self, method: str, arguments: Sequence[tuple[Any, ...]] | None = None) -> list[Any]:
        given = arguments if arguments is not None else [()] * self.count
        return [self.call(shard, method, *some) for shard, some in enumerate(given)]

    def call(self, shard: int, method: str, *arguments: Any) -> Any:
        return getattr(self.parts[shard], method)(*arguments)

    def exchange(self, give: str, take: str, *arguments: Any) -> tuple[list[bool], list[Any]]:
        given = self.each(give, [arguments] * self.count)
        self.moved += sum(len(batch) for _, batches in given for batch in batches)
        batches = [tuple(given[giver][1][taker] for giver in range(self.count)) for taker in range(self.count)]
        return [done for done, _ in given], self.each(take, batches)

    def close(self) -> None:
        self.parts = []
