"""Points-to analysis: which functions a call through a value may run, and what an operation may act on."""

from __future__ import annotations

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.footprints import footprints
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.source import Source

VALUES = """package main

var kept = map[string]any{}

func called() { println("called") }

func other(PARAMS) RESULT

func main() {
	kept["a"], kept["b"] = called, other
	kept["a"].(func())()
}
"""


def lowered(text: str, time: str = "any") -> Program:
    package = load(Source("values.go", text), Options(), Diagnostics())
    (entry,) = entries(package)
    return lower(build_graphs(package, entry), time=time)


def called_through_values(program: Program) -> set[str]:
    pointers = Pointers(program)
    main = next(n for n, f in enumerate(program.functions) if f.name == "main.main")
    code = enumerate(program.functions[main].code)
    found = set[int]().union(*(pointers.called((main, pc), i) for pc, i in code if i.op == "callv"))
    return {program.functions[f].name for f in found}


@pytest.mark.parametrize(
    ("params", "result", "may_be"),
    [
        ("", "{ println() }", True),
        ("n int", "{ println(n) }", False),
        ("", "int { return 1 }", False),
        ("n int", "int { return n }", False),
    ],
)
def test_a_call_reaches_functions_that_take_and_give_as_much(params: str, result: str, may_be: bool) -> None:
    found = called_through_values(lowered(VALUES.replace("PARAMS", params).replace("RESULT", result)))
    assert "main.called" in found
    assert ("main.other" in found) is may_be


AGAIN = """package main

func run(f func()) { f() }

func main() {
	n := 3
	if n--; n == 0 {
		run(func() { println(n) })
	}
	if n == 0 {
		println()
	}
}
"""


def test_temporaries_that_serve_again_are_not_mixed_where_paths_meet() -> None:
    """The numbers 0 and that of the closure's function are put into one register, which is not read behind the `if`.
    A cell with 0 would be a closure of function 0, which runs main."""
    program = lowered(AGAIN)
    pointers = Pointers(program)
    run = next(n for n, f in enumerate(program.functions) if f.name == "main.run")
    (call,) = ((pc, i) for pc, i in enumerate(program.functions[run].code) if i.op == "callv")
    found = pointers.called((run, call[0]), call[1])
    assert {program.functions[f].name for f in found} == {"main.main.func1"}


TICKERS = """package main

import "time"

func main() {
	ticker := time.NewTicker(time.Second)
	go func() { <-ticker.C }()
	ticker.Stop()
}
"""


def test_an_operation_on_an_address_that_points_nowhere_acts_on_nothing() -> None:
    """Stop sets the alarm that tickers had before Go 1.23: here there is none. It receives no value."""
    program = lowered(TICKERS, "virtual")
    known = footprints(program)
    alarm = 1 << next(n for n, o in enumerate(program.operations) if o.name == "alarm.set")
    anywhere = {
        known.sets[source.among]
        for at in known.at.values()
        for demand in at.values()
        for source, acts in demand.items()
        if (acts.first | acts.later) & alarm
    }
    assert anywhere == {frozenset()}
    assert all(
        source.among != 0 or source.kind != 3
        for at in known.at.values()
        for demand in at.values()
        for source, acts in demand.items()
        if (acts.first | acts.later) & alarm
    )
