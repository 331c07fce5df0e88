"""Smaller programs (`--scale`): which numbers become small, and what is said of the answers."""

from __future__ import annotations

import json

import pytest

from chancheck.check import Options, check_source
from chancheck.deadline import Exhausted
from chancheck.diagnostic import Diagnostics
from chancheck.entries import Entries
from chancheck.graph.ops import Unit
from chancheck.report import render
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.syntax.parse import parse
from chancheck.syntax.scale import scaled, sizes
from chancheck.syntax.walk import nodes
from chancheck.types.objects import Package
from chancheck.verdict.finding import Result

START = "func start(rounds, other int) {}\n"
SIZES = {
    "for i := 0; i < 1000; i++ {}": {1000},
    "for i := range 1_000 {}": {1000},
    "for i := 50; i > 0; i-- {}": {50},
    "n := 200; for i := 0; i < n; i++ {}": {200},
    "const n = 200; for range n {}": {200},
    "_ = make(chan int, 64)": {64},
    "wg.Add(12)": {12},
    "p := NewPool(20)": {20},
    "n := 20 * rounds; rounds := 1000; for i := 0; i < n; i++ {}": {20, 1000},
    "g := func() { start(1000, 30) }; for i := 0; i < rounds; i++ {}": {1000},
    "for i := 0; i < 9; i++ {}": set(),
    "x := 1000": set(),
    "f(1000)": set(),
    "for time.Since(s) < 50*time.Millisecond {}": set(),
}


@pytest.mark.parametrize(("body", "large"), SIZES.items(), ids=SIZES)
def test_large_numbers_are_told_by_their_places(body: str, large: set[int]) -> None:
    tree = parse(Source("x.go", f"package p\nfunc f() {{\n{body}\n}}\n{START}"), Diagnostics())
    assert sizes([tree]) == large


def test_the_same_number_elsewhere_becomes_small_too() -> None:
    text = "package p\nfunc f() { for range 100 { n++ }; if n != 100 { g(50*time.Second, 100*time.Second, 7) } }\n"
    tree = parse(Source("x.go", text), Diagnostics())
    (small,) = scaled([tree], sizes([tree]), 3)

    def literals(root: object) -> list[str]:
        return [node.text for node in nodes(root) if type(node).__name__ == "BasicLit"]  # type: ignore[arg-type]

    assert literals(small) == ["3", "3", "50", "100", "7"]
    assert literals(tree) == ["100", "100", "50", "100", "7"]  # the original stays


COUNTING = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	n := 0
	for i := 0; i < 1000; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); mu.Lock(); n++; mu.Unlock() }()
	}
	wg.Wait()
	if n != WANTED {
		panic("lost")
	}
}
"""


def decided(wanted: str, **options: int) -> Result:
    (result,) = check_source(Source("x.gol", COUNTING.replace("WANTED", wanted)), Options(**options))  # type: ignore[arg-type]
    return result


def test_a_proof_at_a_scale_is_none_of_the_program() -> None:
    result = decided("1000", scale=3)
    assert (result.verdict.answer, result.verdict.scaled, result.as_expected) == (
        "inconclusive",
        "proved at scale 3",
        False,
    )
    text = render([result], "concise", Show())
    assert "proved at scale 3 (1,000 became 3), which is no proof of the program as it stands" in text


def test_a_violation_at_a_scale_is_told_as_such() -> None:
    result = decided("1001", scale=3)
    assert result.verdict.kinds == {"panic"}
    assert "found at scale 3 (1,000 became 3)" in render([result], "full", Show())


def test_where_the_search_ends_early_a_smaller_program_is_tried() -> None:
    result = decided("1000", max_states=300)
    assert (result.verdict.answer, result.verdict.scaled) == ("inconclusive", "proved at scale 3")
    text = render([result], "concise", Show())
    assert "the limit on states was reached" in text
    assert "proved at scale 3 (1,000 became 3), which is no proof of the program as it stands" in text
    (shown,) = json.loads(render([result], "json", Show()))["results"]
    assert (shown["verdict"], shown["scaled"]) == ("inconclusive", "proved at scale 3")


def test_and_what_is_found_there_is_a_warning() -> None:
    source = COUNTING.replace("1000", "1000000").replace("WANTED", "1000001")  # too long for random runs
    (result,) = check_source(Source("x.gol", source), Options(max_states=300))
    assert (result.verdict.answer, result.verdict.findings) == ("inconclusive", ())
    assert [w.kind for w in result.verdict.warnings] == ["panic"]
    assert "the program as it stands may not have it" in render([result], "concise", Show())


def test_a_program_without_large_numbers_is_what_it_is() -> None:
    (result,) = check_source(Source("x.gol", "package main\n\nfunc main() {}\n"), Options(scale=3))
    assert (result.verdict.answer, result.verdict.scaled) == ("proved", "")


OF_SUBTESTS = """package p

