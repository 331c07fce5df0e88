"""Time with a clock: exact instants, in both engines, and what findings say of the time they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, verify
from chancheck.outcomes import outcomes_of, outcomes_of_source
from chancheck.report.reasons import sentences
from chancheck.source import Source

LITMUS = Path(__file__).parent / "litmus"
TIMED = sorted(p for p in LITMUS.glob("*.go") if '"time"' in p.read_text() or '"context"' in p.read_text())
ENGINES = ["reference", "native"]


def main(body: str, *imports: str) -> str:
    names = "\n".join(f'\t"{name}"' for name in ("fmt", "time", *imports))
    return f"package main\n\nimport (\n{names}\n)\n\nfunc main() {{\n{body}\n}}\n"


def outcomes(
    body: str, *imports: str, engine: str = "reference", time: str = "virtual", go: str | None = None
) -> list[str]:
    source = Source("program.go", main(body, *imports))
    seen, limit = outcomes_of_source(source, Options(time=time, engine=engine, go=go))
    assert limit is None
    return seen


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", TIMED, ids=lambda path: path.stem)
def test_litmus(path: Path, engine: str) -> None:
    """The main list is what happens when sleeps let others settle; exact timers give a part of all outcomes."""
    first = path.read_text().split("\n")[0].removeprefix("// outcomes:")
    listed, _, verdict = first.partition("; verdict:")
    seen, limit = outcomes_of(path, Options(time="virtual", engine=engine))
    assert limit is None and seen
    expected = set(listed.strip().strip('"').split('" "'))
    if "timing(settled)" in verdict or path.stem == "timer_reset_extends":
        assert set(seen) == expected
    else:
        assert set(seen) <= expected


SYNCTEST = """
	s := time.Now()
	var log []string
	go func() { time.Sleep(3 * time.Hour); log = append(log, "3h") }()
	go func() { time.Sleep(time.Hour); log = append(log, "1h") }()
	select {
	case <-time.After(5 * time.Hour):
	case <-make(chan int):
	}
	fmt.Println(log, time.Since(s))
	tm := time.NewTimer(time.Second)
	time.Sleep(time.Second)
	fmt.Println(tm.Stop())
	tk := time.NewTicker(time.Second)
	time.Sleep(3500 * time.Millisecond)
	a := (<-tk.C).Sub(time.Now())
	b := (<-tk.C).Sub(time.Now())
	fmt.Println(a, b)
	fmt.Println(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Sub(s), time.Unix(7, 0).Unix())
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_as_synctest(engine: str) -> None:
    """The output of a testing/synctest bubble of go1.27 for the same statements."""
    assert outcomes(SYNCTEST, engine=engine) == ["[1h 3h] 5h0m0s true -2.5s 0s 0s 7"]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_instant_in_any_order(engine: str) -> None:
    body = """
	done := make(chan string)
	for _, s := range []string{"a", "b"} {
		go func() { time.Sleep(time.Second); done <- s }()
	}
	fmt.Println(<-done, <-done)
"""
    assert outcomes(body, engine=engine) == ["a b", "b a"]


@pytest.mark.parametrize(("first", "seen"), [("time.Second", "far"), ("3 * time.Second", "near")])
def test_the_earlier_deadline_counts(first: str, seen: str) -> None:
    body = f"""
	outer, stop := context.WithTimeout(context.Background(), {first})
	defer stop()
	inner, cancel := context.WithTimeout(outer, 2*time.Second)
	defer cancel()
	<-inner.Done()
	if outer.Err() != nil {{
		fmt.Println("far")
	}} else {{
		fmt.Println("near")
	}}
"""
    assert outcomes(body, "context") == [seen]


def test_a_function_of_a_timer_that_nobody_holds() -> None:
    body = """
	c := make(chan int)
	time.AfterFunc(time.Second, func() { c <- 1 })
	fmt.Println(<-c)
"""
    assert outcomes(body) == ["1"]


def test_durations_are_compared() -> None:
    body = """
	start := time.Now()
	deadline := start.Add(time.Minute)
	time.Sleep(time.Minute - 1)
	fmt.Println(time.Now().Before(deadline), time.Until(deadline), deadline.After(start), time.Time{}.IsZero())
	time.Sleep(1)
	fmt.Println(time.Now().Before(deadline), time.Now().Equal(deadline))
"""
    assert outcomes(body) == ["true 1ns true true false true"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ticker_is_finite(engine: str) -> None:
    """Instants are kept relative to the present, so that a loop that ticks for ever has few states."""
    source = main("\tfor range time.Tick(time.Second) {\n\t\tfmt.Print()\n\t}")
    result = verify(source, time="virtual", engine=engine)
    assert result.verdict.answer == "proved"
    assert result.verdict.statistics.states < 10


def test_a_loop_that_spins_stops_the_clock() -> None:
    body = """
	go func() {
		for {
			time.Now()
		}
	}()
	time.Sleep(time.Second)
	fmt.Println("never")
"""
    result = verify(main(body), time="virtual")
    assert "never" not in "".join(f.output for f in result.verdict.findings)


STALE = """
	t := time.NewTimer(time.Millisecond)
	time.Sleep(time.Second)
	fmt.Println(t.Stop())
	select {
	case <-t.C:
		fmt.Println("stale")
	default:
		fmt.Println("empty")
	}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_timers_before_go_1_23(engine: str) -> None:
    """Before, an expired timer was no longer armed and left its value in the channel's buffer."""
    assert outcomes(STALE, engine=engine) == ["true empty"]
    assert outcomes(STALE, engine=engine, go="1.22") == ["false stale"]


SLOW = """
	c := make(chan int, 1)
	go func() { c <- 1 }()
	select {
	case <-c:
	case <-time.After(time.Second):
		panic("late")
	}
	fmt.Println("in time")
"""
ALWAYS = SLOW.replace("c <- 1 }", "time.Sleep(2 * time.Second); c <- 1 }")


def test_a_slow_machine() -> None:
    (finding,) = verify(main(SLOW)).verdict.findings
    assert finding.time == "any"
    assert any(
        "needs a slow machine: the timer at line 14 fires before goroutine 2 continues" in w for w in sentences(finding)
    )
    assert verify(main(SLOW), time="virtual").verdict.answer == "proved"


def test_a_defect_at_any_time() -> None:
    (finding,) = verify(main(ALWAYS)).verdict.findings
    assert finding.time == "any and virtual"
    (exact,) = verify(main(ALWAYS), time="virtual").verdict.findings
    assert (exact.time, exact.message) == ("virtual", finding.message)


def test_races_are_judged_at_any_time() -> None:
    body = """
	x := 0
	go func() { x = 1 }()
	time.Sleep(time.Second)
	fmt.Println(x)
"""
    assert verify(main(body), time="virtual").verdict.kinds == {"race"}


CALLS = """
package main

import "time"

type pool interface {
	open()
	submit(jobs ...func())
}

type workers struct{ jobs chan func() }

func (w *workers) open() { w.jobs = make(chan func(), 4) }

func (w *workers) submit(jobs ...func()) { w.jobs <- jobs[0] }

func main() {
	var p pool = &workers{}
	p.open()
	p.submit(func() {})
	time.Sleep(time.Millisecond)
	p.submit(func() {})
}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_time_passes_over_what_calls_have_left(engine: str) -> None:
    """A register that held the receiver of an interface call has no type before it."""
    assert verify(CALLS.lstrip(), time="virtual", engine=engine).verdict.answer == "proved"
