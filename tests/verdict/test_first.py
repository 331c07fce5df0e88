"""A search that ends at its first finding (`-x`) has not proved anything if that finding does not count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chancheck.check import Options, check_source, verify
from chancheck.source import Source

ENGINES = ["native", "reference"]
LATER = """
func main() {
	c, d := make(chan int), make(chan int, 1)
	go func() {
		select {
		case d <- 3:
			panic("first")
		default:
		}
	}()
	for i := range 3 {
		d <- i
		<-d
	}
	go func() { c <- 1 }()
}
"""
TIMED_OUT = """
func TestBoth(t *testing.T) {
	done := make(chan bool, 1)
	go func() { done <- true }()
	select {
	case <-done:
	case <-time.After(time.Second):
		t.Fatal("timed out")
	}
	%s
}
"""
MUCH_LATER = """
	for i := range 5 {
		c := make(chan int)
		go func() { c <- i }()
		<-c
	}
	<-make(chan int)
"""
PERHAPS = """
	c := make(chan int, 1)
	go func() { c <- 1 }()
	go func() {
		if len(c) == 0 {
			panic("no")
		}
	}()
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["leak", "panic"])
def test_only_what_is_looked_for_ends_a_search(kind: str, first: bool, engine: str) -> None:
    """The panic comes first; a search for leaks only continues. Its twin has none."""
    options = {"checks": frozenset({kind}), "exit_first": first, "engine": engine}
    assert verify(LATER, **options).verdict.kinds == {kind}
    twin = LATER.replace("go func() { c <- 1 }()", "go func() { c <- 1 }()\n\t<-c")
    assert verify(twin, **options).verdict.kinds == ({kind} - {"leak"})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("first", [True, False])
def test_a_failure_that_does_not_count_ends_nothing(first: bool, engine: str) -> None:
    result = verify(TIMED_OUT % MUCH_LATER, exit_first=first, engine=engine)
    assert result.verdict.kinds == {"deadlock"}
    result = verify(TIMED_OUT % "", exit_first=first, engine=engine)
    assert result.verdict.answer == "proved"


@pytest.mark.parametrize("engine", ENGINES)
def test_exact_timers_are_asked_for_all_of_it(engine: str) -> None:
    """With them, too, a panic may come first; the failure holds all the same."""
    source = TIMED_OUT.replace("go func() { done <- true }()", PERHAPS) % ""
    assert "failure" in verify(source, checks=frozenset({"failure"}), exit_first=True, engine=engine).verdict.kinds


def test_what_the_page_says_of_failures() -> None:
    page = (Path(__file__).parents[2] / "docs" / "errors" / "CC106.md").read_text()
    program, _ = re.findall(r"```go\n(.*?)```", page, re.S)
    (kinds,) = re.findall(r"`--check ([a-z,]+)`", page)
    (result,) = check_source(Source("counter_test.go", program), Options())
    assert [f.message for f in result.verdict.findings] == ["the test fails: n = 1"]
    (result,) = check_source(Source("counter_test.go", program), Options(checks=frozenset(kinds.split(","))))
    assert result.verdict.answer == "proved"