import (
	"sync"
	"testing"
)

func TestCounts(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var wg sync.WaitGroup
			var mu sync.Mutex
			n := 0
			for i := 0; i < 1000; i++ {
				wg.Add(1)
				go func() { defer wg.Done(); mu.Lock(); n++; mu.Unlock() }()
			}
			wg.Wait()
			if n != 1000 {
				t.Error(name)
			}
		})
	}
}
"""


def test_subtests_too_have_smaller_programs() -> None:
    results = check_source(Source("x_test.go", OF_SUBTESTS), Options(max_states=300))
    scaled = {result.entry: result.verdict.scaled for result in results}
    assert scaled["TestCounts/a"] == scaled["TestCounts/b"] == "proved at scale 3"
    assert {result.verdict.answer for result in results} == {"inconclusive"}


def test_what_holds_no_large_number_is_not_copied() -> None:
    text = "package p\nfunc f() { for range 100 { n++ } }\nfunc g() { n++ }\n"
    tree = parse(Source("x.go", text), Diagnostics())
    (small,) = scaled([tree], frozenset({100}), 3)
    assert small.decls[0] is not tree.decls[0]
    assert small.decls[1] is tree.decls[1]


def test_a_smaller_program_whose_check_was_cut_short_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = Entries(Source("x_test.go", OF_SUBTESTS), Options())
    entries.begin()
    package = entries.loaded()

    def ends(package: Package, entry: str) -> Unit:
        raise Exhausted("seconds")

    with monkeypatch.context() as patched, pytest.raises(Exhausted):
        patched.setattr(entries.small_units, "of", ends)
        entries.unit_of_smaller(package, "TestCounts", frozenset({1000}))
    assert entries.smaller is None
    entries.unit_of_smaller(package, "TestCounts", frozenset({1000}))
    small = entries.smaller
    assert small is not None
    entries.unit_of_smaller(package, "TestCounts", frozenset({1000}))
    assert entries.smaller is small


EXPECTING = """package p

import (
	"sync"
	"testing"
)

func TestSum(t *testing.T) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := 0; i < 1000; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); LOCK sum += 2; UNLOCK }()
	}
	wg.Wait()
	if sum != 2000 { // it does not become small
		t.Error("wrong sum")
	}
}

func TestNone(t *testing.T) {
	done := make(chan bool, 1)
	go func() { done <- true }()
	<-done
}
"""


def expecting(lock: str, unlock: str, **options: int) -> dict[str, Result]:
    source = Source("x_test.go", EXPECTING.replace("UNLOCK", unlock).replace("LOCK", lock))
    return {result.entry: result for result in check_source(source, Options(**options))}  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [{"max_states": 300}, {"scale": 3}], ids=str)
def test_a_failure_that_only_other_numbers_cause_is_no_finding(options: dict[str, int]) -> None:
    verdict = expecting("mu.Lock();", "mu.Unlock()", **options)["TestSum"].verdict
    assert (verdict.answer, verdict.findings, verdict.warnings) == ("inconclusive", (), ())
    assert verdict.scaled == "inconclusive at scale 3"
    assert verdict.limit is not None
    assert "at scale 3 (1,000 became 3), where the test fails: numbers that it expects" in verdict.limit.text


def test_a_race_in_a_smaller_program_is_told() -> None:
    verdict = expecting("_ = &mu;", "", scale=3)["TestSum"].verdict
    assert (verdict.answer, verdict.kinds) == ("violated", {"race"})


def test_numbers_that_an_entry_does_not_reach_do_not_count() -> None:
    result = expecting("mu.Lock();", "mu.Unlock()", max_states=3)["TestNone"]
    assert (result.verdict.answer, result.verdict.scaled) == ("inconclusive", "")
