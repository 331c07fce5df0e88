"""A slice leaves out data, never findings: the same with and without it, for every program there is here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.explore import strategy
from chancheck.explore.engine import REDUCTIONS, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.strategy import explore_all
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.liveness import measured
from chancheck.program.program import Program
from chancheck.program.slicing import sliced
from chancheck.source import Source
from chancheck.verdict.finding import KINDS, Finding
from chancheck.verdict.judge import judge
from chancheck.verdict.replay import replayed
from tests.conformance.concurrent import program
from tests.mdtest import cases
from tests.thinned import one_in

ROOT = Path(__file__).parents[2]
FILES = [path for folder in ("tests/litmus", "examples") for path in sorted((ROOT / folder).rglob("*.g*o*"))]
PAGES = cases(ROOT / "tests" / "pages")
MOST = Limits(states=20_000, seconds=5)


@pytest.fixture(autouse=True)
def sliced_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large programs are sliced as early as small ones."""
    monkeypatch.setattr(strategy, "PREPARING", 0.0)


def units(source: Source) -> Iterator[Any]:
    """Every entry that can be checked."""
    try:
        package = load(source, Options(), Diagnostics())
    except SourceError:
        return
    for entry in entries(package):
        try:
            yield build_graphs(package, entry)
        except SourceError:
            continue


def identity(f: Finding) -> tuple[str, ...]:
    """Of panics the message, of races both places; of leaks where the goroutine comes from, since it may go round and
    round; else the place."""
    if f.kind == "panic":
        return f.kind, f.message
    if f.kind == "race":
        return f.kind, *sorted(str(access.location) for access in f.accesses)
    if f.kind == "leak":
        return f.kind, *sorted(str(g.created_at) for g in f.goroutines if g.guilty)
    return f.kind, str(f.location)


def findings(program: Program, reduce: frozenset[str]) -> tuple[bool, set[tuple[str, ...]], int]:
    """Whether all was seen; what was found; and how many states there are."""
    found = explore_all(program, EngineOptions(reduce=reduce, limits=MOST))
    verdict = judge(program, found, replayed(program, found), frozenset(KINDS))
    seen = {identity(f) for f in verdict.findings}
    return found.complete, seen, found.statistics.states


def compare(unit: Any) -> int:
    """Fails if a finding is lost or made up; gives the number of states left out."""
    try:
        program = lower(unit)
    except SourceError:
        return 0
    complete, expected, states = findings(program, frozenset({"symmetry"}))
    if not complete:
        return 0
    for reduce in (frozenset({"symmetry", "slice"}), REDUCTIONS):
        finished, seen, fewer = findings(program, reduce)
        assert finished
        assert seen == expected
        assert fewer <= states
    return states - fewer


@pytest.mark.parametrize("path", one_in(6, FILES), ids=lambda path: str(path.relative_to(ROOT)))
def test_files(path: Path) -> None:
    for unit in units(Source(path.name, path.read_text())):
        compare(unit)


@pytest.mark.parametrize("case", one_in(6, PAGES), ids=lambda case: case.name)
def test_pages(case: Any) -> None:
    for unit in units(Source("page.gol", case.text)):
        compare(unit)


@pytest.mark.parametrize("first", one_in(4, range(0, 40, 10)))
def test_random_programs(first: int) -> None:
    assert sum(compare(unit) for n in range(first, first + 10) for unit in random_units(n)) > 0


@pytest.mark.long
@pytest.mark.parametrize("first", range(4000, 6000, 50))
def test_many_random_programs(first: int) -> None:
    assert sum(compare(unit) for n in range(first, first + 50) for unit in random_units(n)) > 0


def random_units(seed: int) -> Iterator[Any]:
    return units(Source(f"random{seed}.go", program(Random(seed))))


ENDS = """package main

var total int

func main() {
	c := make(chan int)
	go func() { c <- 1 }()
	total += <-c
}
"""


def test_a_run_that_only_ends_is_not_walked() -> None:
    (unit,) = units(Source("ends.go", ENDS))
    program = lower(unit)
    found = explore_all(program, EngineOptions(reduce=REDUCTIONS))
    assert [f.kind for f in found.found] == ["end"]
    assert replayed(program, found) == []


BEFORE_A_CALL = """package main

type box struct{ seen, unseen int }

var b box

func call() {
	if b.seen > 5 {
		panic("seen")
	}
}

func main() {
	c := make(chan int, 1)
	for i, n := 0, 2; i < 3; i++ {
		b = box{i, n}
		call()
		n++
		c <- i
		<-c
	}
}
"""


def test_code_that_is_moved_does_not_lead_back_to_a_call() -> None:
    """A call that a jump leads back to is a place where a frame may rest before the call is made. Partial order
    reduction would take a frame that waits for the end of a call for one that may make it again."""
    (unit,) = units(Source("calls.go", BEFORE_A_CALL))
    program = lower(unit)
    part = sliced(program)
    moved = 0
    for whole, function in zip(program.functions, part.functions, strict=True):
        for instr in function.code[len(whole.code) :]:
            moved += instr.op == "call"
            assert instr.op != "jump" or function.code[instr.args[0]].op not in ("call", "callv")
    assert moved
    assert measured(part)


NEWEST = """package main

type client struct{ left bool }

var newest *client // Nothing reads it: a slice has no such variable, and meets the clients in another order.

func main() {
	clients := map[*client]bool{}
	joins, leaves, casts := make(chan *client), make(chan *client), make(chan bool)
	go func() {
		for range 2 {
			c := <-joins
			clients[c] = true
			newest = c
		}
		c := <-leaves
		c.left = true
		// delete
		<-casts
		for c := range clients {
			if c.left {
				panic("one that has left")
			}
			break
		}
	}()
	go func() {
		c := &client{}
		joins <- c
		leaves <- c
	}()
	c := &client{}
	joins <- c
	casts <- true
}
"""


@pytest.mark.parametrize(
    ("text", "kinds"), [(NEWEST, ["panic"]), (NEWEST.replace("// delete", "delete(clients, c)"), [])]
)
def test_a_choice_among_keys_has_another_number_in_a_slice(text: str, kinds: list[str]) -> None:
    (unit,) = units(Source("newest.go", text))
    program = lower(unit)
    complete, seen, _ = findings(program, REDUCTIONS)
    assert complete
    assert sorted(kind for kind, *_ in seen) == kinds
    compare(unit)
