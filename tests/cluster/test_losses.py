"""Shards that are lost: the search continues from its last checkpoint, with the same answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from chancheck.explore.engine import Exploration, Options
from chancheck.program.program import Program
from tests.cluster.models import outcome
from tests.native.models import counter, philosophers, spinner

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
engine = pytest.importorskip("chancheck.cluster.engine")
search = pytest.importorskip("chancheck.cluster.search")
transport = pytest.importorskip("chancheck.cluster.transport")

REDUCE: frozenset[str] = frozenset()


class Flaky(transport.InProcess):  # type: ignore[misc]
    """Loses a shard at each of these calls, counted from the beginning."""

    def __init__(self, count: int, losses: Sequence[int]) -> None:
        super().__init__(count)
        self.losses, self.calls, self.expanded = set(losses), 0, 0

    def call(self, shard: int, method: str, *arguments: Any) -> Any:
        self.calls += 1
        self.expanded += method == "expand"
        if self.calls in self.losses:
            self.parts[shard] = None
            raise transport.Lost(shard)
        return super().call(shard, method, *arguments)


def explored(program: Program, losses: Sequence[int], interval: float | None) -> tuple[Exploration, Any]:
    options = Options(reduce=REDUCE, shards=3, measure=True)
    partitioned = search.Partitioned(engine.job_of(program, options, 300), options, Flaky(3, losses), interval)
    return engine.explored(partitioned), partitioned


@pytest.mark.parametrize("interval", [None, 0.0], ids=["none kept", "each level kept"])
@pytest.mark.parametrize(
    "program", [counter(4, 2), philosophers(4), spinner()], ids=["counter", "philosophers", "spinner"]
)
def test_every_moment(program: Program, interval: float | None) -> None:
    one = native.NativeEngine().explore(program, Options(reduce=REDUCE, measure=True))
    whole, calm = explored(program, [], interval)
    assert outcome(whole) == outcome(one)
    pick = random.Random(1)
    calls = calm.transport.calls
    for at in sorted({1, calls, *(pick.randrange(1, calls) for _ in range(25))}):
        result, lossy = explored(program, [at], interval)
        assert lossy.losses == 1
        assert outcome(result) == outcome(one), at


def test_several_losses() -> None:
    program = counter(4, 2)
    one = native.NativeEngine().explore(program, Options(reduce=REDUCE, measure=True))
    result, lossy = explored(program, [40, 90, 150, 230], 0.0)
    assert lossy.losses == 4 and outcome(result) == outcome(one)


def test_a_checkpoint_saves_work() -> None:
    program = counter(5, 2)
    done = []
    for interval in (0.0, None):
        _, calm = explored(program, [], interval)
        _, lossy = explored(program, [calm.transport.calls - 10], interval)
        done.append(lossy.transport.expanded - calm.transport.expanded)
    assert done[0] < done[1] / 5


def test_it_is_given_up_in_the_end() -> None:
    result, lossy = explored(counter(3, 2), range(1, 10_000), 0.0)
    assert (result.complete, result.limit) == (False, "workers")
    assert lossy.losses == search.ATTEMPTS
