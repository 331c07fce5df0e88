"""check.Prop, check.Always, check.Eventually and at(LABEL): each with a program that has the property, and a near one
that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path, check_source
from chancheck.source import Source
from chancheck.verdict.finding import Verdict

PROPERTY = frozenset({"property"})


def verdict(text: str, **options: object) -> Verdict:
    (result,) = check_source(Source("p.gol", text), Options(**{"checks": PROPERTY, **options}))  # type: ignore[arg-type]
    assert not result.diagnostics, result.diagnostics
    return result.verdict


def program(body: str, before: str = "") -> str:
    return f'package main\n\nimport "chancheck/check"\n\n{before}\nfunc main() {{\n{body}\n}}\n'


# --- check.Prop ------------------------------------------------------------------------------------------

REQUESTS = """
	requests := make(chan int)
	done := make(chan bool)
	go func() {
		for range requests {
			check.Prop("requested", false)
			check.Prop("answered", %s)
		}
		close(done)
	}()
	check.Prop("requested", true)
	requests <- 1
	close(requests)
	<-done"""
SERVED = "[](requested -> <>answered)"


def test_a_proposition_holds_from_the_call_that_sets_it() -> None:
    assert verdict(program(REQUESTS % "true"), ltl=(SERVED,)).answer == "proved"
    found = verdict(program(REQUESTS % "false"), ltl=(SERVED,))
    assert found.kinds == {"property"}
    operations = [step.operation for step in found.findings[0].trace]
    assert 'check.Prop("requested", true)' in operations


def test_at_first_no_proposition_holds() -> None:
    assert verdict(program('check.Prop("on", true)'), ltl=("!on && <> on",)).answer == "proved"
    assert verdict(program('check.Prop("on", true)'), ltl=("on",)).kinds == {"property"}


def test_each_call_is_a_step() -> None:
    """Both values are those of some state, though nothing is between the calls."""
    pulse = 'check.Prop("on", true)\n\tcheck.Prop("on", false)'
    assert verdict(program(pulse), ltl=("<> on && <>[] !on",)).answer == "proved"
    assert verdict(program(pulse), ltl=("[] !on",)).kinds == {"property"}


def test_a_call_of_a_proposition_may_be_deferred_and_in_any_function() -> None:
    text = program("\twork()\n\trun()", 'func work() {\n\tdefer check.Prop("done", true)\n}\n\nfunc run() {}\n')
    assert verdict(text, ltl=("<> done",)).answer == "proved"
    early = text.replace("\tdefer", "\tif check.Bool() {\n\t\treturn\n\t}\n\tdefer")
    assert verdict(early, ltl=("<> done",)).kinds == {"property"}


def test_calls_of_two_goroutines_are_no_race() -> None:
    body = '\tdone := make(chan bool)\n\tgo func() {\n\t\tcheck.Prop("on", true)\n\t\tdone <- true\n\t}()\n'
    text = program(body + '\tcheck.Prop("on", false)\n\t<-done')
    everything = Options().checks
    assert verdict(text, ltl=("<> on || [] !on",), checks=everything).answer == "proved"


def test_without_a_formula_a_program_has_the_states_that_it_has_without_calls() -> None:
    deadlocks = frozenset({"deadlock"})
    with_calls = program(REQUESTS % "true")
    without = "\n".join(line for line in with_calls.split("\n") if "check" not in line)
    states = [verdict(text, checks=deadlocks).statistics.states for text in (with_calls, without)]
    assert states[0] == states[1]


# --- check.Always, check.Eventually ----------------------------------------------------------------------

COUNTED = """
	var mu sync.Mutex
	check.Always(func() bool { return inside <= 1 })
	for range 2 {
		go func() {
			for {
				%s
				enter()
				leave()
				%s
			}
		}()
	}
	for {
		runtime.Gosched()
	}"""
ENTER = """
var inside int

func enter() { inside++; runtime.Gosched() }

