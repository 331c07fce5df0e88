"""Partial order reduction leaves out states, never findings: the same kinds at the same places with and without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chancheck.check import Options, load, unit_of
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.explore.engine import REDUCTIONS, Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.files import read
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.independence import INDEPENDENCE
from chancheck.lower.lower_program import lower
from chancheck.program.independence import Relations, RuleName
from chancheck.program.program import Program
from chancheck.semantics.tools import independence_proofs
from chancheck.semantics.waitgroup import SUSPECT
from chancheck.source import Source
from chancheck.verdict.finding import KINDS
from chancheck.verdict.judge import judge
from chancheck.verdict.replay import replayed
from tests.conformance.concurrent import program
from tests.mdtest import cases
from tests.native import faulty, fields, indexed
from tests.thinned import one_in

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

ROOT = Path(__file__).parents[2]
FILES = [path for folder in ("tests/litmus", "examples") for path in sorted((ROOT / folder).rglob("*.g*o*"))]
PAGES = cases(ROOT / "tests" / "pages")
MOST = Limits(states=20_000)


def programs(source: Source) -> Iterator[Program]:
    """Of every entry that can be checked."""
    try:
        package = load(source, Options(), Diagnostics())
    except SourceError:
        return
    for entry in entries(package):
        try:
            yield lower(build_graphs(package, entry))
        except SourceError:
            continue


def explored(program: Program, *, reduced: bool) -> Any:
    reduce = REDUCTIONS if reduced else REDUCTIONS - {"por"}
    return native.NativeEngine().explore(program, EngineOptions(reduce=reduce, limits=MOST))


def findings(program: Program, found: Any) -> set[tuple[str, str, str]]:
    """Kind, places and message. A suspicion about the whole program is the same wherever it is met."""
    verdict = judge(program, found, replayed(program, found), frozenset(KINDS))
    places = [(f, place.short) for f in verdict.findings for place in (f.location, *f.also) if place is not None]
    return {(f.kind, f.message, "" if SUSPECT in f.message else place) for f, place in places}


def races(program: Program, shapes: frozenset[int]) -> bool:
    """Whether there are any at these. In another order of independent steps an object may be used when no other
    goroutine can reach it any more: then it need not be watched, if no two accesses are unordered."""
    options = EngineOptions(reduce=REDUCTIONS - {"por"}, monitor=shapes, components=False, limits=MOST)
    return bool(shapes) and any(f.kind == "race" for f in native.NativeEngine().explore(program, options).found)


def least(found: Any) -> dict[object, int]:
    """The lengths of runs to halted states."""
    return {f.key: len(f.trace) for f in found.found if f.kind == "halt"}


def outline(found: Any) -> set[tuple[object, ...]]:
    """Of what was found, what does not depend on the run: which of several loops that never end is to blame does."""
    return {(f.kind, f.text, f.root_done, len(f.doomed), len(f.spinning)) for f in found.found}


def compare(program: Program) -> int:
    """Fails if a finding is lost or made up; gives the number of states left out."""
    everything = explored(program, reduced=False)
    if not everything.complete:
        return 0
    some = explored(program, reduced=True)
    assert some.complete
    assert some.statistics.states <= everything.statistics.states
    if any(f.spinning for f in everything.found):
        assert outline(some) == outline(everything)
    else:
        assert findings(program, some) == findings(program, everything)
    assert some.root_can_end == everything.root_can_end
    assert not races(program, everything.contended - some.contended)
    if some.least_halts and not some.contended:
        assert least(some) == least(everything)
    return int(everything.statistics.states - some.statistics.states)


@pytest.mark.parametrize("path", one_in(3, FILES), ids=lambda path: str(path.relative_to(ROOT)))
def test_files(path: Path) -> None:
    for each in programs(Source(path.name, path.read_text())):
        compare(each)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_pages(case: Any) -> None:
    for each in programs(Source("page.go", case.text)):
        compare(each)


def compare_random(make: Callable[[Random], str], seeds: range) -> None:
    left_out = 0
    for seed in seeds:
        for each in programs(Source(f"random{seed}.go", make(Random(seed)))):
            left_out += compare(each)
    assert left_out > 0


@pytest.mark.parametrize("make", [program, faulty.program, indexed.program, fields.program])
@pytest.mark.parametrize("first", one_in(4, range(0, 200, 20)))
def test_random_programs(make: Callable[[Random], str], first: int) -> None:
    compare_random(make, range(first, first + 20))


@pytest.mark.long
@pytest.mark.parametrize("make", [program, faulty.program, indexed.program, fields.program])
@pytest.mark.parametrize("first", range(1000, 3000, 50))
def test_many_random_programs(make: Callable[[Random], str], first: int) -> None:
    compare_random(make, range(first, first + 50))


DONES = """package main

import "sync"

