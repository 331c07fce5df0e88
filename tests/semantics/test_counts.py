"""`Add` as a statement observes nothing (ADR 55)."""

from __future__ import annotations

import pytest

from chancheck.api import verify
from chancheck.check import unit_of
from chancheck.explore.engine import Limits, Options
from chancheck.lower.lower_program import lower
from chancheck.options import Options as Settings
from chancheck.source import Source

native = pytest.importorskip("chancheck.explore.native")

PROGRAM = """package main

import (
	"sync"
	"sync/atomic"
)

var (
	x int
	c atomic.Int32
	n int64
)

func main() {
	var wg sync.WaitGroup
	for i := 0; i < N; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); x = 1; c.Add(1) }()
	}
	BODY
	wg.Wait()
}
"""

RACES = {
    "it is ordered after nothing": (1, "c.Add(1); _ = x"),
    "a result that is not read": (1, "_ = c.Add(1) + 0; _ = x"),
    "the writers race": (2, ""),
}
NONE = {
    "the sum is observed": (1, "if c.Add(1) == 2 { _ = x }"),
    "it is loaded": (1, "for c.Load() < 1 { }; _ = x"),
    "it is loaded after another one": (1, "c.Add(1); if c.Load() == 2 { _ = x }"),
    "it is swapped": (1, "if c.Swap(5) == 1 { _ = x }"),
}


def text_of(body: str, goroutines: int) -> str:
    return PROGRAM.replace("BODY", body).replace("< N", f"< {goroutines}")


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize(("goroutines", "body"), RACES.values(), ids=RACES)
def test_races(engine: str, goroutines: int, body: str) -> None:
    assert verify(text_of(body, goroutines), engine=engine).verdict.kinds == {"race"}


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize(("goroutines", "body"), NONE.values(), ids=NONE)
def test_no_races(engine: str, goroutines: int, body: str) -> None:
    assert verify(text_of(body, goroutines), engine=engine).verdict.answer == "proved"


FORMS = """package main

import (
	"math"
	"sync/atomic"
)

type inside struct{ atomic.Uint32 }

func main() {
	var a atomic.Int32
	a.Store(math.MaxInt32)
	a.Add(1)
	var b inside
	b.Add(math.MaxUint32)
	b.Add(2)
	var n int64
	func() { defer atomic.AddInt64(&n, 2); atomic.AddInt64(&n, 3) }()
	f := a.Add
	f(1)
	var u atomic.Uint64
	u.Add(^uint64(0))
	if a.Load() != math.MinInt32+1 || b.Load() != 1 || n != 5 || u.Load() != math.MaxUint64 {
		panic("wrong sum")
	}
	var none *atomic.Int64
	defer func() {
		if recover() == nil {
			panic("no panic")
		}
	}()
	none.Add(1)
}
"""


def test_sums_are_those_of_add() -> None:
    assert verify(FORMS).verdict.answer == "proved"


COUNTERS = """package main

import (
	"sync"
	"sync/atomic"
)

func main() {
	var wg sync.WaitGroup
	var c atomic.Int64
	for i := range N {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i >= 0 {
				COUNT
			}
		}()
	}
	wg.Wait()
}
"""


def states(count: str, goroutines: int) -> int:
    text = COUNTERS.replace("COUNT", count).replace("N {", f"{goroutines} {{")
    program = lower(unit_of(Source("p.go", text), Settings()))
    options = Options(reduce=frozenset({"por"}), limits=Limits(states=50_000))
    return native.NativeEngine().explore(program, options).statistics.states


def test_counting_has_one_order() -> None:
    few, more, most = (states("c.Add(1)", n) for n in (2, 4, 6))
    assert most - more == more - few
    assert states("if c.Add(1) > 9 { panic(1) }", 6) > most
