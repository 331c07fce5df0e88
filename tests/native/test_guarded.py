"""Memory that one lock guards is proved free of races in the first search, and followed where that does not hold."""

from __future__ import annotations

import pytest

from chancheck.source import Source

pytest.importorskip("chancheck._core")
racing = pytest.importorskip("tests.native.test_racing")
reductions = pytest.importorskip("tests.native.test_reductions")

HEADER = """package main

import "sync"

type box struct {
	mu sync.Mutex
	n  int
}

func (b *box) add() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
}

func both(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { f(); wg.Done() }()
	go func() { g(); wg.Done() }()
	wg.Wait()
}

"""

IN_ONE_OBJECT = "a := &box{}; both(a.add, a.add)"
BESIDE = "n := 0; var mu sync.Mutex; f := func() { mu.Lock(); n++; mu.Unlock() }; both(f, f)"
READ_TOGETHER = """n := 0
	var rw sync.RWMutex
	f := func() { rw.RLock(); _ = n; rw.RUnlock() }
	both(f, func() { f(); rw.Lock(); n++; rw.Unlock() })"""
ROOT = "n := 0; done := make(chan int); go func() { done <- 1 }(); n++; <-done; n++"
WHERE = """a := &box{}
	c, d, e := make(chan bool, 2), make(chan bool, 2), make(chan bool, 2)
	c <- true
	c <- false
	f := func() {
		if <-c {
			a.mu.Lock()
		} else {
			e <- true
			<-e
			e <- true
			<-e
			%s
		}
		d <- true
		a.n++
		%s
	}
	go f()
	go f()
	select {}"""
ALL_LOCK = WHERE % ("a.mu.Lock()", "a.mu.Unlock()")

ONE_DOES_NOT = "a := &box{}; both(a.add, func() { a.n++ })"
LOCK_OF_EACH_OWN = "n := 0; f := func() { var mu sync.Mutex; mu.Lock(); n++; mu.Unlock() }; both(f, f)"
LOCK_OF_ANOTHER = "a, b := &box{}, &box{}; both(a.add, func() { b.mu.Lock(); a.n++; b.mu.Unlock() })"
GIVEN_BACK_BY_ANOTHER = """a := &box{}
	locked := make(chan int)
	both(func() { a.mu.Lock(); close(locked); a.n++ }, func() { <-locked; a.mu.Unlock(); a.add() })"""
OF_ANOTHER_BESIDE = """n := 0
	var mu sync.Mutex
	locked := make(chan int)
	both(func() { mu.Lock(); close(locked); n++ }, func() { <-locked; mu.Unlock(); mu.Lock(); n++; mu.Unlock() })"""
OVERWRITTEN = "a := &box{}; both(func() { a.mu.Lock(); a.mu = sync.Mutex{}; a.n++ }, a.add)"
WRITTEN_BY_READERS = """n := 0
	var rw sync.RWMutex
	f := func() { rw.RLock(); n++; rw.RUnlock() }
	both(f, f)"""
ROOT_AND_ANOTHER = "n := 0; done := make(chan int); go func() { n++; done <- 1 }(); n++; <-done"
ROOT_AFTER_ANOTHER = "n := 0; c := make(chan int, 1); go func() { _ = n; c <- 1 }(); for len(c) == 0 {\n}; n++"
LOCKS_ONE_AFTER_ANOTHER = """n, c := 0, make(chan int, 1)
	for range 2 {
		var mu sync.Mutex
		c <- 1
		<-c
		go func() { mu.Lock(); n++; mu.Unlock() }()
	}"""
ONE_DOES_NOT_LOCK = WHERE % ("", "")


def explored(body: str, reduce: frozenset[str]) -> object:
    text = f"{HEADER}func main() {{\n\t{body}\n}}\n"
    return racing.explored(next(iter(reductions.programs(Source("guarded.go", text)))), reduce=reduce, races=True)


REDUCED = pytest.mark.parametrize("reduce", [frozenset(), racing.REDUCTIONS - {"slice"}], ids=len)


@REDUCED
@pytest.mark.parametrize("body", [IN_ONE_OBJECT, BESIDE, READ_TOGETHER, ROOT, ALL_LOCK])
def test_guarded_memory_is_not_followed(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert not racing.races(found)
    assert not found.contended


@REDUCED
@pytest.mark.parametrize(
    "body",
    [
        ONE_DOES_NOT, LOCK_OF_EACH_OWN, LOCK_OF_ANOTHER, GIVEN_BACK_BY_ANOTHER, OF_ANOTHER_BESIDE, OVERWRITTEN,
        WRITTEN_BY_READERS, ROOT_AND_ANOTHER, ROOT_AFTER_ANOTHER, LOCKS_ONE_AFTER_ANOTHER, ONE_DOES_NOT_LOCK,
    ],
)  # fmt: skip
def test_other_memory_is(body: str, reduce: frozenset[str]) -> None:
    found = explored(body, reduce)
    assert found.complete
    assert racing.races(found)
