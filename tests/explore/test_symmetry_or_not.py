"""Where goroutines are never the same, they are not compared; the findings are the same either way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from chancheck.check import Options, unit_of
from chancheck.explore import strategy, symmetry
from chancheck.explore.engine import REDUCTIONS, Counting, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.registry import begin
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.source import Source
from chancheck.verdict.finding import KINDS
from chancheck.verdict.judge import judge
from chancheck.verdict.replay import replayed
from tests.conformance.concurrent import program
from tests.explore.test_sliced_search import FILES, ROOT, identity, units
from tests.native import faulty, realistic
from tests.thinned import one_in

pytest.importorskip("chancheck._core")

POOL = """package main

import "sync"

const WORKERS = 5

func main() {
	jobs, results := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for i := 0; i < WORKERS; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for job := range jobs {
				results <- job OWN
			}
		}()
	}
	go func() {
		for k := range 3 {
			jobs <- k
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	sum := 0
	for r := range results {
		sum += r
	}
	if sum < 0 {
		panic(sum)
	}
}
"""


def program_of(text: str) -> Program:
    return lower(unit_of(Source("program.go", text), Options()))


def chosen(program: Program, monkeypatch: pytest.MonkeyPatch) -> frozenset[str]:
    """The reductions of the search that continues."""
    monkeypatch.setattr(symmetry, "SLOW", 60.0)
    monkeypatch.setattr(symmetry, "LOOKED_AT", 150)
    search = symmetry.Decided(program, EngineOptions(search="bfs", reduce=frozenset({"symmetry"})), "native")
    assert search.run().complete
    return search.now.reduce


def test_workers_that_are_the_same_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "symmetry" in chosen(program_of(POOL.replace("OWN", "")), monkeypatch)


def test_workers_that_differ_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "symmetry" not in chosen(program_of(POOL.replace("OWN", "+ i")), monkeypatch)


def test_workers_that_are_the_same_later_on_are_compared_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first count decides nothing here."""
    monkeypatch.setattr(symmetry, "GAIN", 1e9)
    monkeypatch.setattr(symmetry, "FEW", 200)
    assert "symmetry" in chosen(program_of(POOL.replace("OWN", "")), monkeypatch)
    monkeypatch.setattr(symmetry, "GAIN_LATER", 1e9)
    assert "symmetry" not in chosen(program_of(POOL.replace("OWN", "")), monkeypatch)


@pytest.mark.parametrize("make", [realistic.program, faulty.program])
@pytest.mark.parametrize("first", range(6100, 6140, 10))
def test_as_many_states_are_distinct_as_a_search_with_symmetry_meets(make: Callable[[Random], str], first: int) -> None:
    """Both are of all states: those of the one search, sorted, are those of the other."""
    compared = 0
    for n in range(first, first + 10):
        for unit in units(Source(f"random{n}.go", make(Random(n)))):
            each = lower(unit)
            plain, sorts = (
                begin(each, EngineOptions(search="bfs", reduce=reduce, limits=Limits(states=5_000)), "native")
                for reduce in (frozenset[str](), frozenset({"symmetry"}))
            )
            whole, expected = plain.run(), sorts.run()
            if whole.limit or expected.limit:
                continue
            assert isinstance(plain, Counting)
            assert plain.distinct(0, whole.statistics.states) == expected.statistics.states
            compared += whole.statistics.states > expected.statistics.states
    assert compared > 0


def found(program: Program, search: str) -> tuple[bool, set[tuple[str, ...]]]:
    options = EngineOptions(search=search, reduce=REDUCTIONS, limits=Limits(states=20_000, seconds=20))
    everything = strategy.explore_all(program, options)
    verdict = judge(program, everything, replayed(program, everything), frozenset(KINDS))
    return everything.complete, {identity(f) for f in verdict.findings}


def compare(source: Source, monkeypatch: pytest.MonkeyPatch, part: int = 16) -> int:
    """Fails if a search that begins without symmetry finds other things. The number of programs compared."""
    compared = 0
    for unit in units(source):
        each = lower(unit)
        complete, expected = found(each, "bfs")
        if not complete:
            continue
        with monkeypatch.context() as soon:
            soon.setattr(strategy, "SMALL", 4)
            soon.setattr(strategy, "NEAR", 0.0)
            soon.setattr(symmetry, "LOOKED_AT", 8)
            soon.setattr(symmetry, "FEW", 8)
            soon.setattr(symmetry, "GAIN", 1e9)
            soon.setattr(symmetry, "PART", part)
            soon.setattr(symmetry, "GAIN_LATER", 1.1)
            finished, seen = found(each, "auto")
        assert finished
        assert seen == expected
        compared += 1
    return compared


@pytest.mark.parametrize("path", one_in(4, FILES), ids=lambda path: str(path.relative_to(ROOT)))
def test_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(Source(path.name, path.read_text()), monkeypatch)


@pytest.mark.parametrize("make", [program, faulty.program])
@pytest.mark.parametrize("first", one_in(4, range(6000, 6040, 10)))
def test_random_programs(make: Callable[[Random], str], first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source(f"random{n}.go", make(Random(n))) for n in range(first, first + 10)]
    assert sum(compare(source, monkeypatch, 2 + 14 * (n % 2)) for n, source in enumerate(sources)) > 0
