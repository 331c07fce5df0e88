"""bench/baseline.json: the searches that it has instructions of have as many states as it says."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("chancheck._core")

BENCH = Path(__file__).parents[2] / "bench"
BASELINE = json.loads((BENCH / "baseline.json").read_text())


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module("compare")


def test_the_searches_are_those_of_the_baseline(compare: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert [*BASELINE] == [*compare.SEARCHES, compare.START]
    for model in compare.SEARCHES:
        compare.explored(model)
        assert int(capsys.readouterr().out) == BASELINE[model]["states"]


def test_more_instructions_and_other_states_are_worse(compare: Any) -> None:
    known = {"a": {"states": 10, "instructions": 100}, "b": {"states": 10, "instructions": 100}}
    assert compare.compared(known, known) == []
    found = {"a": {"states": 10, "instructions": 106}, "b": {"states": 11, "instructions": 100}}
    assert compare.compared(found, known) == ["a", "b"]
    assert compare.compared({"a": {"states": 10, "instructions": 60}}, known) == []
