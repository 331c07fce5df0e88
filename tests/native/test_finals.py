"""Fields that are set once tell partial order reduction what a goroutine will act on (ADR 11)."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import REDUCTIONS, Limits, Options
from chancheck.program.computed import LOADED
from chancheck.program.finals import Finals
from chancheck.program.footprints import footprints
from chancheck.program.pointers import Pointers
from chancheck.program.program import Program
from chancheck.program.register_facts import held
from tests.explore.test_pointers import lowered

native = pytest.importorskip("chancheck.explore.native")
reductions = pytest.importorskip("tests.native.test_reductions")

BOXES = """package main

import "sync"

type box struct {
	mu *sync.Mutex
	n  int
}

var guard sync.Mutex

func newBox() *box {
	b := &box{n: 1}
	b.mu = new(sync.Mutex)
	return b
}

func (b *box) get() *sync.Mutex {
	guard.Lock()
	m := b.mu
	guard.Unlock()
	return m
}

func main() {
	x, y := newBox(), newBox()
	go func() {
		guard.Lock()
		m := x.mu
		guard.Unlock()
		m.Lock()
		m.Unlock()
	}()
	go func() {
		guard.Lock()
		m := y.mu
		guard.Unlock()
		m.Lock()
	}()
	go func() {
		guard.Lock()
		CHANGE
		guard.Unlock()
	}()
}
"""


def final_fields(program: Program) -> set[int]:
    pointers = Pointers(program)
    found = Finals(program, pointers, [held(program, f) for f in program.functions]).found()
    return {cell.at for cell in found if program.shapes[cell.shape].name.endswith("box")}


@pytest.mark.parametrize(
    ("change", "final"),
    [("_ = x", {0, 1}), ("x.mu, y.mu = new(sync.Mutex), x.mu", {1}), ("x.n = 0", {0}), ("*x = *y", set())],
)
def test_a_field_that_some_code_sets_again_is_not_final(change: str, final: set[int]) -> None:
    program = lowered(BOXES.replace("CHANGE", change))
    assert final_fields(program) == final
    assert any(node.kind == LOADED and node.b % 2 for node in footprints(program).nodes) == (0 in final)


LOOPS = """package main

type box struct{ a, b, c, d chan int }

func main() {
	x := &box{a: make(chan int, 1)}
	for range 2 {
		x.b = make(chan int, 1)
	}
	if len(x.b) > 0 {
		x.c = make(chan int, 1)
	} else {
		x.c = make(chan int, 2)
	}
	x.d = make(chan int, 1)
	x.d = make(chan int, 2)
	x.a <- len(x.b) + len(x.c) + len(x.d)
}
"""


def test_a_field_is_final_where_it_is_set_once_on_every_way() -> None:
    assert final_fields(lowered(LOOPS)) == {0, 2}


@pytest.mark.parametrize("change", ["_ = x", "x.mu, y.mu = new(sync.Mutex), x.mu"])
def test_who_gets_a_lock_after_it_was_traded_is_waited_for(change: str) -> None:
    """Where the locks are traded, the first goroutine may wait for ever for the one that the second took."""
    program = lowered(BOXES.replace("CHANGE", change))
    reductions.compare(program)
    found = native.NativeEngine().explore(program, Options(reduce=REDUCTIONS, limits=Limits(states=50_000)))
    assert any(f.kind == "halt" for f in found.found) == ("y.mu" in change)


OWN = """package main

import "sync"

type box struct {
	mu *sync.Mutex
	n  int
}

func newBox() *box {
	b := &box{n: 1}
	b.mu = new(sync.Mutex)
	return b
}

var all []*box

func work(b *box) {
	b.mu.Lock()
	b.mu.Unlock()
	b.mu.Lock()
	b.mu.Unlock()
}

func main() {
	all = []*box{newBox(), newBox(), newBox()}
	for _, b := range all {
		go work(b)
	}
	CHANGE
	select {}
}
"""


def test_goroutines_with_locks_of_their_own_do_not_wait_for_each_other() -> None:
    """A field that was set again counts as well, once it is not set any more (ADR 58)."""

    def states(change: str) -> int:
        program = lowered(OWN.replace("CHANGE", change))
        found = native.NativeEngine().explore(program, Options(reduce=frozenset({"por"})))
        assert found.complete
        return found.statistics.states

    assert states("_ = all") == states("all[0].mu = all[0].mu")
    assert 2 * states("var c chan int; <-c") < states("var c chan int; <-c; all[0].mu = all[0].mu")


ANY = """package main

import "sync"

type owner struct {
	mu   *sync.Mutex
	n    int
	done chan int
}

type job struct{ by *owner }

func newJob(o *owner) *job { return &job{by: o} }

func handle(x any, wg *sync.WaitGroup, start chan int) {
	defer wg.Done()
	<-start
	if j, ok := x.(*job); ok {
		j.by.mu.Lock()
		j.by.n++
		j.by.done <- 1
		j.by.mu.Unlock()
	}
}

func main() {
	var wg sync.WaitGroup
	start, o := make(chan int, 4), &owner{mu: new(sync.Mutex), done: make(chan int, ROOM)}
	for _, x := range []any{newJob(o), 1 << 62, 17, newJob(o)} {
		wg.Add(1)
		go handle(x, &wg, start)
	}
	for range 4 {
		start <- 1
	}
	wg.Wait()
}
"""


@pytest.mark.parametrize(("room", "kinds"), [("2", set()), ("1", {"halt"})])
def test_a_number_in_an_interface_value_is_no_address(room: str, kinds: set[str]) -> None:
    """Of the goroutines that wait at `start` some have a number where others have the address of a job."""
    program = lowered(ANY.replace("ROOM", room))
    for reduce in (frozenset[str](), frozenset({"por"})):
        found = native.NativeEngine().explore(program, Options(reduce=reduce, races=True))
        assert found.complete
        assert {f.kind for f in found.found} - {"end"} == kinds
