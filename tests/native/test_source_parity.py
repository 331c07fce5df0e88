"""Random gol programs, from their source: without reductions the native engine has the states, steps, races and runs of
the machine that defines how Programs run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from random import Random

import pytest

from chancheck.source import Source
from tests.conformance.concurrent import program
from tests.native import bags, cells, faulty
from tests.thinned import one_in

pytest.importorskip("chancheck._core")
parity = pytest.importorskip("tests.native.test_parity")
reductions = pytest.importorskip("tests.native.test_reductions")

EVERYTHING = range(10_000)
"""More shapes than a program has."""


def compared(make: Callable[[Random], str], seeds: range) -> int:
    """How many were small enough; of each, with and without symmetry, and with the race monitor on everything; in some
    goroutines begin and end in steps of their own."""
    number = 0
    for seed in seeds:
        for each in reductions.programs(Source(f"random{seed}.go", make(Random(seed)))):
            each.counted = each.counted or seed % 3 == 0
            everything = frozenset(n for n in EVERYTHING if n < len(each.shapes))
            for monitor in (frozenset(), everything):
                with contextlib.suppress(pytest.skip.Exception):
                    parity.compare(each, seed % 2 == 0, monitor)
                    number += 1
    return number


@pytest.mark.parametrize("make", [program, faulty.program, bags.program, cells.program])
@pytest.mark.parametrize("first", one_in(3, range(0, 50, 10)))
def test_random_programs(make: Callable[[Random], str], first: int) -> None:
    assert compared(make, range(first, first + 10)) > 0


@pytest.mark.long
@pytest.mark.parametrize("make", [program, faulty.program, bags.program, cells.program])
@pytest.mark.parametrize("first", range(1000, 1500, 50))
def test_more_random_programs(make: Callable[[Random], str], first: int) -> None:
    assert compared(make, range(first, first + 50)) > 0


KEYS = """package main

import "sync"

var (
	mu    sync.Mutex
	wg    sync.WaitGroup
	block [2]int
	set   = map[*int]bool{}
)

func put(i int) {
	defer wg.Done()
	mu.Lock()
	set[&block[i]] = true
	mu.Unlock()
}

func main() {
	wg.Add(2)
	go put(0)
	go put(1)
	wg.Wait()
}
"""


@pytest.mark.parametrize("symmetry", [True, False])
def test_keys_within_one_object(symmetry: bool) -> None:
    """The second entry refers to the object of the first one. The order of entries is not part of a state."""
    (each,) = reductions.programs(Source("keys.go", KEYS))
    parity.compare(each, symmetry)