func leave() { inside-- }
"""


def counted(lock: str, unlock: str) -> str:
    return program(COUNTED % (lock, unlock), ENTER).replace("import ", 'import "runtime"\nimport "sync"\nimport ', 1)


def test_always() -> None:
    assert verdict(counted("mu.Lock()", "mu.Unlock()")).answer == "proved"
    found = verdict(counted("", "_ = &mu"))
    assert found.kinds == {"property"}
    (finding,) = found.findings
    assert finding.location.line == 17
    assert "check.Always in main does not hold" in finding.message
    assert "whatever follows" in finding.why[0].text  # type: ignore[union-attr]


def test_always_speaks_of_what_follows_the_call() -> None:
    late = "\tx = 2\n\tx = 1\n\tcheck.Always(func() bool { return x == 1 })\n\tx = 1"
    assert verdict(program(late, "var x int\n")).answer == "proved"
    assert verdict(program(late + "\n\tx = 2", "var x int\n")).kinds == {"property"}


EVENTUALLY = """
	c := make(chan bool, 1)
	go func() {
		for <-c {
			ready = false
			runtime.Gosched()
			%s
		}
	}()
	for {
		c <- true
		check.Eventually(func() bool { return ready })
	}"""


def test_eventually_is_owed_for_each_call() -> None:
    def text(body: str) -> str:
        return program(EVENTUALLY % body, "var ready bool\n").replace("import ", 'import "runtime"\nimport ', 1)

    assert verdict(text("ready = true")).answer == "proved"
    once = text("ready = ready || !was\n\t\t\twas = true").replace("var ready bool", "var ready, was bool")
    assert verdict(once).kinds == {"property"}


def test_a_test_may_ask_about_its_own_variables() -> None:
    text = 'package p\n\nimport (\n\t"testing"\n\n\t"chancheck/check"\n)\n\n'
    text += "func TestDone(t *testing.T) {\n\tdone := false\n"
    text += "\tcheck.Eventually(func() bool { return done })\n\tc := make(chan bool)\n\tgo func() { c <- true }()\n"
    text += "\tdone = <-c\n\tt.Log(done)\n}\n\nfunc TestOther(t *testing.T) {}\n"
    results = check_source(Source("p_test.go", text), Options())
    assert [result.verdict.answer for result in results] == ["proved", "proved"]
    (first, _) = check_source(Source("p_test.go", text.replace("done = <-c", "done = !<-c")), Options())
    assert first.verdict.kinds == {"property"}


def test_a_call_that_an_entry_does_not_reach_is_no_property_of_it() -> None:
    text = 'package p\n\nimport (\n\t"testing"\n\n\t"chancheck/check"\n)\n\nfunc TestA(t *testing.T) {\n'
    text += "\tcheck.Always(func() bool { return false })\n}\n\nfunc TestB(t *testing.T) {}\n"
    a, b = check_source(Source("p_test.go", text), Options())
    assert (a.verdict.kinds, b.verdict.kinds) == ({"property"}, set())
    assert "temporal properties" not in [one.name for one in b.verdict.plan]


# --- at(LABEL) -------------------------------------------------------------------------------------------

CRITICAL = """
	for i := range 2 {
		go func() {
			if i == 0 {
				first()
			} else {
				second()
			}
		}()
	}
	for {
		runtime.Gosched()
	}"""
BOTH = """
var mu sync.Mutex

func first() {
	%s
	{ //chancheck:label critical
		runtime.Gosched()
	}
}

