"""Trials as tasks of a cluster: answers are used in order, and the trials of later items are already given out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from chancheck import facts
from chancheck.cluster.connection import AGAIN, POLL, connected
from chancheck.records import dataclass

Item = TypeVar("Item")
Answer = TypeVar("Answer")

WINDOW = 2
"""Tasks for each processor that are given out at once: one that works, and one that waits behind it."""


def ahead(
    items: Iterable[Item],
    decide: Callable[[Item], Answer],
    tasks: Tasks[Item, Answer] | None = None,
    wanted: Callable[[Item], bool] = lambda _: True,
) -> Iterator[tuple[Item, Callable[[], Answer]]]:
    """Each item in order, with a function that gives its answer, here or from a task. wanted: whether the answer may
    still be of use when the item's turn to be given out comes."""
    if tasks is None:
        yield from ((item, partial(decide, item)) for item in items)
        return
    left, given = iter(items), deque[tuple[Item, Any]]()
    try:
        while True:
            for item in islice(left, tasks.window - len(given)):
                given.append((item, tasks.give(item) if wanted(item) else None))
            if not given:
                return
            item, task = given[0]
            yield item, partial(decide, item) if task is None else partial(tasks.answer, item, task, decide)
            tasks.forget(task)
            given.popleft()
    finally:
        for _, task in given:
            tasks.forget(task)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the command runs: its folder, and the texts of files that are not on disk. prepare: what it did before the
    first trial; imports and caches are to cost a trial no time in a worker either."""

    folder: str
    texts: dict[str, bytes]
    prepare: Callable[[], object] | None


prepared: list[Callable[[], object]] = []
"""In this process, which is a worker of one command only."""


def run(place: Place, decide: Callable[[Any], Any], item: Any) -> Any:
    """In a worker."""
    import os

    os.chdir(place.folder)
    facts.texts.update(place.texts)
    if place.prepare is not None and not prepared:
        prepared.append(place.prepare)
        place.prepare()
    return decide(item)


class Tasks(Generic[Item, Answer]):
    """Gives items to the workers of a cluster. decide: can be pickled. stopped: whether to wait no longer."""

    def __init__(
        self,
        address: str,
        decide: Callable[[Item], Answer],
        stopped: Callable[[], bool],
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self.ray, self.stopped = connected(address), stopped
        self.window = WINDOW * max(1, int(self.ray.cluster_resources().get("CPU", 1)))
        self.remote = self.ray.remote(num_cpus=1, max_retries=0)(run)
        self.common = self.ray.put(Place(str(Path.cwd()), dict(facts.texts), prepare)), self.ray.put(decide)
        self.open: set[Any] = set()

    def give(self, item: Item) -> Any:
        task = self.remote.remote(*self.common, item)
        self.open.add(task)
        return task

    def answer(self, item: Item, task: Any, here: Callable[[Item], Answer]) -> Answer:
        """Of a task. If its worker is lost twice, or if there is no time to wait, the item is decided here."""
        for left in reversed(range(1 + AGAIN)):
            while not self.ray.wait([task], timeout=POLL)[0]:
                if self.stopped():
                    self.forget(task)
                    return here(item)
            try:
                said: Answer = self.ray.get(task)
            except self.ray.exceptions.RayTaskError as error:
                raise error.cause or error from None
            except self.ray.exceptions.RayError:
                self.open.discard(task)
                task = self.give(item) if left else None
            else:
                self.open.discard(task)
                return said
        return here(item)

    def forget(self, task: Any) -> None:
        """Its answer is of no use: end it."""
        if task in self.open:
            self.open.discard(task)
            self.ray.cancel(task, force=True)
