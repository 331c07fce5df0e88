"""Shards as Ray actors: batches go from worker to worker, and the driver gets counts and results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from chancheck.cluster.connection import POLL, connected
from chancheck.cluster.part import Begin, Job, Part
from chancheck.cluster.transport import Lost
from chancheck.explore.engine import Exploration, Options
from chancheck.program.program import Program
from chancheck.records import replace


class Holder:
    """The actor: a shard, once it is known how many share its machine."""

    def __init__(self) -> None:
        self.part: Part | None = None

    def place(self) -> tuple[str, int]:
        """The machine and the process."""
        import ray

        return ray.get_runtime_context().get_node_id(), os.getpid()

    def open(self, job: Job, begin: Begin, neighbours: int) -> None:
        """neighbours: shards on this machine, which share the memory that it may use."""
        memory = job.task["memory"]
        assert isinstance(memory, int)
        task = {**job.task, "memory": memory // neighbours if memory > 0 else memory}
        self.part = Part(replace(job, task=task), begin)

    def do(self, method: str, *arguments: Any) -> Any:
        return getattr(self.part, method)(*arguments)

    def give(self, method: str, *arguments: Any) -> Any:
        """As several values: what the driver gets, and a batch for each shard."""
        done, batches = self.do(method, *arguments)
        return ((done, sum(map(len, batches))), *batches)


class Actors:
    """A transport. moved: bytes in batches so far."""

    def __init__(self, count: int, address: str) -> None:
        self.count = count
        self.ray = connected(address)
        self.actors: list[Any] = []
        self.moved = 0

    def begin(self, job: Job, begins: Sequence[Begin]) -> None:
        self.close()
        with self.watched():
            cores = float(self.ray.cluster_resources().get("CPU", 1.0))
            share = min(1.0, int(100 * cores / self.count) / 100)
            cls = self.ray.remote(num_cpus=share, max_restarts=0, scheduling_strategy="SPREAD")(Holder)
            self.actors = [cls.remote() for _ in begins]
            places = self.wait([actor.place.remote() for actor in self.actors])
            here = [sum(other[0] == place[0] for other in places) for place in places]
            shared = self.ray.put(job)
            self.wait(
                [actor.open.remote(shared, *each) for actor, *each in zip(self.actors, begins, here, strict=True)]
            )

    def each(self, method: str, arguments: Sequence[tuple[Any, ...]] | None = None) -> list[Any]:
        given = arguments if arguments is not None else [()] * self.count
        with self.watched():
            return self.wait([actor.do.remote(method, *some) for actor, some in zip(self.actors, given, strict=True)])

    def call(self, shard: int, method: str, *arguments: Any) -> Any:
        with self.watched():
            return self.wait([self.actors[shard].do.remote(method, *arguments)])[0]

    def exchange(self, give: str, take: str, *arguments: Any) -> tuple[list[bool], list[Any]]:
        with self.watched():
            several = {"num_returns": self.count + 1}
            given = [actor.give.options(**several).remote(give, *arguments) for actor in self.actors]
            taken = [
                actor.do.remote(take, *(refs[1 + taker] for refs in given)) for taker, actor in enumerate(self.actors)
            ]
            said = self.wait([*taken, *(refs[0] for refs in given)])
            states, done = said[: self.count], said[self.count :]
            self.moved += sum(moved for _, moved in done)
            return [one for one, _ in done], states

    def wait(self, refs: list[Any]) -> list[Any]:
        values: list[Any] = self.ray.get(refs)
        return values

    @contextmanager
    def watched(self) -> Iterator[None]:
        """A worker that is gone raises Lost."""
        try:
            yield
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause or error from None
        except (self.ray.exceptions.RayActorError, self.ray.exceptions.ObjectLostError) as error:
            raise Lost(0, str(error).splitlines()[0]) from None

    def close(self) -> None:
        for actor in self.actors:
            self.ray.kill(actor, no_restart=True)
        self.actors = []


def explored_apart(
    walk: Callable[[Program, Options], Exploration], program: Program, tasks: Sequence[Options], options: Options
) -> list[Exploration]:
    """Searches in workers, each once more if its worker is lost."""
    ray = connected(options.cluster)
    search = ray.remote(num_cpus=1, max_retries=1)(walk)
    shared = ray.put(program)
    refs = [search.remote(shared, replace(task, progress=None)) for task in tasks]
    waiting = refs
    try:
        while waiting:
            _, waiting = ray.wait(waiting, num_returns=len(waiting), timeout=POLL)
            if waiting and interrupted(options.progress):
                break
        ready, _ = ray.wait(refs, num_returns=len(refs), timeout=0)
        parts: list[Exploration] = ray.get(ready)
        return parts or [Exploration(complete=False, limit="interrupt")]
    finally:
        for ref in waiting:
            ray.cancel(ref, force=True)


def interrupted(progress: Callable[..., bool] | None) -> bool:
    from chancheck.explore.engine import Statistics

    return progress is not None and progress(Statistics())
