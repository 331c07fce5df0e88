"""Memory that one goroutine alone uses is proved free of races in the first search; others are followed."""

from __future__ import annotations

import pytest

import chancheck
from chancheck.check import Options, unit_of
from chancheck.explore import registry
from chancheck.explore.engine import Options as EngineOptions
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.program.reduction import reduction_tables
from chancheck.source import Source

pytest.importorskip("chancheck._core")

ACTOR = """package main

import (
	"context"
	"fmt"
	"time"
)

type actor struct {
	inbox chan string
	quit  chan bool
	seen  map[string]int
	n     int
}

func (a *actor) run() {
	for {
		select {
		case s := <-a.inbox:
			a.seen[s]++
			a.n++
		case <-a.quit:
			a.quit <- true
			return
		}
	}
}

func start() *actor {
	a := &actor{inbox: make(chan string), quit: make(chan bool), seen: map[string]int{}}
	START
	return a
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	a := start()
	MORE
	for i := range 2 {
		select {
		case a.inbox <- fmt.Sprint(i):
		case <-ctx.Done():
		}
	}
	a.quit <- true
	<-a.quit
}
"""


def actor(start: str = "go a.run()", more: str = "") -> str:
    return ACTOR.replace("START", start).replace("MORE", more)


def lowered(text: str) -> Program:
    return lower(unit_of(Source("p.go", text), Options()))


def lone(text: str) -> list[str]:
    program = lowered(text)
    return [program.functions[f].name for f in reduction_tables(program)[1]]


def test_an_actor_is_alone_and_its_memory_is_not_followed() -> None:
    assert lone(actor()) == ["main.start.gowrap1"]
    found = registry.engine("native").explore(lowered(actor()), EngineOptions(races=True))
    assert found.complete and not found.contended
    assert chancheck.verify(actor()).verdict.answer == "proved"


TWICE = [
    actor("go a.run(); go a.run()", "go func() { a.quit <- true; <-a.quit }()"),
    actor(more="go func() { a.n++ }()"),
    actor("for range 2 { go a.run() }", "go func() { a.quit <- true; <-a.quit }()"),
    actor("f := func() { a.run() }; go f(); go f()", "go func() { a.quit <- true; <-a.quit }()"),
    actor("f := a.run; for _, g := range []func(){f, f} { go g() }", "go func() { a.quit <- true; <-a.quit }()"),
    actor("var again func(int); again = func(n int) { if n > 0 { go a.run(); again(n - 1) } }; again(2)",
          "go func() { a.quit <- true; <-a.quit }()"),
    actor("one := func() { go a.run() }; one(); defer one()", "go func() { a.quit <- true; <-a.quit }()"),
]  # fmt: skip


@pytest.mark.parametrize("text", TWICE, ids=range(len(TWICE)))
def test_what_another_goroutine_may_use_is_followed(text: str) -> None:
    assert "race" in chancheck.verify(text).verdict.kinds
    assert "race" in chancheck.verify(text, engine="reference", budget=60).verdict.kinds


ONE_AFTER_ANOTHER = """package main

func main() {
	n, done := 0, make(chan bool)
	for range 2 {
		go func() { n++; done <- true }()
		ORDER
	}
	<-done
	LAST
}
"""


@pytest.mark.parametrize(("order", "last", "answer"), [("<-done", "", "deadlock"), ("", "<-done", "race")])
def test_goroutines_of_one_statement(order: str, last: str, answer: str) -> None:
    text = ONE_AFTER_ANOTHER.replace("ORDER", order).replace("LAST", last)
    assert chancheck.verify(text).verdict.kinds == {answer}


SUBTLE = """package main

var n int

func once() { go func() { n++ }() }

func main() {
	done := make(chan bool)
	CALLS
	<-done
}
"""


@pytest.mark.parametrize(
    ("calls", "alone"),
    [
        ("once(); close(done)", True),
        ("once(); once(); close(done)", False),
        ("for range 1 { once() }; close(done)", False),
        ("f := once; f(); close(done)", True),
        ("go once(); close(done)", True),
        ("go once(); go once(); close(done)", False),
        ("defer once(); close(done)", True),
    ],
)
def test_how_often_a_function_runs(calls: str, alone: bool) -> None:
    text = SUBTLE.replace("CALLS", calls)
    assert ("main.once.func1" in lone(text)) == alone
