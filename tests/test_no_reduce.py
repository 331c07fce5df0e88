"""What is left out of a search changes nothing of what it says: runs found without symmetry can be walked too."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path

POOL = """package main

import "sync"

func main() {
	jobs := make(chan int)
	results := make(chan int)
	var wg sync.WaitGroup
	for n := 0; n < 3; n++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				results <- j
			}
		}()
	}
	go func() {
		for j := 0; j < 2; j++ {
			jobs <- j
		}
		CLOSE
	}()
	go func() {
		wg.Wait()
		close(results)
	}()
	for range results {
	}
}
"""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    "reduce", [set(), {"symmetry"}, {"por"}, {"symmetry", "por"}], ids=lambda r: "+".join(sorted(r))
)
@pytest.mark.parametrize(("close", "kinds"), [("close(jobs)", set()), ("", {"deadlock"})])
def test_every_reduction_can_be_left_out(
    tmp_path: Path, close: str, kinds: set[str], reduce: set[str], jobs: int
) -> None:
    (tmp_path / "pool.go").write_text(POOL.replace("CLOSE", close))
    [result] = check_path(tmp_path / "pool.go", Options(reduce=frozenset(reduce), search="bfs", jobs=jobs))
    assert result.verdict.kinds == kinds
