"""Partial order reduction knows what functions in memory may do: tasks in queues, callbacks in fields (ADR 57), and
where fields lead that are not set any more (ADR 58)."""

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
	a    atomic.Int32
	next *box
}

type job struct {
	run func()
	box *box
	up  *job
}

var (
	one, two = &box{}, &box{}
	tasks    = make(chan func(), 8)
	kept     func()
	guard    sync.Mutex
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

func (p *box) lookInside() {
	p.mu.Lock()
	p.look()
	p.mu.Unlock()
}

func with(p *box, f func(*box)) { f(p) }

func keep(f func()) {
	guard.Lock()
	kept = f
	guard.Unlock()
}

func take() func() {
	guard.Lock()
	defer guard.Unlock()
	return kept
}

func (j *job) set(p *box) {
	guard.Lock()
	j.box = p
	guard.Unlock()
}

func (j *job) each() {
	if j.up != nil {
		j.up.each()
	}
	j.box.LOOK()
}

func worker() {
	defer wg.Done()
	for f := range tasks {
		f()
	}
}

func main() {
	wg.Add(N + 1)
	go func() {
		defer wg.Done()
		one.write()
	}()
	for range N {
		go worker()
	}
	p, q := one, two
	j := &job{box: q}
	_, _, _ = p, q, j
	BODY
	close(tasks)
	wg.Wait()
}
"""

CLOSURES = {
    "a task": "tasks <- func() { p.LOOK() }",
    "a method value": "tasks <- p.LOOK",
    "a task of a task": "f := func() { p.LOOK() }; tasks <- func() { f() }",
    "kept by a task":
        "tasks <- func() { keep(func() { p.LOOK() }) }; tasks <- func() { if f := take(); f != nil { f() } }",
    "kept by a task that was kept":
        "keep(func() { keep(p.LOOK) }); tasks <- func() { take()() }; tasks <- func() { take()() }",
    "with an argument": "tasks <- func() { with(p, func(x *box) { x.LOOK() }) }",
    "in a field": "j.run = func() { p.LOOK() }; tasks <- func() { j.run() }",
    "deferred": "tasks <- func() { defer p.LOOK() }",
    "by another goroutine": "tasks <- func() { f := p.LOOK; wg.Add(1); go func() { defer wg.Done(); f() }() }",
    "behind a recovered panic": "tasks <- func() { defer func() { recover(); p.LOOK() }(); panic(1) }",
}  # fmt: skip
FIELDS = {
    "set by a task": "tasks <- func() { j.set(p) }; tasks <- func() { GET }",
    "set by another goroutine":
        "wg.Add(1); go func() { defer wg.Done(); j.set(p) }(); tasks <- func() { GET }",
    "set when it is over": "tasks <- func() { GET }; defer j.set(q); j.set(p)",
    "all of it": "tasks <- func() { guard.Lock(); *j = job{box: p}; guard.Unlock() }; tasks <- func() { GET }",
    "by its address":
        "x := &j.box; tasks <- func() { guard.Lock(); *x = p; guard.Unlock() }; tasks <- func() { GET }",
    "of what is set":
        "j.up = &job{box: q}; tasks <- func() { j.up.set(p) }; "
        "tasks <- func() { guard.Lock(); b := j.up.box; guard.Unlock(); b.LOOK() }",
    "up a chain": "x := &job{box: p}; for range 5 { x = &job{box: q, up: x} }; tasks <- func() { x.each() }",
    "up a chain that grows":
        "x := &job{box: q}; tasks <- func() { guard.Lock(); x.up = &job{box: p}; guard.Unlock() }; "
        "tasks <- func() { guard.Lock(); x.each(); guard.Unlock() }",
    "up a long chain that grows":
        "y := &job{box: q}; x := y; for range 5 { x = &job{box: q, up: x} }; "
        "tasks <- func() { guard.Lock(); y.up = &job{box: p}; guard.Unlock() }; "
        "tasks <- func() { guard.Lock(); x.each(); guard.Unlock() }",
}  # fmt: skip
BODIES = CLOSURES | FIELDS
GET = "guard.Lock(); b := j.box; guard.Unlock(); b.LOOK()"


def text_of(body: str, look: str, workers: int) -> str:
    return PROGRAM.replace("BODY", body).replace("GET", GET).replace("LOOK", look).replace("N = 2", f"N = {workers}")


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_a_function_in_memory_sees_is_found(body: str, workers: int) -> None:
    result = verify(text_of(body, "look", workers), search="bfs", max_states=400_000)
    assert any("seen" in f.message for f in result.verdict.findings)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_it_cannot_see_is_not(body: str, workers: int) -> None:
    assert verify(text_of(body, "lookInside", workers), search="bfs", max_states=400_000).verdict.answer == "proved"


POOL = """package main

import (
	"sync"
	"sync/atomic"
)

type pool struct {
	mu       sync.Mutex
	up       *pool
	queue    []func()
	count    *atomic.Int32
	wg       sync.WaitGroup
	finished func()
}

func newPool(up *pool) *pool {
	p := &pool{up: up}
	p.count = new(atomic.Int32)
	if up != nil {
		p.count = up.count
	}
	p.finished = func() { p.count.Load() }
	return p
}

func (p *pool) submit(f func()) {
	p.mu.Lock()
	p.count.Add(1)
	p.queue = append(p.queue, f)
	p.wg.Add(1)
	p.mu.Unlock()
	go p.work()
}

func (p *pool) work() {
	defer p.wg.Done()
	p.mu.Lock()
	f := p.queue[0]
	p.queue = p.queue[1:]
	p.count.Add(-1)
	p.mu.Unlock()
	f()
	if p.up != nil {
		p.up.count.Load()
	}
}

func main() {
	one, other := newPool(nil), newPool(nil)
	var n, m atomic.Int32
	for i := 0; i < TASKS; i++ {
		one.submit(func() { n.Add(1) })
		other.submit(func() { m.Add(1) })
	}
	one.wg.Wait()
	other.wg.Wait()
	if n.Load() != TASKS || m.Load() != TASKS {
		panic("lost")
	}
}
"""


def states(tasks: int, reduce: frozenset[str]) -> int:
    program = lower(unit_of(Source("p.go", POOL.replace("TASKS", str(tasks))), Settings()))
    options = Options(reduce=reduce, limits=Limits(states=100_000))
    return native.NativeEngine().explore(program, options).statistics.states


def test_tasks_of_one_pool_are_not_interleaved_with_those_of_another() -> None:
    """Both are made by the same code, so that only memory distinguishes their tasks."""
    least = {tasks: states(tasks, REDUCTIONS) for tasks in (2, 3, 6, 10)}
    every = {tasks: states(tasks, REDUCTIONS - {"por"}) for tasks in (2, 3)}
    assert 6 * least[2] < every[2]
    assert 15 * least[3] < every[3]
    assert least[6] < 3**3 * least[2]
    assert least[10] < 2**3 * least[6]


def test_closures_in_memory_have_tables_of_their_own() -> None:
    program = lower(unit_of(Source("p.go", POOL.replace("TASKS", "1")), Settings()))
    known = footprints(program)
    assert {program.functions[f].name.split(".")[-1] for f in known.kept} >= {"func1", "func2"}
    assert known.closing