var wg sync.WaitGroup

func done(name string) {
	defer func() {
		if recover() != nil {
			panic(name)
		}
	}()
	wg.Done()
}

func main() {
	wg.Add(COUNT)
	go done("a")
	go done("b")
	go done("c")
	go done("d")
	wg.Wait()
}
"""


def test_counting_down_is_independent_while_nothing_goes_below_zero() -> None:
    (fine,) = programs(Source("fine.go", DONES.replace("COUNT", "4")))
    everything, some = explored(fine, reduced=False), explored(fine, reduced=True)
    assert everything.statistics.states > 2**4
    assert some.statistics.states < 2 * 4 + 4
    assert compare(fine) > 0


def test_whoever_counts_below_zero_is_found() -> None:
    """Any of the four may come last and panic, which is missed if one order stands for all."""
    (wrong,) = programs(Source("wrong.go", DONES.replace("COUNT", "3")))
    compare(wrong)
    panics = {f.text for f in explored(wrong, reduced=True).found if f.kind == "fault"}
    assert len(panics) == 4


BLOCKED = """package main

import (
	"context"
	"time"
)

func main() {
	c := make(chan int)
	_ = time.Hour
	sub, stop := context.START
	go stop()
	go func() { c <- 1 }()
	<-c
	_ = sub.Err()
	<-c
}
"""


@pytest.mark.parametrize(
    ("start", "promised"),
    [
        ("WithCancel(context.Background())", True),
        # The goroutine that cancels first ends that of the timer, which may instead fire and find nothing to do. That
        # makes no run shorter here.
        ("WithTimeout(context.Background(), time.Hour)", False),
    ],
)
def test_runs_to_halted_states_are_the_shortest(start: str, promised: bool) -> None:
    (each,) = programs(Source("blocked.go", BLOCKED.replace("START", start)))
    everything, some = explored(each, reduced=False), explored(each, reduced=True)
    assert some.least_halts == promised
    if promised:
        assert least(some) == least(everything)


@pytest.mark.parametrize("mode", ["any", *(pytest.param(m, marks=pytest.mark.long) for m in ("virtual", "exact"))])
def test_the_table_follows_the_rules(mode: str) -> None:
    """Run `python -m chancheck.semantics.tools.independence_proofs` after a change of the rules."""

    def known(relations: Relations) -> list[dict[RuleName, frozenset[str]]]:
        tables = (relations.undisturbed, relations.not_enabled)
        return [{rule: names for rule, names in table.items() if names} for table in tables]

    now, stored = independence_proofs.independence(mode), INDEPENDENCE[mode]
    assert known(now.always) == known(stored.always)
    assert known(now.presuming) == known(stored.presuming)
    assert now.excluded == stored.excluded


def harmless(rule: tuple[str, str], operation: str, *, presuming: bool = False, mode: str = "any") -> bool:
    name = RuleName(*rule)
    return any(operation in known.undisturbed.get(name, ()) for known in INDEPENDENCE[mode].holding(presuming))


@pytest.mark.parametrize(
    ("rule", "operation", "expected"),
    [
        # The ends of a queue: a value goes in at the back while another leaves at the front.
        (("chan.send", "buffer"), "chan.recv", True),
        (("chan.recv", "buffer"), "chan.send", True),
        # Two sends: the queue's order shows.
        (("chan.send", "buffer"), "chan.send", False),
        # A closed channel refuses what it would have taken.
        (("chan.send", "buffer"), "chan.close", False),
        # A receive goes through before and after a close; a select may only give up before.
        (("chan.close", "close"), "chan.recv", True),
        (("chan.close", "close"), "chan.recv?", False),
        # Only one of two takes a free lock; an unlock enables no third goroutine.
        (("sync.Mutex.Lock", "lock"), "sync.Mutex.Lock", False),
        (("sync.Mutex.Unlock", "unlock"), "sync.Mutex.Lock", True),
        # Readers come in in any order; the second of two Dones at 1 panics.
        (("sync.RWMutex.RLock", "enter"), "sync.RWMutex.RLock", True),
        (("sync.RWMutex.RLock", "enter"), "sync.RWMutex.announce", False),
        (("sync.WaitGroup.Done", "done"), "sync.WaitGroup.Done", False),
        # Loads commute; what a load sees depends on stores.
        (("atomic.load", "load"), "atomic.load", True),
        (("atomic.load", "load"), "atomic.store", False),
        # A signal finds its ticket in memory: nothing is known of it.
        (("sync.Cond.Signal", "signal"), "sync.Cond.Wait", False),
    ],
)
def test_what_is_independent(rule: tuple[str, str], operation: str, expected: bool) -> None:
    assert harmless(rule, operation) == expected


@pytest.mark.parametrize(
    ("rule", "operation", "expected"),
    [
        # A sleep has no object; of a timer's channel one receives.
        (("time.Sleep", "wake soon"), "time.Sleep", True),
        (("chan.recv", "timer soon"), "chan.recv", False),
        (("chan.recv", "buffer"), "chan.send", True),
        # Stop comes before the timer or after it; two readings show their order, and time passes when others are done.
        (("alarm.fire", "fire soon"), "alarm.set", False),
        (("clock.read", "read"), "clock.read", False),
        (("clock.read", "read"), "clock.pass", True),
    ],
)
def test_what_is_independent_with_a_clock(rule: tuple[str, str], operation: str, expected: bool) -> None:
    assert harmless(rule, operation, mode="exact") == expected


@pytest.mark.parametrize(
    ("rule", "operation", "expected"),
    [
        # Of two Dones at 1 the second panics, whichever that is.
        (("sync.WaitGroup.Done", "done"), "sync.WaitGroup.Done", True),
        # An Add may make a fault impossible.
        (("sync.WaitGroup.Done", "done"), "sync.WaitGroup.Add", False),
        # Two closes: the second panics. A send is gone if it came first, and panics if it comes second.
        (("chan.close", "close"), "chan.close", True),
        (("chan.close", "close"), "chan.send", False),
        # An unlock of a free mutex is no fault if another goroutine locks it before.
        (("sync.Mutex.Unlock", "unlock"), "sync.Mutex.Unlock", True),
        (("sync.Mutex.Lock", "lock"), "sync.Mutex.Unlock", False),
    ],
)
def test_what_is_independent_up_to_the_first_fault(rule: tuple[str, str], operation: str, expected: bool) -> None:
    assert harmless(rule, operation, presuming=True) == expected


RING = """package main

