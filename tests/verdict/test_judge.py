"""From findings to a verdict: kinds, merging, directives, and runs that are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import chancheck
from chancheck.check import Options, unit_of
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.registry import engine
from chancheck.lower.lower_program import lower
from chancheck.source import Source
from chancheck.verdict.replay import ReplayError, replayed

TWO_STUCK = """package main

func main() {
	c := make(chan int)
	for range 2 {
		go func() { c <- 1 }()
	}
}
"""

TWO_PLACES = """package main

func main() {
	a, b := make(chan int), make(chan int)
	go func() { a <- 1 }()
	go func() { <-b }()
}
"""


def test_goroutines_left_at_one_place_are_one_leak():
    (finding,) = chancheck.verify(TWO_STUCK).verdict.findings
    assert finding.kind == "leak" and finding.location.line == 6


def test_goroutines_left_at_two_places_are_two_leaks():
    findings = chancheck.verify(TWO_PLACES).verdict.findings
    assert [(f.kind, f.location.line) for f in findings] == [("leak", 5), ("leak", 6)]


def test_the_twin_whose_main_meets_both_is_proved():
    twin = TWO_PLACES.replace("<-b }()", "<-b }()\n\t<-a\n\tclose(b)")
    assert chancheck.verify(twin).verdict.answer == "proved"


@pytest.mark.parametrize(
    ("directive", "as_expected"),
    [("//chancheck:expect leak", True), ("//chancheck:expect proved", False), ("//chancheck:expect deadlock", False),
     ("//chancheck:expect leak deadlock", False), ("", False)],
)  # fmt: skip
def test_a_file_is_as_expected_when_exactly_its_kinds_are_found(directive: str, as_expected: bool) -> None:
    assert chancheck.verify(f"{directive}\n{TWO_STUCK}").as_expected is as_expected


def test_an_ignored_leak_is_no_finding():
    ignored = TWO_STUCK.replace("\t\tgo func", "\t\t//chancheck:ignore leak\n\t\tgo func")
    assert chancheck.verify(ignored).verdict.answer == "proved"


def test_only_kinds_that_are_asked_for_count():
    assert chancheck.verify(TWO_STUCK, checks=frozenset({"deadlock"})).verdict.answer == "proved"


def test_a_search_cut_short_without_findings_is_inconclusive():
    right = "package main\n\nfunc main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\t<-c\n}\n"
    verdict = chancheck.verify(right, max_states=1).verdict
    assert verdict.answer == "inconclusive" and verdict.limit is not None and verdict.limit.flag == "--max-states"


def test_a_run_that_the_rules_do_not_allow_is_refused():
    program = lower(unit_of(Source("two.go", TWO_STUCK), Options()))
    explored = engine("reference").explore(program, EngineOptions())
    found = next(f for f in explored.found if f.kind == "halt")
    explored.found = [replace(found, trace=(*found.trace, found.trace[0]))]
    with pytest.raises(ReplayError):
        replayed(program, explored)


def test_the_examples_are_as_they_say():
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.gol")):
        assert all(result.as_expected for result in chancheck.verify_all(path)), path.name


PANICS = """package main

import "sync"

func fail(early bool) {
	if early {
		panic("no")
	}
	panic("no")
}

func main() {
	var wg sync.WaitGroup
	go fail(true)
	go fail(false)
	go wg.Done()
	go func() {
		wg.Done()
	}()
	select {}
}
"""

CLOSED_TWICE = """package main

func main() {
	c := make(chan int)
	close(c)
	close(c)

	println("after")
}
"""


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_panics_with_one_text_at_two_places_are_two(engine: str) -> None:
    if engine == "native":
        pytest.importorskip("chancheck._core")
    findings = chancheck.verify(PANICS, engine=engine).verdict.findings
    places = sorted((f.location.line, f.message) for f in findings)
    negative = "panic: sync: negative WaitGroup counter"
    assert places == [(7, "panic: no"), (9, "panic: no"), (16, negative), (18, negative)]


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_their_twin_with_one_place_has_one(engine: str) -> None:
    if engine == "native":
        pytest.importorskip("chancheck._core")
    twin = PANICS.replace("fail(false)", "fail(true)").replace("\t\twg.Done()\n", "").replace("go wg.Done()", "")
    twin = twin.replace("var wg sync.WaitGroup", "var _ sync.WaitGroup")
    (finding,) = chancheck.verify(twin, engine=engine).verdict.findings
    assert finding.location.line == 7


def test_a_panic_of_an_operation_is_where_the_operation_is():
    (finding,) = chancheck.verify(CLOSED_TWICE).verdict.findings
    assert finding.location.line == 6 and finding.trace[-2].location.line == 6


AGAIN = """package main

func try(n int) {
	defer func() { recover() }()
	if n > 0 {
		panic("caught")
	}
}

func main() {
	try(1)
	defer func() {
		panic(recover())
	}()
	panic("no")
}
"""


def test_a_panic_in_a_deferred_call_is_there_and_says_what_it_replaced():
    (finding,) = chancheck.verify(AGAIN).verdict.findings
    assert (finding.message, finding.location.line) == ("panic: no [recovered, repanicked]", 15)
    lines = [frame.pos.line for frame in finding.goroutines[0].frames if frame.pos.line]
    assert {13, 15} <= set(lines) and lines.index(13) < lines.index(15)


def test_a_panic_that_was_caught_before_does_not_count():
    twin = AGAIN.replace("panic(recover())", "_ = 1")
    (finding,) = chancheck.verify(twin).verdict.findings
    assert (finding.location.line, finding.why) == (15, ())
    caught = AGAIN.replace("panic(recover())", "recover()")
    assert chancheck.verify(caught).verdict.answer == "proved"


def test_an_operation_that_ends_the_run_is_not_said_to_wait():
    text = 'package main\n\nimport "sync"\n\nfunc main() {\n\tvar m sync.Mutex\n\tm.Unlock()\n}\n'
    (finding,) = chancheck.verify(text).verdict.findings
    assert finding.location.line == 7 and not finding.why and not finding.goroutines[0].waits


def test_stacks_leave_out_the_runtime_as_go_does():
    text = "package main\n\nfunc main() {\n\tvar xs []int\n\tn := 3\n\tprintln(xs[n])\n}\n"
    (finding,) = chancheck.verify(text).verdict.findings
    assert [frame.function for frame in finding.goroutines[0].frames] == ["main.main"]
