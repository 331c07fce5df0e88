"""The native core against the definition of the machine: the same states, steps and answers, and lassos that exist."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs, entries
from chancheck.loading import load
from chancheck.lower.lower_program import lower
from chancheck.machine.transition import Transition
from chancheck.options import Options
from chancheck.source import Source
from chancheck.temporal.buchi import automaton
from chancheck.temporal.decide import accesses
from chancheck.temporal.explored import ByCore, ByDefinition
from chancheck.temporal.formula import Formula, holds, negated, normal
from chancheck.temporal.product import FAIRNESS, Lasso
from chancheck.temporal.properties import Properties
from chancheck.temporal.states import Edge, Graph
from tests.temporal.test_formula import random_formula
from tests.temporal.test_product import refuses

pytest.importorskip("chancheck._core")
HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent.parent / "examples" / "temporal").glob("*.gol"))


def both(source: Source, ltl: tuple[str, ...] = ()) -> tuple[ByCore, ByDefinition, list[Formula]]:
    """All states by both engines, which must agree, and the formulas of the properties."""
    options = Options(ltl=ltl, max_states=5000)
    package = load(source, options, Diagnostics())
    unit = build_graphs(package, entries(package)[0])
    properties = unit.properties
    assert isinstance(properties, Properties)
    program = lower(unit, time="any", pauses=accesses(unit), observed=True)
    core, definition = (engine(program, properties.propositions, options) for engine in (ByCore, ByDefinition))
    assert (core.limit, definition.limit) == ("", "")
    assert (core.states, core.transitions) == (definition.states, definition.transitions)
    assert core.letters == definition.letters
    return core, definition, [each.formula for each in properties.all]


def compared(core: ByCore, definition: ByDefinition, f: Formula, fairness: str) -> bool:
    """Whether there is a violation; both must agree."""
    made = automaton(negated(f))
    found, expected = core.violation(made, fairness), definition.violation(made, fairness)
    assert core.limit == definition.limit == ""
    assert (found is None) is (expected is None), (str(f), fairness)
    if found is None or expected is None:
        return False
    assert found.settled is expected.settled
    if found.settled:
        assert len(found.prefix) == len(expected.prefix)
    for lasso in (found, expected):
        check(definition.graph, f, lasso, fairness)
    return True


def walk(graph: Graph, node: int, trace: tuple[Transition, ...]) -> list[Edge]:
    edges = []
    for t in trace:
        (edge,) = [e for e in graph.edges[node] if e.t == t]
        edges.append(edge)
        node = edge.target
    return edges


def check(graph: Graph, f: Formula, lasso: Lasso, fairness: str) -> None:
    """The lasso is a fair run that violates the formula."""
    prefix = walk(graph, 0, lasso.prefix)
    start = prefix[-1].target if prefix else 0
    if lasso.settled:  # whatever follows: also if nothing does
        ends = [e for e in graph.edges[start] if e.t is None]
        letters = [graph.letters[n] for n in (0, *(e.target for e in prefix))]
        assert not ends or not holds(f, letters, len(letters) - 1)
        return
    cycle = walk(graph, start, lasso.cycle) or [e for e in graph.edges[start] if e.t is None]
    assert cycle[-1].target == start
    nodes = [0, *(e.target for e in (*prefix, *cycle[:-1]))]
    assert not holds(f, [graph.letters[n] for n in nodes], len(prefix)), (str(f), lasso)
    if fairness == "none":
        return
    round = nodes[len(prefix) :]
    assert fairness == "weak" or not refuses(graph, round, tuple(cycle))
    for g in range(graph.goroutines[start]):
        places, moves = [g], False
        for edge in cycle:
            moves = moves or places[-1] in edge.movers
            places.append(edge.origin.index(places[-1]) if places[-1] in edge.origin else -1)
        if -1 in places or places[-1] != g or moves:
            continue
        enabled = [i in graph.enabled[n] for n, i in zip(round, places, strict=False)]
        assert not (any(enabled) if fairness == "strong" else all(enabled)), (str(f), fairness, lasso)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_examples(path: Path) -> None:
    core, definition, formulas = both(Source(path.name, path.read_text()))
    for f in formulas:
        for fairness in FAIRNESS:
            compared(core, definition, normal(f), fairness)


@pytest.mark.parametrize("name", ["choice", "handshake", "lock"])
def test_of_random_formulas(name: str) -> None:
    of_formulas(name, 6)


@pytest.mark.long
@pytest.mark.parametrize("name", ["choice", "handshake", "lock"])
def test_of_many_random_formulas(name: str) -> None:
    of_formulas(name, 300)


def of_formulas(name: str, number: int) -> None:
    chance, source = random.Random(name), Source("p.gol", (HERE / "pairs" / f"{name}.gol").read_text())
    core, definition, _ = both(source, ("p && q && r",))
    answers = []
    for _ in range(number):
        f = normal(random_formula(chance, chance.randint(1, 3)))
        answers += [compared(core, definition, f, fairness) for fairness in FAIRNESS]
    assert 0 < sum(answers) < len(answers)


STARTED_AGAIN = """package main

