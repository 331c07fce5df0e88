"""runtime.Gosched with exact timers: it lets others run, and is no reading of the clock (ADR 44)."""

from __future__ import annotations

import pytest

from tests.test_exact_time import decided

SPIN_LOCK = """
	_ = time.Now
	var lock, total atomic.Int32
	take := func() {
		for !lock.CompareAndSwap(0, 1) {
			for i := 0; i < 4; i++ {
				runtime.Gosched()
			}
		}
	}
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			take()
			total.Store(total.Load() + 1)
			GIVE
		}()
	}
	wg.Wait()
	if total.Load() != 3 { t.Fatal(total.Load()) }
"""


@pytest.mark.parametrize(
    ("give", "answer"), [("lock.Store(0)", "proved"), ("if total.Load() < 2 { lock.Store(0) }", "violated")]
)
def test_who_gives_way_to_others_takes_no_time(give: str, answer: str) -> None:
    """Where others can run, it does not show how often a goroutine gave way."""
    verdict = decided(SPIN_LOCK.replace("GIVE", give), "runtime", "sync", "sync/atomic", time="exact").verdict
    assert (verdict.answer, verdict.complete) == (answer, True)
    assert verdict.statistics.states < 3_000


GIVES_WAY = """
	var fired atomic.Bool
	timer := time.AfterFunc(TIME, func() { fired.Store(true) })
	for i := 0; i < 5; i++ { runtime.Gosched() }
	timer.Stop()
	if fired.Load() { t.Fatal() }
"""


@pytest.mark.parametrize(("duration", "kinds"), [("time.Second", set()), ("time.Microsecond", {"failure"})])
def test_giving_way_is_no_sleep(duration: str, kinds: set[str]) -> None:
    verdict = decided(GIVES_WAY.replace("TIME", duration), "runtime", "sync/atomic", time="exact").verdict
    assert (verdict.kinds, verdict.complete) == (kinds, True)


def test_who_gives_way_may_go_on_at_once() -> None:
    body = "_ = time.Now; var n atomic.Int32; go n.Add(1); runtime.Gosched(); if n.Load() != WANT { t.Fatal() }"
    for want in "01":
        assert decided(body.replace("WANT", want), "runtime", "sync/atomic", time="exact").verdict.kinds == {"failure"}