func second() {
	%s
	//chancheck:label critical
	runtime.Gosched()
	_ = check.Bool
}
"""
EXCLUSION = "[] !(at(first.critical) && at(second.critical))"


def critical(lock: str) -> str:
    locked = f"{lock}\n\t{'defer mu.Unlock()' if lock else ''}"
    return program(CRITICAL, BOTH % (locked, locked)).replace("import ", 'import "runtime"\nimport "sync"\nimport ', 1)


def test_a_goroutine_is_at_a_statement_from_coming_to_it_until_it_has_left_it() -> None:
    assert verdict(critical("mu.Lock()"), ltl=(EXCLUSION,)).answer == "proved"
    assert verdict(critical(""), ltl=(EXCLUSION,)).kinds == {"property"}
    assert verdict(critical("mu.Lock()"), ltl=("<> at(first.critical)",)).answer == "proved"


def test_a_statement_that_does_nothing_is_come_by_too() -> None:
    text = program("\tx := 0\n\tx++ //chancheck:label here\n\tprintln(x, check.Bool())")
    assert verdict(text, ltl=("<> at(here) && <>[] !at(here)",)).answer == "proved"
    assert verdict(text, ltl=("[] !at(here)",)).kinds == {"property"}


def test_a_goroutine_that_waits_is_where_it_waits() -> None:
    """Also in a function that the statement calls."""
    text = program(
        "\tc := make(chan int)\n\twait(c) //chancheck:label wait\n\t_ = check.Bool", "func wait(c chan int) { <-c }\n"
    )
    assert verdict(text, ltl=("<>[] at(wait)",)).answer == "proved"
    sent = text.replace("\twait(c)", "\tgo func() { c <- 1 }()\n\twait(c)")
    assert verdict(sent, ltl=("<>[] at(wait)",)).kinds == {"property"}


def test_labels_of_go() -> None:
    full = "\t\tselect {\n\t\tcase c <- 1:\n\t\tdefault:\n\t\t\tbreak fill\n\t\t}"
    text = program(f"\tc := make(chan int, 3)\nfill:\n\tfor {{\n{full}\n\t}}\n\t_ = check.Bool")
    assert verdict(text, ltl=("<> at(fill) && <>[] !at(fill)",)).answer == "proved"
    assert verdict(text.replace("break fill", "continue fill"), ltl=("<>[] !at(fill)",)).kinds == {"property"}
    loop = "\tn := 0\nagain:\n\tn++\n\tif n < 3 {\n\t\tgoto again\n\t}"
    back = program(f'{loop}\n\tcheck.Prop("out", true)')
    assert verdict(back, ltl=("!out U at(again)", "at(again) R !out")).answer == "proved"


# --- what is wrong ---------------------------------------------------------------------------------------


TWO = "func f() {\n\tw: for { break w }\n}\n\nfunc main() {\n\tw: for { break w }\n}"
MISSPELT = 'func main() { check.Prop("answered", true) }'
COMPUTED = 'func main() { n := "x"; check.Prop(n, true) }'


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        (f"//chancheck:ltl <> answred\n\n{MISSPELT}", "no package variable is named answred", 3, 20),
        ("//chancheck:ltl [] !at(wait)\n\nfunc main() {}", "no statement has the label wait", 3, 21),
        (f"//chancheck:ltl [] !at(w)\n\n{TWO}", "several statements", 3, 21),
        ('//chancheck:ltl <> x\n\nvar x bool\n\nfunc main() { check.Prop("x", true) }', "x is a package var", 3, 20),
        ('//chancheck:ltl <> x\n\nfunc main() { check.Prop("x", 1) }', "cannot use 1", 5, 31),
        (f"//chancheck:ltl <> x\n\n{COMPUTED}", "must be written as a string", 5, 36),
        ("func main() { check.Always(true) }", "cannot use true", 3, 28),
        ("func main() { check.Always() }", "not enough arguments", 3, 28),
        ("func main() { for i := range 2 { check.Always(func() bool { return i < 2 }) } }", "captures i", 3, 47),
        ("func f(g func() bool) { check.Eventually(g) }\n\nfunc main() { f(nil) }", "not with one function", 3, 42),
        ("//chancheck:ltl [] at(x)\n\nfunc main() {\n\t//chancheck:label x\n}", "before no statement", 6, 2),
        ("//chancheck:ltl [] at(x)\n\nfunc main() {\n\tprintln() //chancheck:label\n}", "no name for a l", 6, 12),
        ("//chancheck:ltl [] at()\n\nfunc main() {}", "unexpected '('", 3, 22),
    ],
)
def test_what_is_wrong_is_said_where_it_is(text: str, message: str, line: int, column: int, tmp_path: Path) -> None:
    path = tmp_path / "p.gol"
    path.write_text(f"package main\n\n{text}\n")
    (result,) = check_path(path, Options())
    (diagnostic,) = result.diagnostics
    assert message in diagnostic.message
    assert (diagnostic.pos.line, diagnostic.pos.column) == (line, column)
