"""With a scheduler: both engines have the same states, steps and findings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancheck.check import Options as Settings
from chancheck.check import scheduler_of, unit_of
from chancheck.explore.engine import Exploration, Limits, Options
from chancheck.explore.reference.search import ReferenceEngine
from chancheck.files import read
from chancheck.lower.lower_program import lower
from chancheck.passes import as_asked
from chancheck.program.program import Program
from chancheck.program.scheduler import Scheduler
from chancheck.semantics.scheduler import gmp
from chancheck.source import Source
from chancheck.verdict.replay import replayed
from tests.conformance.concurrent import program as random_source
from tests.native.locks import program as random_locks
from tests.native.test_parity import random_program

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "examples" / "runtime").glob("*.gol")) + sorted(
    p for p in (ROOT / "tests" / "litmus").glob("*.go") if "// p1:" in p.read_text()
)
SETTINGS = [
    Settings(sched="gmp", preempt=False),
    Settings(sched="gmp"),
    Settings(sched="gmp", procs=2, preempt=False, queue=2, global_every=3),
    Settings(sched="gmp", procs=2, queue=2, global_every=3, steal="in-order"),
    Settings(sched="gmp", procs=3, preempt=False, queue=1, global_every=2),
    Settings(sched="gmp", go="1.13", global_every=0),
    Settings(sched="gmp", preempt=False, time="virtual"),
]


def facts(result: Exploration) -> tuple[object, ...]:
    """The results on which both engines have to agree. Of runs equally long they may show different ones, and of a
    component any of its states."""
    found = {
        (f.kind, f.key, f.text, f.output, f.kind == "component" or len(f.trace), f.root_done, bool(f.starved))
        for f in result.found
    }
    s, b = result.statistics, result.bounds
    bounds = (b.goroutines, b.blocked, b.queue, tuple(sorted(b.longest.items())))
    return s.states, s.transitions, s.depth, result.root_can_end, bounds, found


def compare(program: Program, scheduler: Scheduler | None, most: int) -> bool:
    """Whether the program was small enough to be compared. The native runs are runs of the reference machine."""
    options = Options(scheduler=scheduler, measure=True, limits=Limits(states=most))
    result = native.NativeEngine().explore(program, options)
    if not result.complete:
        return False
    assert facts(result) == facts(ReferenceEngine().explore(program, options))
    replayed(program, result, scheduler)
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_and_litmus(path: Path) -> None:
    compared = 0
    for settings in SETTINGS:
        unit = unit_of(read(path), settings)
        compared += compare(lower(unit, time=as_asked(settings).time), scheduler_of(settings), 1500)
    assert compared >= 2


@pytest.mark.parametrize(
    "first", [*range(0, 60, 10), *(pytest.param(n, marks=pytest.mark.long) for n in range(60, 400, 10))]
)
def test_random_programs(first: int) -> None:
    """Goroutines, channels, select, mutexes, WaitGroups and atomics."""
    compared = 0
    for seed in range(first, first + 10):
        settings = SETTINGS[seed % len(SETTINGS)]
        unit = unit_of(Source("random.go", random_source(random.Random(seed))), settings)
        lowered = lower(unit, time=as_asked(settings).time, counted=seed % 3 == 0)
        compared += compare(lowered, scheduler_of(settings), 300)
    assert compared >= 3


LOOKED_AT_BY_BOTH = """
type counter struct {
	mu sync.Mutex
	n  int
}

func main() {
	var c counter
	var other sync.Mutex
	c.mu.Lock()
	for range 2 {
		go func() {
			c.mu.Lock()
			c.mu.Unlock()
		}()
	}
	runtime.Gosched()
	c.mu.Unlock()
	for c.n < 4 {
		other.Lock()
		other.Unlock()
		c.n++
	}
}
"""


def test_what_a_step_and_its_waiters_look_at() -> None:
    """One of two waits for a lock that is free, as the other was woken for it; main continues its operation."""
    for settings in (SETTINGS[0], SETTINGS[2]):
        unit = unit_of(Source("both.gol", LOOKED_AT_BY_BOTH), settings)
        small_enough = compare(lower(unit), scheduler_of(settings), 3000)
        assert small_enough


LOOKED_AT_AFTERWARDS = """
var (
	mu   sync.Mutex
	cond = sync.NewCond(&mu)
	x    int
)

func wait() {
	mu.Lock()
	cond.Wait()
	mu.Unlock()
}

func main() {
	one, two := make(chan int, 1), make(chan int, 1)
	one <- 1
	two <- 2
	go wait()
	runtime.Gosched()
	select {
	case x = <-one:
		<-two
	case x = <-two:
		<-one
	}
	one, two = nil, nil
	cond.Signal()
	if x == 2 {
		panic("two")
	}
}
"""


def test_what_a_step_looks_at_after_it_let_somebody_go_on() -> None:
    settings = SETTINGS[0]
    unit = unit_of(Source("afterwards.gol", LOOKED_AT_AFTERWARDS), settings)
    small_enough = compare(lower(unit), scheduler_of(settings), 3000)
    assert small_enough


@pytest.mark.parametrize(
    "first", [*range(0, 40, 10), *(pytest.param(n, marks=pytest.mark.long) for n in range(40, 400, 10))]
)
def test_random_locks(first: int) -> None:
    compared = 0
    for seed in range(first, first + 10):
        unit = unit_of(Source("locks.gol", random_locks(random.Random(seed))), Settings())
        for procs in 1, 2:
            compared += compare(lower(unit), gmp(procs, "off"), 3000)
    assert compared >= 10


MANY = """
func main() {
	for range %d {
		go func() {}()
	}
	check.Blocking()
}
"""


def test_many_goroutines() -> None:
    """Most of them in the global queue, in parts of what overflows."""
    settings = Settings(sched="gmp", preempt=False, queue=8, global_every=0)
    unit = unit_of(Source("many.gol", MANY % 200), settings)
    assert compare(lower(unit), scheduler_of(settings), 3000)


def schedulers() -> Iterator[Scheduler]:
    """Of operations that are not Go's."""
    names = {
        "yields": frozenset({"close"}), "retries": frozenset({"lock"}), "blocks": frozenset({"unlock"}),
        "last_first": frozenset({"close"}), "timed": frozenset({("unlock", "unlock")}),
    }  # fmt: skip
    for procs, queue, every, preempt in ((1, 256, 61, "off"), (1, 1, 2, "any"), (2, 2, 3, "off"), (2, 1, 0, "calls")):
        go = gmp(procs, preempt, every, queue)
        counts = {"procs": procs, "queue": queue, "spill": queue // 2, "every": every, "first": go.first}
        for rest in (names, {}):
            yield Scheduler(**counts, preempt=preempt, gives_up=go.gives_up, picks=go.picks, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_random_code(first: int) -> None:
    """Panics, defers, closures, maps, helpers, goexit; the scheduler treats other operations in special ways."""
    kinds = list(schedulers())
    compared = 0
    for seed in range(first, first + 20):
        compared += compare(random_program(seed), kinds[seed % len(kinds)], 120)
    assert compared >= 10
