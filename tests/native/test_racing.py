"""Races that are followed beside the states, against a search whose states hold what the monitor knows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from chancheck.explore.engine import REDUCTIONS, Exploration, Limits, Options
from chancheck.explore.sliced_search import in_slice
from chancheck.program.program import Program
from chancheck.source import Source
from tests.conformance.concurrent import program
from tests.native import atomics, closing, faulty, guarded, locks, signals
from tests.native.models import counter
from tests.thinned import one_in

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
parity = pytest.importorskip("tests.native.test_parity")
reductions = pytest.importorskip("tests.native.test_reductions")

MOST = Limits(states=20_000)


def races(found: Exploration) -> set[object]:
    return {f.key for f in found.found if f.kind == "race"}


def explored(program: Program, **options: object) -> Exploration:
    """With the runs to races as a monitor would have them."""
    settings = Options(limits=MOST, **options)  # type: ignore[arg-type]
    whole = Options(**{**options, "reduce": frozenset(settings.reduce - {"slice"})})  # type: ignore[arg-type]
    found: Exploration = in_slice(program, whole, lambda part: native.NativeEngine().explore(part, settings))
    return found


def compared(program: Program, *, reduce: frozenset[str]) -> int:
    """The number of races; each has a run that a machine with a monitor walks to it."""
    everything = frozenset(range(len(program.shapes)))
    watched = explored(program, reduce=reduce, monitor=everything, components=False)
    if not watched.complete:
        return 0
    beside = explored(program, reduce=reduce, races=True)
    assert beside.complete
    if "por" in reduce:  # what comes after a race depends on its order, so one of several races may be met or not
        everywhere = explored(program, reduce=reduce - {"por"}, monitor=everything, components=False)
        assert bool(races(beside)) == bool(races(watched))
        if everywhere.complete:
            assert races(beside) | races(watched) <= races(everywhere)
            assert bool(races(beside)) == bool(races(everywhere))
    else:
        assert races(beside) == races(watched)
    assert bool(beside.raced) or not races(watched)
    for found in beside.found:
        if found.kind == "race":
            parity.replay(program, "symmetry" in reduce, found, beside.contended)
    return len(races(beside))


@pytest.mark.parametrize("reduce", [frozenset(), frozenset({"symmetry"}), REDUCTIONS - {"slice"}], ids=len)
def test_counter(reduce: frozenset[str]) -> None:
    assert compared(counter(3, 2, locked=False), reduce=reduce) > 0


def compared_random(make: Callable[[Random], str], seeds: range) -> int:
    number = 0
    for seed in seeds:
        for each in reductions.programs(Source(f"random{seed}.go", make(Random(seed)))):
            for reduce in (frozenset[str](), frozenset({"symmetry"}), REDUCTIONS - {"slice"}):
                number += compared(each, reduce=reduce)
    return number


@pytest.mark.parametrize("first", one_in(4, range(0, 60, 10)))
def test_random_programs(first: int) -> None:
    seeds = range(first, first + 10)
    generators = (program, *(each.program for each in (faulty, locks, guarded, atomics, signals, closing)))
    assert sum(compared_random(make, seeds) for make in generators) > 0


@pytest.mark.long
@pytest.mark.parametrize("make", [program, *(each.program for each in (faulty, locks, atomics, signals, closing))])
@pytest.mark.parametrize("first", range(1000, 2000, 50))
def test_many_random_programs(make: Callable[[Random], str], first: int) -> None:
    compared_random(make, range(first, first + 50))


WOKEN_BEFORE = """package main

import "sync"

var (
	mu   sync.Mutex
	cond = sync.NewCond(&mu)
	wg   sync.WaitGroup
	n    int
)

func late() { defer wg.Done(); READ; mu.Lock(); cond.Wait(); mu.Unlock() }

func woken() { defer wg.Done(); mu.Lock(); cond.Wait(); WRITE }

func main() {
	wg.Add(2)
	go woken()
	go late()
	cond.Broadcast()
	wg.Wait()
}
"""


def waiting(read: str, write: str) -> Program:
    text = WOKEN_BEFORE.replace("READ", read).replace("WRITE", write)
    return next(reductions.programs(Source("woken.go", text)))


def test_a_broadcast_acts_on_all_that_wait() -> None:
    """The read and the write race if the goroutine that was woken has the lock again before the other one
    has it at all. The order of these sections shows in no state."""
    assert compared(waiting("_ = n", "mu.Unlock(); n++"), reduce=REDUCTIONS - {"slice"}) > 0
    locked = "mu.Lock(); _ = n; mu.Unlock()"
    assert compared(waiting(locked, "n++; mu.Unlock()"), reduce=REDUCTIONS - {"slice"}) == 0
