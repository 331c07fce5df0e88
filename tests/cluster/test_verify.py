"""Programs in Go, checked with shards and without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import verify
from chancheck.verdict.finding import Verdict
from tests.native.test_jobs import TEXTS

pytest.importorskip("chancheck._core")

EXAMPLES = Path(__file__).parents[2] / "examples"
RACE = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	count := 0
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			%s
		}()
	}
	wg.Wait()
	println(count)
}
"""
LOCKED = RACE.replace("count := 0", "var mu sync.Mutex\n\tcount := 0")
LEAK = """package main

func main() {
	c := make(chan int%s)
	go func() { c <- 1 }()
}
"""
TWINS = {
    "race": (
        RACE % "count++",
        RACE.replace("count := 0", "var mu sync.Mutex\n\tcount := 0") % "mu.Lock(); count++; mu.Unlock()",
    ),
    "leak": (LEAK % "", LEAK % ", 1"),
}


def said(verdict: Verdict) -> list[tuple[object, ...]]:
    return sorted((f.kind, f.message, str(f.location), len(f.trace)) for f in verdict.findings)


def both(text: str) -> tuple[Verdict, Verdict]:
    reduce = frozenset({"slice", "symmetry"})
    one = verify(text, search="bfs", reduce=reduce).verdict
    two = verify(text, search="bfs", reduce=reduce, engine="cluster", shards=2).verdict
    return one, two


@pytest.mark.parametrize("name", TWINS)
def test_twins(name: str) -> None:
    for text, answer in zip(TWINS[name], ("violated", "proved"), strict=True):
        one, two = both(text)
        assert (one.answer, two.answer) == (answer, answer)
        assert said(two) == said(one)
        assert any("2 shards" in made.what for made in two.statistics.passes)


def test_strings_that_goroutines_make() -> None:
    """Every run is walked by the reference semantics, or this would raise."""
    one, two = both(TEXTS)
    assert said(two) == said(one)
    assert one.answer == "violated" and two.statistics.states == one.statistics.states


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.gol")), ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    one, two = both(path.read_text())
    assert (two.answer, said(two)) == (one.answer, said(one))


def test_a_swarm_finds_what_random_runs_find() -> None:
    broken, repaired = TWINS["leak"]
    for text, answer in ((broken, "violated"), (repaired, "inconclusive")):
        verdict = verify(text, search="random", engine="cluster", shards=3, budget=0.3, seed=7).verdict
        assert verdict.answer == answer


def test_workers_of_a_swarm_have_seeds_of_their_own() -> None:
    from chancheck.cluster.swarm import swarm
    from chancheck.explore.engine import Exploration, Limits, Options
    from tests.native.models import counter

    def searched(seed: int, shards: int) -> Exploration:
        limits = Limits(states=500, seconds=30)
        return swarm(
            counter(7, 2), Options(search="random", reduce=frozenset(), seed=seed, shards=shards, limits=limits)
        )

    alone = [searched(seed, 1) for seed in (5, 6, 7)]
    together = searched(5, 3)
    assert together.statistics.transitions == sum(part.statistics.transitions for part in alone)
    assert together.runs == sum(part.runs for part in alone)
    assert len({part.statistics.transitions for part in alone}) > 1
