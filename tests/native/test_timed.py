"""Programs with a clock: partial order reduction leaves out states, never findings; and both engines see the same
states (docs/adr/0044-reduction-with-a-clock.md)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from random import Random

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.explore.engine import REDUCTIONS, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.source import Source
from tests.conformance.concurrent.timed import program
from tests.thinned import one_in

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
parity = pytest.importorskip("tests.native.test_parity")
reductions = pytest.importorskip("tests.native.test_reductions")

MODES = ("exact", "virtual")


def lowered(text: str, time: str) -> Program:
    package = load(Source("timed.go", text), Options(), Diagnostics())
    (entry,) = entries(package)
    return lower(build_graphs(package, entry), time=time)


def random_programs(seeds: range, time: str) -> Iterator[Program]:
    for seed in seeds:
        yield lowered(program(Random(seed)), time)


def left_out(seeds: range, time: str) -> int:
    return sum(reductions.compare(each) for each in random_programs(seeds, time))


def same_states(seeds: range, time: str) -> int:
    """How many were small enough."""
    number = 0
    for seed, each in zip(seeds, random_programs(seeds, time), strict=True):
        with contextlib.suppress(pytest.skip.Exception):
            parity.compare(each, seed % 2 == 0)
            number += 1
    return number


@pytest.mark.parametrize("time", MODES)
@pytest.mark.parametrize("first", one_in(3, range(0, 30, 10)))
def test_findings_of_random_programs(time: str, first: int) -> None:
    assert left_out(range(first, first + 10), time) > 0


@pytest.mark.long
@pytest.mark.parametrize("time", MODES)
@pytest.mark.parametrize("first", range(1000, 2000, 25))
def test_findings_of_many_random_programs(time: str, first: int) -> None:
    assert left_out(range(first, first + 25), time) > 0


@pytest.mark.parametrize("time", MODES)
def test_states_of_random_programs(time: str) -> None:
    assert same_states(range(5), time) > 0


@pytest.mark.long
@pytest.mark.parametrize("time", MODES)
@pytest.mark.parametrize("first", range(1000, 1200, 25))
def test_states_of_many_random_programs(time: str, first: int) -> None:
    assert same_states(range(first, first + 25), time) > 0


SLEEPERS = """package main

import (
	"sync"
	"sync/atomic"
	"time"
)

var (
	wg    sync.WaitGroup
	total atomic.Int64
	_     = time.Now
)

func work() {
	defer wg.Done()
	LINES
	total.Add(1)
}

func main() {
	for i := 0; i < 6; i++ {
		wg.Add(1)
		go work()
	}
	wg.Wait()
}
"""
PLAIN = EngineOptions(reduce=frozenset(), limits=Limits(states=50_000))


def counted(lines: str) -> tuple[int, int]:
    """States with reductions (but those of equal goroutines) and without any."""
    each = lowered(SLEEPERS.replace("LINES", lines), "exact")
    some = native.NativeEngine().explore(each, EngineOptions(reduce=REDUCTIONS - {"symmetry"}, limits=PLAIN.limits))
    return some.statistics.states, native.NativeEngine().explore(each, PLAIN).statistics.states


@pytest.mark.parametrize(
    ("lines", "most"),
    [
        ("time.Sleep(time.Second)", 100),
        ("m := make(chan int, 1); select { case <-m: case <-time.After(time.Second): m <- 1 }", 100),
        ("timer := time.NewTimer(time.Second); timer.Reset(2 * time.Second); <-timer.C", 100),
    ],
)
def test_goroutines_that_wait_for_themselves_cost_a_sum(lines: str, most: int) -> None:
    some, everything = counted(lines)
    assert some < most < everything / 3


def test_readings_show_their_order() -> None:
    some, _ = counted("b := time.Now(); total.Add(int64(b.Nanosecond()))")
    assert some > 200
