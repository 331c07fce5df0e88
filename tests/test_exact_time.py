"""Exact timers with a clock that moves when it is read, and tests that are judged with them first (ADR 36)."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from chancheck.check import Options, check_source
from chancheck.cli.exit_status import exit_status
from chancheck.deadline import Exhausted
from chancheck.report import FORMATS, render
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.verdict import timer_sensitivity
from chancheck.verdict.finding import Result

ENGINES = ["reference", "native"]

HEAD = 'package p\n\nimport (\n\t"testing"\n{}\t"time"\n)\n\nfunc TestIt(t *testing.T) {{\n{}\n}}\n'


def decided(body: str, *imports: str, name: str = "x_test.go", time: str = "auto", engine: str = "auto") -> Result:
    text = HEAD.format("".join(f'\t"{path}"\n' for path in imports), body)
    (result,) = check_source(Source(name, text), Options(time=time, engine=engine, budget=20))
    return result


CLOCKS = {
    "after a sleep of the time-out the deadline is over": (
        "d := time.Now().Add(time.Millisecond); time.Sleep(time.Millisecond); if !time.Now().After(d) { t.Fatal() }",
        True,
    ),
    "and not before": (
        "d := time.Now().Add(time.Millisecond); time.Sleep(time.Microsecond); if !time.Now().After(d) { t.Fatal() }",
        False,
    ),
    "the second of two readings is later": ("a := time.Now(); if !time.Now().After(a) { t.Fatal() }", True),
    "and never earlier": ("a := time.Now(); if time.Now().After(a) { t.Fatal() }", False),
    "a busy wait with a deadline ends": (
        "d := time.Now().Add(time.Second); for time.Now().Before(d) {}; if time.Now().Before(d) { t.Fatal() }",
        True,
    ),
    "not long after it": (
        "s := time.Now(); for time.Since(s) < time.Second {}; if time.Since(s) > 3*time.Second { t.Fatal() }",
        True,
    ),
    "two sleeps may end before one as long as both, or after": (
        "c := make(chan int, 2); go func() { time.Sleep(time.Second); time.Sleep(time.Second); c <- 1 }()\n"
        "go func() { time.Sleep(2*time.Second); c <- 2 }(); if <-c == 2 { t.Fatal() }",
        False,
    ),
    "the zero time lies before all of the clock's, by more than a duration holds": (
        "var z time.Time; n := time.Now(); time.Sleep(time.Second)\n"
        "if !z.Before(n) || n.Before(z) || z.Equal(n) || n.Sub(z) != 1<<63-1 || z.Sub(n) != -1<<63 { t.Fatal() }",
        True,
    ),
    "so does one that is a little later": (
        "z := time.Time{}.Add(time.Hour); n := time.Now()\n"
        "if z.After(n) || z.Sub(time.Time{}) != time.Hour || n.Compare(z) != 1 || n.Sub(z) == 0 { t.Fatal() }",
        True,
    ),
    "and it is not after it": ("var z time.Time; if n := time.Now(); n.After(z) { t.Fatal() }", False),
    "a date of another century is as far away as it is": (
        "d := time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC); n := time.Now()\n"
        "if !d.Before(n) || n.Sub(d) < 149*365*24*time.Hour || n.Sub(d) > 151*366*24*time.Hour { t.Fatal() }",
        True,
    ),
    "no timer is passed by meanwhile": (
        "c := time.After(time.Millisecond); s := time.Now(); for time.Since(s) < time.Second {}\n"
        "select { case <-c: default: t.Fatal() }",
        True,
    ),
}


@pytest.mark.parametrize(("body", "passes"), CLOCKS.values(), ids=CLOCKS)
def test_the_clock_moves_when_it_is_read(body: str, passes: bool) -> None:
    verdict = decided(body, time="exact").verdict
    assert verdict.kinds == (frozenset() if passes else {"failure"})
    assert verdict.answer == ("proved" if passes else "violated")


WAIT = """
	var done atomic.Bool
	go func() { time.Sleep(SLEEP); done.Store(true) }()
	d := time.Now().Add(time.Second)
	for !done.Load() && time.Now().Before(d) { runtime.Gosched() }
	if !done.Load() { t.Fatal("not done") }
