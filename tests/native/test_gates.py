"""Locks that are taken before an operation keep it away from the holder's steps (ADR 54)."""

from __future__ import annotations

import pytest

from chancheck.api import verify
from chancheck.check import unit_of
from chancheck.explore.engine import REDUCTIONS, Limits, Options
from chancheck.lower.lower_program import lower
from chancheck.options import Options as Settings
from chancheck.program.footprints import footprints
from chancheck.source import Source

native = pytest.importorskip("chancheck.explore.native")

PROGRAM = """package main

import (
	"sync"
	"sync/atomic"
)

const N = 2

type box struct {
	mu   sync.Mutex
	rw   sync.RWMutex
	a    atomic.Int32
	next *box
}

var (
	one, two box
	off      atomic.Bool
	wg       sync.WaitGroup
)

func (p *box) write() {
	p.mu.Lock()
	p.a.Store(1)
	p.a.Store(0)
	p.mu.Unlock()
}

func (p *box) look() {
	if p.a.Load() != 0 {
		panic("seen")
	}
}

func (p *box) fails() {
	defer func() { recover() }()
	if off.Load() {
		p = nil
	}
	p.next.mu.Lock()
}

func read(p *box) {
	defer wg.Done()
	BODY
}

func main() {
	wg.Add(N + 1)
	one.next = &two
	go func() {
		defer wg.Done()
		one.write()
		off.Store(true)
	}()
	for i := 0; i < N; i++ {
		go read(&one)
	}
	wg.Wait()
}
"""

SEEN = {
    "no lock": "p.look()",
    "a lock on one way": "if off.Load() { p.mu.Lock(); defer p.mu.Unlock() }; p.look()",
    "an attempt": "if p.mu.TryLock() { defer p.mu.Unlock() }; p.look()",
    "another lock": "p.next.mu.Lock(); p.look(); p.next.mu.Unlock()",
    "a lock of another object": "q := p; q = q.next; q.mu.Lock(); p.look(); q.mu.Unlock()",
    "afterwards": "p.mu.Lock(); p.mu.Unlock(); p.look()",
    "deferred before": "defer func() { p.look() }(); if off.Load() { p.mu.Lock(); p.mu.Unlock() }",
    "behind a recovered panic": "p.fails(); p.look()",
    "by another goroutine": "wg.Add(1); go func() { defer wg.Done(); p.look() }(); p.mu.Lock(); p.mu.Unlock()",
    "a reader's lock": "p.rw.RLock(); p.look(); p.rw.RUnlock()",
}
UNSEEN = {
    "the lock": "p.mu.Lock(); p.look(); p.mu.Unlock()",
    "the lock, deferred": "p.mu.Lock(); defer p.mu.Unlock(); p.look()",
    "the lock in a loop": "for i := 0; i < 2; i++ { p.mu.Lock(); p.look(); p.mu.Unlock() }",
    "the lock through a value": "f := p.look; p.mu.Lock(); f(); p.mu.Unlock()",
    "the lock by another goroutine":
        "p.mu.Lock(); done := make(chan int); go func() { p.look(); close(done) }(); <-done; p.mu.Unlock()",
}  # fmt: skip


def text_of(body: str, goroutines: int) -> str:
    return PROGRAM.replace("BODY", body).replace("N = 2", f"N = {goroutines}")


@pytest.mark.parametrize("goroutines", [1, 2, 3])
@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_what_is_not_always_behind_the_lock_is_seen(body: str, goroutines: int) -> None:
    result = verify(text_of(body, goroutines), search="bfs", max_states=200_000)
    assert any("seen" in f.message for f in result.verdict.findings)


@pytest.mark.parametrize("goroutines", [1, 2, 3])
@pytest.mark.parametrize("body", UNSEEN.values(), ids=UNSEEN)
def test_what_is_always_behind_the_lock_is_not(body: str, goroutines: int) -> None:
    assert verify(text_of(body, goroutines), search="bfs", max_states=200_000).verdict.answer == "proved"


SECTION = """package main

import (
	"sync"
	"sync/atomic"
)

type box struct {
	mu   sync.Mutex
	a, b atomic.Int32
	q    *queue
}

type queue struct{ read, written atomic.Int32 }

func (q *queue) length() int32 { return q.written.Load() - q.read.Load() }

func (p *box) work() {
	p.mu.Lock()
	if p.q.length() < 100 {
		p.q.written.Store(p.a.Add(1))
	}
	p.b.Add(1)
	p.mu.Unlock()
}

func main() {
	var wg sync.WaitGroup
	p := &box{q: &queue{}}
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); OTHER; p.work() }()
	}
	wg.Wait()
}
"""


def states(other: str, reduce: frozenset[str]) -> int:
    program = lower(unit_of(Source("p.go", SECTION.replace("OTHER", other)), Settings()))
    options = Options(reduce=reduce, limits=Limits(states=50_000))
    return native.NativeEngine().explore(program, options).statistics.states


def test_a_section_is_not_interleaved_with_those_who_wait_to_enter() -> None:
    inside, seen = (states(other, REDUCTIONS - {"symmetry"}) for other in ("_ = 0", "p.q.written.Load()"))
    assert 2 * inside < seen
    assert 5 * inside < 2 * states("_ = 0", frozenset())


def test_gates_are_the_locks_in_the_frame_s_own_terms() -> None:
    program = lower(unit_of(Source("p.go", SECTION.replace("OTHER", "_ = 0")), Settings()))
    known = footprints(program)
    work = next(n for n, f in enumerate(program.functions) if f.name.endswith("work"))
    at_lock = known.at[work][min(known.at[work])]
    assert sum(bool(acts.gates) for acts in at_lock.values()) >= 4
    assert any(not acts.gates for acts in at_lock.values())  # the lock itself
