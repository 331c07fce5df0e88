"""Back-off of spin locks is left out of programs (ADR 53): fewer states, the same findings."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from chancheck.check import verify
from chancheck.explore.engine import REDUCTIONS
from tests.thinned import one_in

SPIN = """package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

var (
	lock  atomic.Int32
	total int
	wg    sync.WaitGroup
)

func take() {
	WAIT
}

func main() {
	for i := 0; i < CALLERS; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			take()
			total++
			GIVE
		}()
	}
	wg.Wait()
}

func again() { runtime.Gosched() }
"""

DOUBLES = """n := 1
	for !lock.CompareAndSwap(0, 1) {
		for i := 0; i < n; i++ { runtime.Gosched() }
		if n < 16 { n <<= 1 }
	}"""
BACKOFFS = {
    "doubles": DOUBLES,
    "in a function": DOUBLES.replace("runtime.Gosched", "again"),
    "falls": DOUBLES.replace("i := 0; i < n; i++", "i := n; i > 0; i--"),
    "range": DOUBLES.replace("i := 0; i < n; i++", "range n"),
    "up to a constant": DOUBLES.replace("i := 0; i < n; i++", "i := 1; i <= 6; i++"),
    "of two loops": DOUBLES.replace("{ runtime.Gosched() }", "{ for j := 0; j < 3; j++ { runtime.Gosched() } }"),
    "later": "for n := 0; !lock.CompareAndSwap(0, 1); n = (n+1)%9 { if n > 3 { runtime.Gosched() } }",
    "for ever more": "for n := 0; !lock.CompareAndSwap(0, 1); n++ { if n > 3 { runtime.Gosched() } }",
    "test first": "n := 0; for { for lock.Load() != 0 { n = min(n+1, 9); for range n { runtime.Gosched() } }\n"
    "if lock.CompareAndSwap(0, 1) { return } }",
}  # fmt: skip
GIVES = {"lock.Store(0)": set(), "if total > 9 { lock.Store(0) }": {"leak"}, "lock.Add(-1); total++": {"race"}}


def seen(wait: str, give: str, callers: int, **options: Any) -> Any:
    text = SPIN.replace("WAIT", wait).replace("GIVE", give).replace("CALLERS", str(callers))
    return verify(text, max_states=20_000, **options).verdict


@pytest.mark.parametrize("case", one_in(4, product(BACKOFFS.values(), (2, 3), GIVES)))
def test_findings_are_the_same_in_fewer_states(case: tuple[str, int, str]) -> None:
    wait, callers, give = case
    verdict = seen(wait, give, callers, search="bfs")
    assert (verdict.kinds - {"deadlock"}, verdict.complete) == (GIVES[give], True)
    whole = seen(wait, give, callers, search="bfs", reduce=REDUCTIONS - {"backoff"})
    assert not whole.complete or whole.kinds == verdict.kinds
    assert verdict.statistics.states < whole.statistics.states


@pytest.mark.parametrize("give", GIVES)
@pytest.mark.parametrize("wait", list(BACKOFFS.values())[::3], ids=list(BACKOFFS)[::3])
def test_both_engines_see_the_same(wait: str, give: str) -> None:
    one, other = (seen(wait, give, 2, engine=engine) for engine in ("native", "reference"))
    assert (one.kinds, one.answer) == (other.kinds, other.answer)


OBSERVED = {
    "the caller sees it": "n := 0; for !lock.CompareAndSwap(0, 1) { n++; runtime.Gosched(); if n == 3 { return } }",
    "memory sees it": "n := int32(0); for !lock.CompareAndSwap(0, 1) { n++; runtime.Gosched(); seen.Store(n % 4) }",
    "a panic sees it": "n := 0; for !lock.CompareAndSwap(0, 1) { n++; runtime.Gosched(); if n == 3 { panic(n) } }",
}


@pytest.mark.parametrize("wait", OBSERVED.values(), ids=OBSERVED)
def test_what_is_observed_stays(wait: str) -> None:
    text = wait.replace("n := ", "var seen atomic.Int32; n := ", 1) + "; _ = n"
    text = text if "seen." in text else text.replace("var seen atomic.Int32; ", "")
    one, other = (
        seen(text, "lock.Store(0)", 2, search="bfs", reduce=r) for r in (REDUCTIONS, REDUCTIONS - {"backoff"})
    )
    assert (one.kinds, one.statistics.states) == (other.kinds, other.statistics.states)


ENDLESS = {
    "a bound that moves": "n := 1; for i := 0; i < n; i++ { runtime.Gosched(); n++ }",
    "a step of none": "step := 0; for i := 0; i < 3; i += step { runtime.Gosched() }",
    "the wrong way": "for i := 0; i > -1; i = i*i { runtime.Gosched() }",
    "set back": "for i := 0; i < 2; i++ { runtime.Gosched(); if i == 1 { i = 0 } }",
    "a small counter": "for i := int8(0); int(i) < 200; i++ { runtime.Gosched() }",
}


@pytest.mark.parametrize("wait", ENDLESS.values(), ids=ENDLESS)
def test_a_loop_without_end_is_no_back_off(wait: str) -> None:
    for reduce in (REDUCTIONS, REDUCTIONS - {"backoff"}):
        assert seen(wait, "", 2, reduce=reduce).answer != "proved"
