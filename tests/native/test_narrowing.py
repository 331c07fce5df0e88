"""Addresses are narrowed where their registers are lost, by the points-to sets of these (ADR 11)."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import REDUCTIONS, Options
from chancheck.program.footprints import footprints
from chancheck.program.program import Program
from chancheck.program.sources import ANYTHING, BEHIND
from chancheck.source import Source

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
reductions = pytest.importorskip("tests.native.test_reductions")

PROGRAM = """package main

import "sync"

type guard struct{ lock *sync.RWMutex }

type stream struct{ guard *guard }

type box struct {
	guard *guard
	n     int
}

var table []*stream

func stream0() *stream { return table[0] }

func (g *guard) enter() { g.lock.Lock() }
func (g *guard) leave() { g.lock.Unlock() }

func (s *stream) write() {
	s.guard.enter()
	s.guard.leave()
}

func (b *box) add() {
	b.guard.enter()
	b.n++
	b.guard.leave()
	if b.n > 9 {
		stream0().write()
	}
}

func work(c chan *box) {
	b := <-c
	for range 3 {
		b.add()
	}
}

func main() {
	START
	c := make(chan *box, 2)
	go work(c)
	go work(c)
	c <- &box{guard: &guard{lock: new(sync.RWMutex)}}
	c <- &box{guard: &guard{lock: OTHER}}
	select {}
}
"""
OWN, OF_STREAM = "new(sync.RWMutex)", "table[0].guard.lock"
NEVER_MADE = ""
MADE = "table = append(table, &stream{guard: &guard{lock: new(sync.RWMutex)}})"


def program(start: str, other: str = OWN) -> Program:
    (found,) = reductions.programs(Source("narrowing.go", PROGRAM.replace("START", start).replace("OTHER", other)))
    return found


def any_locks(found: Program, name: str) -> set[str]:
    """Of the locks that a function may still act on, those of which only the place of their making is known."""
    known = footprints(found)
    number = next(n for n, f in enumerate(found.functions) if f.name.endswith(name))
    sources = {s for demand in known.at.get(number, {}).values() for s in demand if s.kind in (ANYTHING, BEHIND)}
    shapes = {shape for s in sources for shape in known.sets[s.among]}
    return {found.shapes[n].name for n in shapes}


def test_what_is_never_made_is_not_acted_on() -> None:
    assert "sync.RWMutex" not in any_locks(program(NEVER_MADE), "(*box).add")
    assert "sync.RWMutex" in any_locks(program(MADE), "(*box).add")


@pytest.mark.parametrize(("start", "other"), [(NEVER_MADE, OWN), (MADE, OWN), (MADE, OF_STREAM)])
def test_findings_are_the_same(start: str, other: str) -> None:
    searched = program(start, other)
    engine = native.NativeEngine()
    every, some = (engine.explore(searched, Options(reduce=r)) for r in (frozenset(), REDUCTIONS - {"slice"}))
    assert every.complete
    assert some.complete
    assert reductions.outline(some) == reductions.outline(every)
    assert some.statistics.states < every.statistics.states
