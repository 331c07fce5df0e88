"""Goroutines are sorted by the numbers of strings that are made at run time: a run can be walked again all the same."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
from chancheck.explore import native
from chancheck.explore.engine import REDUCTIONS
from chancheck.explore.engine import Options as EngineOptions
from chancheck.machine.caching import CachingMachine, Machines
from chancheck.source import Source

pytest.importorskip("chancheck._core")
reductions = pytest.importorskip("tests.native.test_reductions")

TEXT = """package main

import (
	"fmt"
	"sync"
)

var (
	mu    sync.Mutex
	said  []string
	first string
	start = make(chan int)
)

func say(n int) {
	turn := <-start
	text := fmt.Sprintf("%d says so", n)
	if turn == 0 {
		first = text
	}
	mu.Lock()
	said = append(said, text)
	mu.Unlock()
}

func main() {
	mu.Lock()
	for n := range COUNT {
		go func() {
			say(COUNT - n)
		}()
	}
	for turn := range COUNT {
		start <- turn
	}
	mu.Unlock()
	mu.Lock()
	if len(said) > 1 && said[0] == "1 says so" && first == said[0] {
		panic(said[1])
	}
	mu.Unlock()
}
"""


@pytest.mark.parametrize("reduce", [REDUCTIONS, frozenset({"symmetry"}), frozenset()], ids=len)
@pytest.mark.parametrize("count", ["2", "3"])
def test_a_run_with_strings_is_walked_again(count: str, reduce: frozenset[str]) -> None:
    (result,) = check_source(Source("said.go", TEXT.replace("COUNT", count)), Options(reduce=reduce))
    assert result.verdict is not None, result
    assert {f.kind for f in result.verdict.findings} >= {"panic"}


def test_a_machine_numbers_the_strings_of_the_search_first() -> None:
    (program,) = reductions.programs(Source("said.go", TEXT.replace("COUNT", "2")))
    session = native.NativeEngine().begin(program, EngineOptions())
    (found,) = {f.strings for f in session.run().found}
    machine = Machines(lambda shapes: CachingMachine(program, True, shapes or None)).following(frozenset(), found)
    first = len(program.strings)
    assert len(found) > 2
    assert [machine.strings.number(s) for s in found] == [*range(first, first + len(found))]
    assert all(session.text(first + n) == s for n, s in enumerate(found))
