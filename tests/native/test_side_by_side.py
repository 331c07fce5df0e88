"""Memory that atomics order is proved free of races by the states in which no two accesses are side by side."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Options
from chancheck.lower.independence import INDEPENDENCE
from chancheck.program.independence import RuleName
from chancheck.program.rules import Arg, Int, Slot
from chancheck.program.slicing import sliced
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

OWN = """var a atomic.Int32
	f := func() { b := &box{}; a.Load(); n := b.n; a.Load(); b.n = n + 1 }
	both(f, f)"""
OF_BOTH = """var a atomic.Int32
	b := &box{}
	f := func() { a.Load(); n := b.n; a.Load(); b.n = n + 1 }
	both(f, f)"""


def explored(body: str, reduce: frozenset[str]) -> object:
    text = f"{HEADER}func main() {{\n\t{body}\n}}\n"
    program = next(iter(reductions.programs(Source("beside.go", text))))
    return racing.explored(sliced(program) if "slice" in reduce else program, reduce=reduce, races=True)


REDUCED = pytest.mark.parametrize("reduce", [frozenset(), racing.REDUCTIONS - {"slice"}, racing.REDUCTIONS], ids=len)


@REDUCED
@pytest.mark.parametrize("body", [SPIN, TICKETS, FLAG, TWO_BOXES, STARTED_ONE_BY_ONE, HANDED_OVER, OWN])
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
        BY_LENGTH, BY_TRYING, BY_A_PANIC, BY_WRITING, BY_THE_LAST_STEP, OF_BOTH,
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


BARRIER = """var mu sync.Mutex
	all := sync.NewCond(&mu)
	arrived, phase := 0, 0
	wait := func() {
		mu.Lock()
		defer mu.Unlock()
		now := phase
		if arrived++; arrived == 3 {
			arrived = 0
			phase++
			all.Broadcast()
			return
		}
		for now == phase {
			all.Wait()
		}
	}
	cells := make([]int, 3)
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { cells[i] = 1; wait(); _ = cells[(i+1)%3]; wait() })
	}
	wg.Wait()"""
SIGNALLED = """x, waits := 0, false
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	both(func() {
		mu.Lock()
		x = 1
		for !waits {
			mu.Unlock()
			mu.Lock()
		}
		c.Signal()
		mu.Unlock()
	}, func() { mu.Lock(); waits = true; c.Wait(); mu.Unlock(); x++ })"""
SEMAPHORE = """x, sem := 0, make(chan struct{}, 1)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { sem <- struct{}{}; x++; <-sem })
	}
	wg.Wait()"""
TOKEN = "x, c := 0, make(chan bool, 1); c <- true; f := func() { <-c; x++; c <- true }; both(f, f)"
SEVERAL_SENDERS = """c := make(chan *int, 2)
	f := func() { x := new(int); *x = 1; c <- x }
	go f()
	go f()
	*<-c++
	*<-c++"""
HANDED_ON_BY_READERS = """var rw sync.RWMutex
	var head *int
	put := func() { x := new(int); *x = 1; rw.Lock(); head = x; rw.Unlock() }
	get := func() { rw.RLock(); x := head; rw.RUnlock(); if x != nil { _ = *x } }
	both(put, get)
	both(put, get)"""
CELLS = """cells := make([]int, 3)
	c := make(chan int, 3)
	for i := range 3 {
		go func() { cells[i] = i; c <- i }()
	}
	_ = cells[<-c] + cells[<-c] + cells[<-c]"""

SIGNALLED_OUTSIDE = """x, waits := 0, false
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	both(func() {
		mu.Lock()
		for !waits {
			mu.Unlock()
			mu.Lock()
		}
		mu.Unlock()
		x = 1
		c.Signal()
		mu.Lock()
		mu.Unlock()
	}, func() { mu.Lock(); waits = true; c.Wait(); mu.Unlock(); x++ })"""
ANOTHER_LOCK = BARRIER.replace("all := sync.NewCond(&mu)", "var nu sync.Mutex\n\tall := sync.NewCond(&nu)").replace(
    "all.Wait()", "mu.Unlock(); nu.Lock(); all.Wait(); nu.Unlock(); mu.Lock()"
)
BEFORE_THE_BARRIER = BARRIER.replace("cells[i] = 1; wait()", "wait(); cells[i] = 1")
WIDER = SEMAPHORE.replace("struct{}, 1", "struct{}, 2")
TOO_MANY_TOKENS = TOKEN.replace("bool, 1); c <- true", "bool, 2); c <- true; c <- true")
SENT_TOO_SOON = SEVERAL_SENDERS.replace("*x = 1; c <- x", "c <- x; *x = 1")
READERS_WRITE = HANDED_ON_BY_READERS.replace("_ = *x", "*x = 2").replace("both(put, get)", "both(get, get)", 1)
READERS_WRITE = READERS_WRITE.replace("both(get, get)", "put(); both(get, get)")
TOO_EARLY = CELLS.replace("cells[<-c] + cells[<-c] + cells[<-c]", "cells[<-c] + cells[0] + cells[1]")


@REDUCED
@pytest.mark.parametrize("body", [BARRIER, SIGNALLED, SEMAPHORE, TOKEN, SEVERAL_SENDERS])
def test_what_conditions_and_semaphores_order_is_not_followed(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert not racing.races(found)
    assert not found.contended


@REDUCED
@pytest.mark.parametrize("body", [HANDED_ON_BY_READERS, CELLS])
def test_what_channels_and_readers_order_is_followed_briefly(body: str, reduce: frozenset[str]) -> None:
    found, far = explored(body, reduce), followed_far(body, reduce)
    assert found.complete
    assert not racing.races(found)
    pairs, all_pairs = (one.statistics.passes[-1].states for one in (found, far))
    assert far.statistics.passes[-1].what == "races"
    assert pairs < all_pairs


def followed_far(body: str, reduce: frozenset[str]) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chancheck.explore.native.order_table", lambda *_: [])
        return explored(body, reduce)


@REDUCED
@pytest.mark.parametrize(
    "body",
    [
        SIGNALLED_OUTSIDE, BEFORE_THE_BARRIER, WIDER, TOO_MANY_TOKENS, SENT_TOO_SOON, READERS_WRITE, TOO_EARLY,
    ],
)  # fmt: skip
def test_what_they_do_not_order_is_found(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert racing.races(found) == racing.races(followed_far(body, reduce))
    assert racing.races(found)


@REDUCED
def test_another_lock_than_that_of_the_condition(reduce: frozenset[str]) -> None:
    found = explored(ANOTHER_LOCK, reduce)
    assert found.complete
    assert racing.races(found) == racing.races(followed_far(ANOTHER_LOCK, reduce))
    assert found.statistics.passes[-1].what == "races"


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
        # A buffer's length shows; its order does to several receivers. A slot is ordered behind the receive from it.
        (("chan.send", "buffer"), "chan.send", False),
        (("chan.send", "buffer"), "chan.len", True),
        (("chan.recv", "buffer"), "chan.send", False),
        (("chan.recv", "buffer"), "chan.recv", True),
        (("chan.send", "hand over"), "chan.send", False),
        # All that readers do is ordered before the writer has drained.
        (("sync.RWMutex.RLock", "enter"), "sync.RWMutex.announce", False),
        (("sync.RWMutex.RLock", "enter"), "sync.RWMutex.TryLock", True),
        # A timer's channel is one object for the operations of two pages.
        (("chan.recv", "timer"), "timer.rearm", True),
        (("context.finish", "cancel"), "chan.recv", False),
        (("context.expire", "expire"), "chan.recv", True),
        (("print", "print"), "print", False),
    ],
)
def test_what_affects_others_unordered(rule: tuple[str, str], operation: str, expected: bool) -> None:
    affected = INDEPENDENCE["any"].unordered[RuleName(*rule)]
    assert (operation in {other.operation for other in affected if other.rule}) == expected


def test_the_table_of_order_follows_the_rules() -> None:
    """Run `python -m chancheck.semantics.tools.order_proofs` after a change of the rules."""
    known = INDEPENDENCE["any"]
    assert order_proofs.order("any") == order_proofs.Order(known.unordered, known.enabling, known.in_turn)
    assert order_proofs.exclusive_rules("any") == known.exclusive


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
