"""The two accesses in a report of a race, in the words of Go's detector."""

from __future__ import annotations

import pytest

from chancheck import verify

from .findings import finding_of

SOURCE = """
package p

func start(x *int) {
	go func() { *x = 1 }()
}

func TestEnded(t *testing.T) {
	x := 0
	start(&x)
	time.Sleep(1)
	_ = x
}
"""


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_an_access_of_a_goroutine_that_has_ended(engine: str) -> None:
    result = verify(SOURCE, engine=engine, checks=frozenset({"race"}))
    finding = next(f for f in result.verdict.findings if {a.kind for a in f.accesses} == {"read", "write"})
    read, write = finding.accesses
    reports = {report.id: report for report in finding.goroutines}
    assert (reports[read.goroutine].name, write.frames[0].function) == ("p.TestEnded", "p.start.func1")
    assert reports[write.goroutine].name == "p.start.func1"
    assert reports[write.goroutine].created_by == "p.start"


def test_a_channel_of_a_literal_has_the_name_of_its_field() -> None:
    body = """
type box struct {
	n    int
	in   chan int
	next chan struct{}
}

func main() {
	b := &box{n: 1, in: make(chan int, 1), next: make(chan struct{})}
	go func() { b.in <- 1 }()
	close(b.in)
}
"""
    accesses = finding_of(body, kind="race").accesses
    assert {access.what.partition(" (")[0] for access in accesses} == {"in"}


def test_a_test_that_only_starts_goroutines_has_its_name() -> None:
    body = """
package p

func TestStarts(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
}
"""
    finding = verify(body, checks=frozenset({"leak"})).verdict.findings[0]
    assert {report.id: report.name for report in finding.goroutines}[2] == "p.TestStarts"