import (
	"sync"
	"sync/atomic"
)

const N = 6

type ring struct {
	before [2]int
	begun  [N]atomic.Bool
	locks  [N]sync.Mutex
}

func (r *ring) use(i int) {
	r.begun[i].Store(true)
	a, b := &r.locks[i], &r.locks[OTHER]
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
}

func main() {
	r := &ring{}
	var wg sync.WaitGroup
	wg.Add(N / 2)
	for i := 0; i < N; i += 2 {
		go func() {
			defer wg.Done()
			r.use(i)
		}()
	}
	wg.Wait()
}
"""


def test_elements_are_told_apart_by_computed_indices() -> None:
    """Pairs of locks of their own, in one array: each goroutine's steps are all independent of others'."""
    (apart,) = programs(Source("ring.go", RING.replace("OTHER", "(i+1)%N")))
    some = explored(apart, reduced=True)
    assert explored(apart, reduced=False).statistics.states > 5**3
    assert some.statistics.transitions < 3 * 7 + 10
    assert compare(apart) > 0
    (unknown,) = programs(Source("ring.go", RING.replace("OTHER", "(i+1+r.before[0])%N")))
    assert explored(unknown, reduced=True).statistics.states > some.statistics.states
    assert compare(unknown) > 0


def test_goroutines_that_are_the_same_do_not_end_the_choice() -> None:
    """Of moves of workers that are the same one is taken; the others, without moves of their own, are no seeds."""
    pool = Path(__file__).parents[2] / "bench" / "models" / "go" / "cancel.go"
    (program,) = programs(Source("pool.go", pool.read_text().replace("N = 2", "N = 3")))
    alone, both = (
        native.NativeEngine().explore(program, EngineOptions(reduce=frozenset(reduce), limits=MOST)).statistics.states
        for reduce in (("por",), ("por", "symmetry"))
    )
    assert 1.9 * both < alone


def test_elements_that_others_find_are_not_taken_for_one_s_own() -> None:
    """Each goroutine's second lock is the first of the next one: they may all wait for each other."""
    (meet,) = programs(Source("ring.go", RING.replace("OTHER", "(i+2)%N")))
    compare(meet)
    assert any(f.kind == "halt" and not f.root_done for f in explored(meet, reduced=True).found)


@pytest.mark.parametrize("other", ["r.before[i%2]", "(i + r.before[1]) % N", "int(uint8(i+251))%N", "N - 1 - i"])
def test_indices_that_are_not_known_beforehand_may_be_any(other: str) -> None:
    (each,) = programs(Source("ring.go", RING.replace("OTHER", other)))
    compare(each)


def test_the_reduction_does_not_rest_where_it_pays() -> None:
    """It leaves out two thirds of the states. With rests, it would leave out less than a third."""
    path = ROOT / "bench" / "models" / "go" / "waiter.go"
    program = lower(unit_of(read(path), Options(define={"N": "5"})))
    reduced, whole = (
        native.NativeEngine().explore(program, EngineOptions(search="bfs", reduce=frozenset(reduce))).statistics.states
        for reduce in (("por",), ())
    )
    assert 3 * reduced < whole