"""


WAITS = ("<-time.After(D)", "time.AfterFunc(D, func() { n.Add(1) }); return", "<-time.NewTicker(D).C", "time.Sleep(D)")


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize(("sleep", "kinds"), [("Nanosecond", {"failure"}), ("Millisecond", set())])
def test_computation_may_take_a_microsecond(wait: str, sleep: str, kinds: set[str]) -> None:
    body = f"var n atomic.Int32; go func() {{ {wait}; n.Add(1) }}(); n.Add(0); if n.Load() > 0 {{ t.Fatal() }}"
    result = decided(body.replace("(D", f"(time.{sleep}"), "sync/atomic", time="exact")
    assert result.verdict.kinds == kinds


@pytest.mark.parametrize(("sleep", "answer"), [("time.Millisecond", "proved"), ("time.Minute", "violated")])
def test_a_busy_wait_sees_what_others_do_meanwhile(sleep: str, answer: str) -> None:
    body = WAIT.replace("SLEEP", sleep)
    assert decided(body, "runtime", "sync/atomic", time="exact").verdict.answer == answer


TICKS = """
	start, ticker := time.Now(), time.NewTicker(500*time.Nanosecond)
	time.AfterFunc(time.Nanosecond, func() { <-ticker.C })
	go func() { time.Sleep(time.Microsecond); <-ticker.C; _ = time.Since(start) > time.Microsecond }()
	select { case <-ticker.C: case <-time.After(time.Millisecond): }
	ticker.Stop()
"""
ATOMIC = '\t"runtime"\n\t"sync/atomic"\n'


@pytest.mark.parametrize(
    ("imports", "body"),
    [("", TICKS), pytest.param(ATOMIC, WAIT.replace("SLEEP", "time.Millisecond"), marks=pytest.mark.long)],
    ids=["soon", "polling"],
)
def test_engines_see_the_same_states(imports: str, body: str) -> None:
    text = HEAD.format(imports, body)
    counts = []
    for engine in ENGINES:
        how = Options(time="exact", engine=engine, search="bfs", reduce=frozenset(), checks=frozenset({"deadlock"}))
        (result,) = check_source(Source("x_test.go", text), how)
        counts.append((result.verdict.statistics.states, result.verdict.statistics.transitions))
    assert counts[0] == counts[1]


POLL = """
	var done atomic.Bool
	go func() { time.Sleep(time.Second); done.Store(DONE) }()
	go func() { for !done.Load() { WAIT } }()
"""


@pytest.mark.parametrize("wait", ["runtime.Gosched()", "time.Sleep(time.Microsecond)", "time.Sleep(time.Millisecond)"])
@pytest.mark.parametrize(("done", "kinds"), [("true", set()), ("false", {"leak"})])
def test_who_waits_by_giving_way_lets_time_pass(wait: str, done: str, kinds: set[str]) -> None:
    body = POLL.replace("WAIT", wait).replace("DONE", done)
    exact = decided("_ = runtime.Gosched" + body, "runtime", "sync/atomic", time="exact").verdict
    assert (exact.kinds, exact.complete) == (kinds, True)


SPIN = POLL.replace("WAIT", "").replace("DONE", "true")


def test_a_busy_wait_without_a_clock_is_not_for_ever() -> None:
    exact = decided(SPIN, "sync/atomic", time="exact").verdict
    assert (exact.answer, exact.limit and exact.limit.name) == ("inconclusive", "busy")
    assert decided(SPIN, "sync/atomic").verdict.answer == "proved"  # whenever the timer fires
    stuck = decided(SPIN.replace("Store(true)", "Store(false)"), "sync/atomic").verdict
    assert (stuck.answer, [w.kind for w in stuck.warnings]) == (
        "inconclusive",
        ["leak"],
    )  # it takes that the sleep ends


@pytest.mark.parametrize("main", ["", "time.Sleep(3 * time.Second)", "<-time.After(2 * time.Second)"])
@pytest.mark.parametrize(("end", "kinds"), [("", {"leak"}), ("return", set())])
def test_a_loop_that_waits_for_instants_lets_time_pass(main: str, end: str, kinds: set[str]) -> None:
    for loop in ("time.Sleep(time.Second)", "<-k.C", "select { case <-k.C: select { case beats <- 1: default: } }"):
        body = f"""
	k, beats := time.NewTicker(time.Second), make(chan int)
	go func() {{ for n := 0; ; n = 1 {{ {loop}; if n == 1 {{ {end} }} }} }}()
	_, _ = k, beats
	{main}
