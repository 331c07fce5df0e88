"""Shards in one process against the search of one process: same states, same findings, runs of the same lengths."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Exploration, Limits, Options
from chancheck.program.program import Program
from tests.cluster.models import outcome
from tests.native.assembler import SHAPES
from tests.native.models import counter, philosophers, rendezvous, spinner
from tests.native.test_parity import ordered, random_program, replay

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
engine = pytest.importorskip("chancheck.cluster.engine")

ALL = frozenset(range(len(SHAPES)))
REDUCED = [frozenset(), frozenset({"symmetry"})]
SMALL = 300
"""Bytes of a batch, so that small programs need many."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.ClusterEngine, "batch", SMALL)


def sharded(program: Program, shards: int, **options: object) -> Exploration:
    result: Exploration = engine.ClusterEngine().explore(program, Options(shards=shards, **options))  # type: ignore[arg-type]
    return result


def whole(program: Program, **options: object) -> Exploration:
    result: Exploration = native.NativeEngine().explore(program, Options(**options))  # type: ignore[arg-type]
    return result


def same(program: Program, symmetry: bool = False, **options: object) -> Exploration:
    one = whole(program, **options)
    for shards in (1, 2, 3):
        several = sharded(program, shards, **options)
        assert outcome(several) == outcome(one)
        assert several.contended >= one.contended
        for found in several.found:
            replay(program, symmetry and found.ordered, found, options.get("monitor", frozenset()))  # type: ignore[arg-type]
    return one


PROGRAMS = {
    "counter": counter(3, 2),
    "philosophers": philosophers(4),
    "ordered philosophers": philosophers(4, ordered=True),
    "a receiver left behind": rendezvous(3, 0, receive=4),
    "spinner": spinner(),
}


@pytest.mark.parametrize("reduce", REDUCED, ids=lambda names: "+".join(sorted(names)) or "none")
@pytest.mark.parametrize("name", PROGRAMS)
def test_known_programs(name: str, reduce: frozenset[str]) -> None:
    symmetry = bool(reduce)
    assert same(PROGRAMS[name], symmetry, reduce=reduce, measure=True).complete
    same(ordered(PROGRAMS[name]), symmetry, reduce=reduce, monitor=ALL, components=False)


@pytest.mark.parametrize("seed", range(60))
def test_random_programs(seed: int) -> None:
    program, reduce = random_program(seed), REDUCED[seed % 2]
    if whole(program, reduce=frozenset(), limits=Limits(states=3000)).limit:
        pytest.skip("too many states for this comparison")
    same(program, bool(reduce), reduce=reduce)


def test_a_level_needs_many_batches() -> None:
    result = same(counter(7, 2), reduce=frozenset())
    assert result.statistics.states > 2000


def test_limits() -> None:
    limited = sharded(counter(7, 2), 2, reduce=frozenset(), limits=Limits(states=3000))
    assert (limited.limit, limited.complete) == ("states", False)
    shallow = Limits(depth=9)
    one = whole(counter(7, 2), reduce=frozenset(), limits=shallow)
    two = sharded(counter(7, 2), 2, reduce=frozenset(), limits=shallow)
    assert outcome(two)[:7] == outcome(one)[:7]
    late = sharded(counter(9, 3), 2, reduce=frozenset(), limits=Limits(seconds=0.2))
    assert late.limit == "seconds" and late.statistics.seconds < 2


def test_stops_when_asked() -> None:
    stopped = sharded(counter(9, 3), 2, reduce=frozenset(), progress=lambda now: now.states > 100)
    assert stopped.limit == "interrupt"


def test_stops_at_the_first_defect() -> None:
    first = sharded(philosophers(7), 2, reduce=frozenset(), stop_first=True)
    assert first.limit == "first" and any(found.doomed for found in first.found)


def test_other_orders_are_refused() -> None:
    with pytest.raises(NotImplementedError, match="breadth first"):
        sharded(counter(2, 1), 2, search="dfs")