var p bool

func main() {
	for {
		done := make(chan bool, 1)
		go func() { done <- true }()
		for waits := true; waits; {
			select {
			case <-done:
				waits = false
			default:
				runtime.Gosched()
			}
		}
	}
}
"""


def test_of_goroutines_that_end_and_are_started_again() -> None:
    """main alone could go round: a fair lasso has a step of the other goroutine too."""
    core, definition, (f,) = both(Source("p.gol", STARTED_AGAIN), ("<> p",))
    assert all(compared(core, definition, normal(f), fairness) for fairness in FAIRNESS)
    found = core.violation(automaton(negated(f)), "weak")
    assert found is not None
    assert {t.goroutine for t in found.cycle} > {0}


# --- random programs -------------------------------------------------------------------------------------

STEPS = (
    "c <- 1", "<-c", "d <- 1", "<-d", "mu.Lock()\n\t\tmu.Unlock()", "p = !p", "q = true", "q = false",
    "runtime.Gosched()", 'check.Prop("r", p)', 'check.Prop("r", !p) //chancheck:label here', "p = check.Bool()",
    "select {\n\t\tcase <-c:\n\t\t\tp = true\n\t\tcase d <- 1:\n\t\t\tp = false\n\t\t}",
    "select {\n\t\tcase c <- 1:\n\t\tcase <-d:\n\t\t\tq = !q\n\t\tdefault:\n\t\t\truntime.Gosched()\n\t\t}",
    "once.Do(func() { q = !q })", "if q {\n\t\t\tgo func() { p = true }()\n\t\t}", "if p {\n\t\t\treturn\n\t\t}",
)  # fmt: skip


def random_program(chance: random.Random) -> str:
    """Two or three goroutines, some of which go round for ever."""
    label = [True]

    def body() -> str:
        steps = [chance.choice(STEPS) for _ in range(chance.randint(1, 3))]
        steps = [s.partition(" //")[0] if "label" in s and not (label and label.pop()) else s for s in steps]
        if any("go func" in s for s in steps) or chance.random() < 0.4:
            return "\n\t\t".join(steps)
        return "for {\n\t\t" + "\n\t\t".join(["runtime.Gosched()", *steps]) + "\n\t\t}"

    goroutines = [f"\tgo func() {{\n\t\t{body()}\n\t}}()\n" for _ in range(chance.randint(1, 2))]
    head = "package main\n\nvar p, q bool\n\nfunc main() {\n\tvar mu sync.Mutex\n\tvar once sync.Once\n"
    head += f"\tc, d := make(chan int, {chance.randint(0, 1)}), make(chan int)\n\t_, _, _, _ = &mu, &once, c, d\n"
    mark = '\tcheck.Prop("r", false)\n' + ("\truntime.Gosched() //chancheck:label here\n" if label else "")
    return head + mark + "".join(goroutines) + f"\tfunc() {{\n\t\t{body()}\n\t}}()\n}}\n"


def of_programs(number: int, seed: int) -> None:
    chance = random.Random(seed)
    answers = []
    for _ in range(number):
        text = random_program(chance)
        if text.count("label here") != 1:
            text = text.replace(" //chancheck:label here", "", text.count("label here") - 1)
        core, definition, _ = both(Source("p.gol", text), ("p && q && r && at(here)",))
        for _ in range(4):
            f = normal(renamed(random_formula(chance, chance.randint(1, 3)), chance))
            answers += [compared(core, definition, f, fairness) for fairness in FAIRNESS]
    assert 0.1 < sum(answers) / len(answers) < 0.9


def renamed(f: Formula, chance: random.Random) -> Formula:
    if f.op == "prop" and chance.random() < 0.25:
        return Formula("prop", name="at(here)")
    parts = [renamed(part, chance) if part is not None else None for part in (f.left, f.right)]
    return Formula(f.op, *parts, name=f.name)


def test_of_random_programs() -> None:
    of_programs(15, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_of_many_random_programs(seed: int) -> None:
    of_programs(60, seed)