"""
        exact = decided(body, time="exact").verdict
        assert (exact.kinds, exact.complete) == (kinds, True), loop


LEAK = """
	c := make(chan int)
	go func() { time.Sleep(SLEEP); c <- 1 }()
	select { case <-c: case <-time.After(time.Second): }
"""
SLOW, ALWAYS = LEAK.replace("SLEEP", "time.Millisecond"), LEAK.replace("SLEEP", "time.Minute")


def test_what_only_a_slow_machine_shows_is_a_warning() -> None:
    result = decided(SLOW)
    assert (result.verdict.answer, result.verdict.exact, result.verdict.findings) == ("proved", True, ())
    (warning,) = result.verdict.warnings
    assert (warning.kind, warning.time) == ("leak", "any")
    assert warning.slow == "the timer at line 12 fires before the sleep at line 11 ends"
    assert exit_status([result]) == 0


def test_and_also_where_there_is_no_time_to_see_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(program: object, run: object) -> bool:
        raise Exhausted("seconds")

    monkeypatch.setattr(timer_sensitivity, "asks", ends)
    verdict = decided(SLOW).verdict
    assert (verdict.findings, [w.kind for w in verdict.warnings]) == ((), ["leak"])
    assert decided("n := 0; go func() { n++ }(); time.Sleep(time.Second); n++").verdict.kinds == {"race"}


def test_what_exact_timers_show_is_a_finding() -> None:
    result = decided(ALWAYS)
    assert (result.verdict.answer, result.verdict.warnings) == ("violated", ())
    assert [f.time for f in result.verdict.findings] == ["any and exact"]


@pytest.mark.parametrize(("name", "time"), [("x_test.go", "any"), ("x.go", "auto"), ("x.gol", "auto")])
def test_elsewhere_any_time_is_meant(name: str, time: str) -> None:
    result = decided(SLOW, name=name, time=time)
    assert (result.verdict.kinds, result.verdict.warnings, exit_status([result])) == ({"leak"}, (), 1)


def test_races_need_no_slow_machine() -> None:
    result = decided("n := 0; go func() { n++ }(); time.Sleep(time.Second); n++")
    assert (result.verdict.kinds, result.verdict.warnings) == ({"race"}, ())


STOPPED = "n := 0; a := time.AfterFunc(time.Second, func() { n++ }); SLEEP; n++; a.Stop()"
LOCKED = (
    "n := 0; var mu sync.Mutex; go func() { n++; mu.Lock(); mu.Unlock() }()\n"
    "time.Sleep(time.Second); BEFORE; mu.Lock(); AFTER; mu.Unlock()"
)
RACES = {
    "a timer that is stopped in time": (STOPPED.replace("SLEEP", ""), True),
    "a timer that fires before it is stopped": (STOPPED.replace("SLEEP", "time.Sleep(time.Minute)"), False),
    "a lock that is taken after a sleep": (LOCKED.replace("BEFORE", "").replace("AFTER", "n++"), True),
    "the access comes before the lock": (LOCKED.replace("BEFORE", "n++").replace("AFTER", ""), False),
}


@pytest.mark.parametrize("name", RACES)
def test_races_that_exact_timers_do_not_have_are_warnings(name: str) -> None:
    body, slow = RACES[name]
    verdict = decided(body, *(("sync",) if "sync." in body else ())).verdict
    kinds = [w.kind for w in verdict.warnings]
    assert (verdict.answer, verdict.kinds, kinds) == (
        ("proved", set(), ["race"]) if slow else ("violated", {"race"}, [])
    )
    assert all(w.slow.startswith("the ") for w in verdict.warnings)


def test_they_count_where_exact_timers_are_not_known() -> None:
    """The search with exact timers did not end."""
    endless = "go func() { for n := 0; ; n++ { time.Sleep(time.Second); println(n) } }()\n"
    text = HEAD.format("", endless + STOPPED.replace("SLEEP", ""))
    (result,) = check_source(Source("x_test.go", text), Options(max_states=1_000))
    assert "race" in result.verdict.kinds


def test_a_race_that_hangs_on_a_clock_is_a_warning() -> None:
    body = "n := 0; s := time.Now(); done := make(chan bool); go func() { n++; done <- true }()\n"
    late = "if time.Since(s) > time.Hour { n++ }; <-done"
    verdict = decided(body + late).verdict
    assert (verdict.answer, [w.kind for w in verdict.warnings]) == ("proved", ["race"])
    assert decided(body + late.replace(">", "<")).verdict.kinds == {"race"}


def test_what_a_clock_may_say_is_no_warning() -> None:
    """Without a clock less than the second of the sleep may have passed."""
    result = decided("s := time.Now(); time.Sleep(time.Second); if time.Since(s) < time.Second { t.Fatal() }")
    assert (result.verdict.answer, result.verdict.exact, result.verdict.warnings) == ("proved", False, ())


def test_a_test_that_lets_no_time_pass_is_searched_once() -> None:
    assert not decided("_ = time.Second; c := make(chan int, 1); c <- 1; <-c").verdict.exact


def test_every_format_tells_warnings_apart() -> None:
    texts = {name: render([decided(SLOW)], name, Show()) for name in FORMATS}
    (shown,) = json.loads(texts["json"])["results"]
    assert (shown["verdict"], shown["timers"], shown["slow_limit"]) == ("proved", "exact", None)
    assert [(f["kind"], f["level"]) for f in shown["findings"]] == [("leak", "warning")]
    assert [r["level"] for r in json.loads(texts["sarif"])["runs"][0]["results"]] == ["warning"]
    assert texts["github"].startswith("::warning ")
    assert [d["severity"] for d in json.loads(texts["rdjson"])["diagnostics"]] == ["WARNING"]
    assert "Warning: leak (CC102)" in texts["markdown"]
    suite = ElementTree.fromstring(texts["junit"])
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")
    assert "only if slow" in (suite.findtext(".//system-out") or "")
    for name in ("full", "concise"):
        assert "proved with exact timers (1 warning)" in texts[name]
        assert "only if slow: the timer at line 12 fires before the sleep at line 11 ends" in texts[name]
        assert "1 checked: 1 proved; 1 warning;" in texts[name]


def test_the_command_ends_well(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from chancheck.cli.verify import command

    file = tmp_path / "x_test.go"
    file.write_text(HEAD.format("", SLOW))
    assert CliRunner().invoke(command, [str(file), "--no-cache"]).exit_code == 0
    assert CliRunner().invoke(command, [str(file), "--no-cache", "--time", "any"]).exit_code == 1


BEHIND_A_RACE = """
n, done := 0, make(chan bool, 1)
go func() { n++; done <- true }()
n++
select {
case <-done:
case <-time.After(time.Second):
	t.Fatal("too late")
}
if n > 2 { t.Fatal() }
"""


def test_what_needs_a_slow_machine_is_no_finding_behind_a_race_either() -> None:
    verdict = decided(BEHIND_A_RACE).verdict
    assert verdict.kinds == {"race"}
    assert [warning.kind for warning in verdict.warnings] == ["failure"]


def test_but_what_the_race_makes_possible_is() -> None:
    assert decided(BEHIND_A_RACE.replace("n > 2", "n < 2")).verdict.kinds == {"race", "failure"}
