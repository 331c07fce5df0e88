"""Plain code that overwrites what operations act on (ADR 11)."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Options
from chancheck.source import Source

native = pytest.importorskip("chancheck.explore.native")
reductions = pytest.importorskip("tests.native.test_reductions")

OVERWRITTEN = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	mu, other := &sync.Mutex{}, &sync.Mutex{}
	wg.Add(COUNT)
	go func() {
		defer wg.Done()
		other.Lock()
		other.Unlock()
		OVERWRITE
	}()
	for range COUNT - 1 {
		go func() {
			mu.Lock()
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait()
}
"""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", ["2", "3"])
@pytest.mark.parametrize(
    ("overwrite", "kinds"),
    [("*mu = sync.Mutex{}", {"fault"}), ("kept := *mu; _ = kept", set()), ("mu = other", {"fault", "race"})],
)
def test_a_plain_write_over_a_lock_comes_at_any_moment(overwrite: str, kinds: set[str], count: str, jobs: int) -> None:
    """In the last program a goroutine may lock the one and unlock the other."""
    (each,) = reductions.programs(
        Source("over.go", OVERWRITTEN.replace("OVERWRITE", overwrite).replace("COUNT", count))
    )
    found = native.NativeEngine().explore(each, Options(reduce=frozenset({"por"}), races=True, jobs=jobs))
    assert {f.kind for f in found.found} - {"end"} == kinds
