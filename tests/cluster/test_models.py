"""Every model of bench/models: shards say what one process says, with the race monitor too."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Options
from chancheck.records import replace
from tests.cluster.models import MODELS, SMALL, outcome, program

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
engine = pytest.importorskip("chancheck.cluster.engine")


def compare(model: str, small: bool, shards: int) -> None:
    options = Options(reduce=frozenset({"symmetry"}), shards=shards)
    part = program(model, small)
    one, several = native.NativeEngine().explore(part, options), engine.ClusterEngine().explore(part, options)
    assert one.complete
    assert outcome(several) == outcome(one)
    assert several.contended >= one.contended
    if one.contended:
        watched = replace(options, monitor=one.contended, components=False)
        one, several = native.NativeEngine().explore(part, watched), engine.ClusterEngine().explore(part, watched)
        assert outcome(several) == outcome(one)


def test_every_model_is_compared() -> None:
    assert set(SMALL) == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_tiny(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.ClusterEngine, "batch", 300)
    compare(model, False, 3)


@pytest.mark.long
@pytest.mark.parametrize("shards", [2, 4])
@pytest.mark.parametrize("model", MODELS)
def test_small(model: str, shards: int) -> None:
    compare(model, True, shards)
