"""Plain code that copies or overwrites what operations act on."""

from __future__ import annotations

import pytest

from chancheck import verify

pytest.importorskip("chancheck.explore.native")

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
    [
        ("*mu = sync.Mutex{}", {"panic", "race"}),
        ("kept := *mu; _ = kept", {"race"}),
        ("mu = other", {"panic", "race"}),
        ("*other = sync.Mutex{}", set()),
    ],
)
def test_a_plain_write_over_a_lock_comes_at_any_moment(overwrite: str, kinds: set[str], count: str, jobs: int) -> None:
    """In the third program a goroutine may lock one and unlock the other; in the last one goroutine has the lock."""
    result = verify(OVERWRITTEN.replace("OVERWRITE", overwrite).replace("COUNT", count), jobs=jobs)
    assert {finding.kind for finding in result.verdict.findings} == kinds
