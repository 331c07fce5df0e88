"""Temporal properties of programs: each with a program that has it, and a near one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path, check_source
from chancheck.source import Source
from chancheck.verdict.finding import Verdict

SERVER = """package main

//chancheck:ltl served = [](asked -> <>answered)

var asked, answered bool

func main() {
	requests := make(chan int)
	done := make(chan bool)
	go func() {
		for r := range requests {
			%s
		}
		done <- true
	}()
	asked = true
	requests <- 1
	close(requests)
	<-done
}
"""

TURNS = """package main

import "sync/atomic"

var turn atomic.Int32

var inside bool

func main() {
	go func() {
		for {
			%s
		}
	}()
	for {
		turn.Store(1)
		inside = turn.Load() == 1
	}
}
"""


def verdict(text: str, name: str = "p.gol", **options: object) -> Verdict:
    (result,) = check_source(Source(name, text), Options(**options))  # type: ignore[arg-type]
    assert not result.diagnostics, result.diagnostics
    return result.verdict


def lossy(body: str) -> str:
    return SERVER % body


def test_a_request_that_is_answered() -> None:
    found = verdict(lossy("answered = r > 0"), checks=frozenset({"property", "deadlock"}))
    assert found.answer == "proved"
    assert [one.name for one in found.plan][-1] == "temporal properties"


def test_a_request_that_is_not_answered() -> None:
    found = verdict(lossy("answered = r > 1"), checks=frozenset({"property", "deadlock"}))
    assert found.kinds == {"property"}
    (finding,) = found.findings
    assert finding.location.line == 3
    assert "served" in finding.message
    assert "nothing changes any more" in finding.why[0].text  # type: ignore[union-attr]


ROUND = """package main

import "runtime"

var %s bool

func main() {
	c := make(chan int)
	go func() {
		for {
			%s
		}
	}()
	for {
		runtime.Gosched()
		<-c
	}
}
"""


def test_a_run_that_goes_round_for_ever() -> None:
    """The light is switched on and off: it is on again and again, and not on for ever."""
    text = ROUND % ("on", "on = true\n\t\t\tc <- 1\n\t\t\ton = false\n\t\t\tc <- 2")
    checks = frozenset({"property"})
    assert verdict(text, ltl=("[]<> on",), checks=checks).answer == "proved"
    found = verdict(text, ltl=("<>[] on",), checks=checks)
    assert found.kinds == {"property"}
    assert "repeat for ever" in found.findings[0].why[0].text  # type: ignore[union-attr]


SPINNING = """package main

import "runtime"

var done bool

func main() {
	go func() {
		for {
			runtime.Gosched()
		}
	}()
	runtime.Gosched()
	done = true
	for {
		runtime.Gosched()
	}
}
"""


class TestFairness:
    checks = frozenset({"property"})

    def test_a_goroutine_that_can_always_go_on_does(self) -> None:
        assert verdict(SPINNING, ltl=("<> done",), checks=self.checks).answer == "proved"

    def test_without_fairness_another_may_run_for_ever(self) -> None:
        assert verdict(SPINNING, ltl=("<> done",), fair="none", checks=self.checks).kinds == {"property"}

    LOCKED = """package main

import "sync"

var served bool

func main() {
	var mu sync.Mutex
	go func() {
		for {
			mu.Lock()
			mu.Unlock()
		}
	}()
	mu.Lock()
	served = true
	mu.Unlock()
}
"""

    def test_a_lock_that_is_free_again_and_again_is_taken_with_strong_fairness_only(self) -> None:
        """Go's mutex promises no order: another goroutine may take it each time."""
        assert verdict(self.LOCKED, ltl=("<> served",), checks=self.checks).kinds == {"property"}
        assert verdict(self.LOCKED, ltl=("<> served",), fair="strong", checks=self.checks).answer == "proved"


QUEUE = """package main

var queue = make(chan int, 2)

func main() {
	go func() {
		queue <- 1
		queue <- 2
		queue <- 3
	}()
	<-queue
	<-queue
	<-queue
}
"""


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ("[] { len(queue) <= 2 }", "proved"),
        ("[] { len(queue) <= 1 }", "violated"),
        ("<> { len(queue) == 1 }", "proved"),
        ("{ len(queue) == 0 } U { len(queue) == 1 }", "proved"),
        ("<> { len(queue) == 2 }", "violated"),
    ],
)
def test_a_proposition_is_a_go_expression(formula: str, answer: str) -> None:
    assert verdict(QUEUE, ltl=(formula,), checks=frozenset({"property"})).answer == answer


def test_every_value_of_a_variable_is_a_state() -> None:
    text = "package main\n\nvar x int\n\nfunc main() { x = 1; x = 2; x = 3 }\n"
    checks = frozenset({"property"})
    assert verdict(text, ltl=("{x == 0} U {x == 1} && <>{x == 2}",), checks=checks).answer == "proved"
    assert verdict(text, ltl=("[] {x != 2}",), checks=checks).answer == "violated"


def test_what_never_changes_is_noted() -> None:
    text = "package main\n\nvar on bool\n\nfunc main() { println(on) }\n"
    found = verdict(text, ltl=("[](on -> <> !on)",), checks=frozenset({"property"}))
    assert found.answer == "proved"
    assert "on is false in every state" in str(found.notes)


def test_a_search_that_ends_early_proves_nothing() -> None:
    body = "\tc := make(chan int)\n\tgo func() { for { c <- 1 } }()\n\tfor { n += <-c }\n"
    text = f"package main\n\nvar n int\n\nfunc main() {{\n{body}}}\n"
    found = verdict(text, ltl=("[] {n >= 0}",), max_states=50, checks=frozenset({"property"}))
    assert found.answer == "inconclusive"


@pytest.mark.parametrize(
    ("directive", "message", "column"),
    [
        ("//chancheck:ltl p = [](x", "parenthesis is missing", 25),
        ("//chancheck:ltl []{ y > 0 }", "undefined: y", 21),
        ("//chancheck:ltl []{ x + }", "the proposition x +", 21),
        ("//chancheck:ltl [] X x", "no X", 20),
    ],
)
def test_what_is_wrong_is_said_at_the_directive(directive: str, message: str, column: int, tmp_path: Path) -> None:
    path = tmp_path / "p.gol"
    path.write_text(f"package main\n\n{directive}\n\nvar x bool\n\nfunc main() {{ x = true }}\n")
    (result,) = check_path(path, Options())
    (diagnostic,) = result.diagnostics
    assert message in diagnostic.message
    assert (diagnostic.pos.line, diagnostic.pos.column) == (3, column)


def test_an_assignment_is_a_step_in_the_words_of_the_source() -> None:
    text = "package main\n\nvar on bool\n\nfunc main() {\n\ton = true\n\tfor {\n\t\truntime.Gosched()\n\t}\n}\n"
    found = verdict(text, ltl=("[] !on",), checks=frozenset({"property"}))
    (finding,) = found.findings
    assert "on = true" in [step.operation for step in finding.trace]
    assert finding.location.line == 5  # no directive: the entry
