"""The passes of a test in which time passes: any timers briefly, exact timers, and the look at slow machines."""

from __future__ import annotations

from typing import Any

import pytest

from chancheck import deciding, passes
from chancheck.check import Options, check_source
from chancheck.records import replace
from chancheck.report import render
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.verdict.finding import LIMITS, Result
from tests.test_exact_time import HEAD, decided

ENDLESS = """
	c := make(chan int)
	go func() { time.Sleep(time.Millisecond); c <- 1 }()
	for n := 0; ; n++ { select { case <-c: return; case <-time.After(time.Second): if n > 5 { n -= 2 }; println(n) } }
"""


def test_what_was_not_looked_at_is_said() -> None:
    """Any number of time-outs may be over before the sleep ends; what is printed is part of the state."""
    text = HEAD.format("", ENDLESS.replace("if n > 5 { n -= 2 }; ", ""))
    (result,) = check_source(Source("x_test.go", text), Options(max_states=500))
    assert (result.verdict.answer, result.verdict.exact) == ("proved", True)
    assert result.verdict.slow is not None
    assert "slow machines were looked at in part" in render([result], "concise", Show())


def test_and_also_after_a_finding_that_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first finding ends a search soon. One that rests on a clock does not count, and there may be no time to
    search again."""
    judged, over = deciding.judged, False

    def judge_late(*given: Any) -> Any:
        nonlocal over
        said = judged(*given)
        over = given[-1]
        return said

    monkeypatch.setattr(deciding, "judged", judge_late)
    monkeypatch.setattr(deciding, "time_is_left", lambda: not over)
    late = "s := time.Now(); time.Sleep(time.Second); if time.Since(s) < time.Second { t.Error() }"
    text = HEAD.format("", late + ENDLESS.replace("if n > 5 { n -= 2 }; ", ""))
    (result,) = check_source(Source("x_test.go", text), Options())
    assert (result.verdict.answer, result.verdict.warnings, result.verdict.slow) == ("proved", (), LIMITS["seconds"])
    assert "slow machines were looked at in part" in render([result], "concise", Show())


@pytest.mark.parametrize(("exact", "slow"), [(0.1, 2.0), (1.0, 5.0), (10.0, 9.0)])
def test_slow_machines_get_time_as_the_exact_search_took(exact: float, slow: float) -> None:
    """Of a minute: 15%, five times what the exact search took, or two seconds."""
    assert deciding.time_of(passes.SLOW, 60.0, {passes.EXACT: exact}) == slow
    assert deciding.time_of(passes.EXACT, 60.0, {passes.BRIEF: exact}) == 36.0


def test_nothing_to_say_about_exact_timers_takes_no_brackets() -> None:
    """A second search that ended soon after the same finding says nothing more."""
    race = decided("n := 0; go func() { n++ }(); time.Sleep(time.Second); n++")
    for exact, slow in ((True, LIMITS["patience"]), (False, None)):
        result = replace(race, verdict=replace(race.verdict, exact=exact, slow=slow))
        line = render([result], "full", Show()).splitlines()[0]
        assert line == f"x_test.go: TestIt: violated{' with exact timers' if exact else ''}: race"


AGE = """
var mu sync.Mutex
var hours int

func init() {
	began := time.Now()
	go func() {
		for range time.NewTicker(time.Second).C {
			mu.Lock()
			if time.Since(began) > time.Hour {
				hours = 1
			}
			mu.Unlock()
		}
	}()
}

func TestIt(t *testing.T) {
	mu.Lock()
	defer mu.Unlock()
	%s
}
"""


def aged(body: str) -> Result:
    head = 'package p\n\nimport (\n\t"sync"\n\t"testing"\n\t"time"\n)\n'
    (result,) = check_source(Source("x_test.go", head + AGE % body), Options(budget=20))
    return result


def test_a_test_that_is_proved_for_all_times_needs_no_exact_ones() -> None:
    """The age of an instant has no end with exact timers."""
    result = aged("_ = hours")
    assert (result.verdict.answer, [p.name for p in result.verdict.plan]) == ("proved", ["any timers, briefly"])


def test_a_first_search_with_any_timers_decides_nothing_else() -> None:
    result = decided(
        "c := time.After(time.Second); time.Sleep(time.Millisecond); select { case <-c: t.Fatal(); default: }"
    )
    assert result.verdict.answer == "proved" and result.verdict.warnings
    assert "any timers, briefly" not in [p.name for p in result.verdict.plan]


def test_a_first_search_with_any_timers_hides_no_defect() -> None:
    result = aged("mu.Lock()")
    assert result.verdict.answer == "violated"
