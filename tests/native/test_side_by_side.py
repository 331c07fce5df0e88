"""Memory that atomics order is proved free of races by the states in which no two accesses are side by side."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Options
from chancheck.lower.independence import INDEPENDENCE
from chancheck.program.independence import RuleName
from chancheck.program.rules import Arg, Int, Slot
from chancheck.records import replace
from chancheck.semantics.tools import order_proofs
from chancheck.source import Source

pytest.importorskip("chancheck._core")
NativeEngine = pytest.importorskip("chancheck.explore.native").NativeEngine
racing = pytest.importorskip("tests.native.test_racing")
reductions = pytest.importorskip("tests.native.test_reductions")

HEADER = """package main

import (
	"sync"
	"sync/atomic"
)

type box struct {
	held atomic.Bool
	n    int
}

func (b *box) lock() {
	for !b.held.CompareAndSwap(false, true) {
	}
}

func (b *box) add() {
	b.lock()
	b.n++
	b.held.Store(false)
}

func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); f() }()
	go func() { defer wg.Done(); g() }()
	wg.Wait()
}

"""

SPIN = "b := &box{}; both(b.add, b.add)"
TICKETS = """n := 0
	var next, now atomic.Int32
	f := func() {
		mine := next.Add(1) - 1
		for now.Load() != mine {
		}
		n++
		now.Add(1)
	}
	both(f, f)"""
FLAG = """n := 0
	var ready atomic.Bool
	both(func() { n++; ready.Store(true) }, func() {
		for !ready.Load() {
		}
		n++
	})"""
TWO_BOXES = "a, b := &box{}, &box{}; both(func() { a.add(); b.add() }, func() { b.add(); a.add() })"
STARTED_ONE_BY_ONE = """b := &box{}
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() { defer wg.Done(); b.add() }()
	}
	wg.Wait()"""
HANDED_OVER = "n, c := 0, make(chan int); go func() { c <- 1; <-c; n++; c <- 1 }(); <-c; n++; c <- 1; <-c; n++"

GIVEN_BACK_TOO_SOON = "b := &box{}; f := func() { b.lock(); b.held.Store(false); b.n++ }; both(f, f)"
FLAG_TOO_SOON = FLAG.replace("n++; ready.Store(true)", "ready.Store(true); n++")
ONLY_LOOKED_AT = "b := &box{}; both(b.add, func() { if !b.held.Load() { b.n++ } })"
TAKEN_BY_BOTH = (
    "b := &box{}; f := func() { b.held.CompareAndSwap(false, true); b.n++; b.held.Store(false) }; both(f, f)"
)
ANOTHER_BOX = "a, b := &box{}, &box{}; both(a.add, func() { b.lock(); a.n++; b.held.Store(false) })"

# The accesses are never side by side: what other goroutines do keeps them apart, and orders nothing.
BY_LENGTH = "n, c := 0, make(chan int, 1); go func() { n++; c <- 1 }(); for len(c) == 0 {\n}; n++"
BY_TRYING = """n := 0
	var mu sync.Mutex
	go func() { n++; mu.Lock() }()
	for mu.TryLock() {
		mu.Unlock()
	}
	n++"""
BY_A_PANIC = """var n struct{ a, b int }
	var wg sync.WaitGroup
	wg.Add(1)
	done := func() (failed bool) {
		defer func() { failed = recover() != nil }()
		wg.Done()
		return
	}
	go func() { n.b++; done() }()
	if done() {
		n.b++
	}"""
BY_WRITING = """n := 0
	var mu sync.Mutex
	var a atomic.Int32
	mu.Lock()
	go func() { n++; a.Load(); mu = sync.Mutex{}; a.Load() }()
	mu.Lock()
	n++"""
BY_THE_LAST_STEP = "n := 0; var a, b atomic.Int32; go func() { a.Load(); n++ }(); b.Load(); n++"


def explored(body: str, reduce: frozenset[str]) -> object:
    text = f"{HEADER}func main() {{\n\t{body}\n}}\n"
    return racing.explored(next(iter(reductions.programs(Source("beside.go", text)))), reduce=reduce, races=True)


REDUCED = pytest.mark.parametrize("reduce", [frozenset(), racing.REDUCTIONS - {"slice"}], ids=len)


@REDUCED
@pytest.mark.parametrize("body", [SPIN, TICKETS, FLAG, TWO_BOXES, STARTED_ONE_BY_ONE, HANDED_OVER])
def test_what_atomics_order_is_not_followed(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert not racing.races(found)
    assert not found.contended


@REDUCED
@pytest.mark.parametrize(
    "body",
    [
        GIVEN_BACK_TOO_SOON, FLAG_TOO_SOON, ONLY_LOOKED_AT, TAKEN_BY_BOTH, ANOTHER_BOX,
        BY_LENGTH, BY_TRYING, BY_A_PANIC, BY_WRITING, BY_THE_LAST_STEP,
    ],
)  # fmt: skip
def test_what_nothing_orders_is(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert racing.races(found)


LOCKED_ROUNDS = """n := []int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			mu.Lock()
			n = append(n, i)
			mu.Unlock()
		})
	}
	wg.Wait()
	_ = n[2]"""


@pytest.mark.parametrize("body", [SPIN, TICKETS, LOCKED_ROUNDS])
def test_a_search_that_pauses_while_it_looks_at_accesses_goes_on(body: str) -> None:
    """The look expands states of which moves were left out; a pause there left a graph with loose ends to judge."""
    text = f"{HEADER}func main() {{\n\t{body}\n}}\n"
    program = next(iter(reductions.programs(Source("beside.go", text))))
    options = Options(reduce=racing.REDUCTIONS - {"slice"}, races=True)
    whole = NativeEngine().explore(program, options)
    for states in range(1, whole.statistics.states + 1):
        search = NativeEngine().begin(program, options)
        found, rounds = search.run(states=states), 1
        while found.limit == "pause":
            found, rounds = search.run(states=states * 2**rounds), rounds + 1
        assert (found.complete, found.statistics.states) == (True, whole.statistics.states)
        assert [f.kind for f in found.found] == [f.kind for f in whole.found]


@pytest.mark.parametrize(
    ("rule", "operation", "expected"),
    [
        # A load is ordered behind the store that it sees; a store behind a load or a store gives the same without it.
        (("atomic.store", "store"), "atomic.load", False),
        (("atomic.load", "load"), "atomic.store", False),
        (("atomic.store", "store"), "atomic.store", False),
        # A lock is ordered behind the unlock; that an attempt fails is known of the holder, and orders nothing.
        (("sync.Mutex.Unlock", "unlock"), "sync.Mutex.Lock", False),
        (("sync.Mutex.Lock", "lock"), "sync.Mutex.TryLock", True),
        # Without the Add, Done would panic. Wait is ordered behind each Done.
        (("sync.WaitGroup.Add", "first"), "sync.WaitGroup.Done", False),
        (("sync.WaitGroup.Done", "done"), "sync.WaitGroup.Wait", False),
        # A buffer's order shows, as its length does. A slot is ordered behind the receive that emptied it.
        (("chan.send", "buffer"), "chan.send", True),
        (("chan.send", "buffer"), "chan.len", True),
        (("chan.recv", "buffer"), "chan.send", False),
        (("chan.send", "hand over"), "chan.send", False),
        # A reader keeps a writer waiting, and is not ordered before its announcement.
        (("sync.RWMutex.RLock", "enter"), "sync.RWMutex.announce", True),
    ],
)
def test_what_affects_others_unordered(rule: tuple[str, str], operation: str, expected: bool) -> None:
    assert (operation in INDEPENDENCE["any"].unordered[RuleName(*rule)]) == expected


def test_the_table_of_order_follows_the_rules() -> None:
    """Run `python -m chancheck.semantics.tools.order_proofs` after a change of the rules."""
    assert order_proofs.unordered("any") == INDEPENDENCE["any"].unordered


def test_what_is_kept_is_kept() -> None:
    named = 0
    for page in order_proofs.pages("any"):
        for operation in page:
            if operation.kept != Int(1):
                assert all(order_proofs.keeps(operation, other) for other in page)
                named += 1
    assert named == 2


def test_what_is_not_kept() -> None:
    (page,) = [page for page in order_proofs.pages("any") if page and page[0].name == "sync.Mutex.Lock"]
    free = replace(page[0], kept=~Slot(Arg(0), 0))
    assert [other.name for other in page if not order_proofs.keeps(free, other)] == [
        "sync.Mutex.Lock",
        "sync.Mutex.TryLock",
    ]
