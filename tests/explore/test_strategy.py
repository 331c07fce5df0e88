"""`auto` tries without partial order reduction first: small spaces need nothing else, large ones are reduced."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, unit_of
from chancheck.explore import strategy
from chancheck.explore.engine import Exploration, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.files import read
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.source import Source

pytest.importorskip("chancheck._core")

AUTO = EngineOptions(search="auto")

CROSSED = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	var busy [2]sync.Mutex
	for i := range busy {
		go func() { busy[i].Lock(); busy[i].Unlock() }()
	}
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }()
	b.Lock()
	a.Lock()
	a.Unlock()
	b.Unlock()
}
"""


def lowered(text: str) -> Program:
    return lower(unit_of(Source("program.go", text), Options()))


def deadlock(found: Exploration) -> list[int]:
    return [len(f.trace) for f in found.found if f.kind == "halt" and not f.root_done]


def test_a_small_space_is_searched_whole():
    whole = strategy.explore_all(lowered(CROSSED), EngineOptions(search="auto", reduce=frozenset({"symmetry"})))
    tried = strategy.explore_all(lowered(CROSSED), AUTO)
    assert tried.complete and not tried.reduced
    assert tried.statistics.states == whole.statistics.states
    assert all(f.shortest for f in tried.found)


def test_a_larger_one_is_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = strategy.explore_all(lowered(CROSSED), AUTO)
    monkeypatch.setattr(strategy, "SMALL", 5)
    reduced = strategy.explore_all(lowered(CROSSED), AUTO)
    assert reduced.complete and reduced.reduced
    assert reduced.statistics.states < whole.statistics.states
    assert deadlock(reduced) and not any(f.shortest for f in reduced.found)


def test_what_the_first_try_found_keeps_its_shortest_run(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = strategy.explore_all(lowered(CROSSED), AUTO)
    monkeypatch.setattr(strategy, "SMALL", whole.statistics.states - 1)
    monkeypatch.setattr(strategy, "NEAR", 0.0)
    reduced = strategy.explore_all(lowered(CROSSED), AUTO)
    assert reduced.reduced and deadlock(reduced) == deadlock(whole)
    assert [f.shortest for f in reduced.found if f.kind == "halt" and not f.root_done] == [True]


def test_where_the_end_is_near_more_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = strategy.explore_all(lowered(CROSSED), AUTO)
    monkeypatch.setattr(strategy, "SMALL", whole.statistics.states - 1)
    tried = strategy.explore_all(lowered(CROSSED), AUTO)
    assert tried.complete and not tried.reduced
    assert tried.statistics.states == whole.statistics.states


@pytest.mark.parametrize("search", ["bfs", "auto"])
def test_a_limit_on_states_is_kept(search: str) -> None:
    found = strategy.explore_all(lowered(CROSSED), EngineOptions(search=search, limits=Limits(states=7)))
    assert found.limit == "states" and not found.complete


def test_the_reference_engine_has_nothing_to_try():
    pipeline = lower(unit_of(read(Path(__file__).parents[2] / "examples" / "pipeline.gol"), Options()))
    found = strategy.explore_all(pipeline, AUTO, "reference")
    assert found.complete and not found.reduced
