"""Locks are given back as a part of the step before, where that makes no difference (ADR 66)."""

from __future__ import annotations

import pytest

from chancheck.api import verify
from chancheck.explore import strategy
from chancheck.explore.engine import REDUCTIONS, Options
from chancheck.program.program import Program
from chancheck.program.releases import with_releases
from chancheck.source import Source

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
reductions = pytest.importorskip("tests.native.test_reductions")

PROGRAM = """package main

import (
	"runtime"
	"sync"
)

var (
	mu sync.Mutex
	rw sync.RWMutex
	wg sync.WaitGroup
	n, m int
	c = make(chan int)
	_ = runtime.NumGoroutine
)

func main() {
	for i := range N {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range K {
				BODY
				_ = j
			}
			_ = i
		}()
	}
	wg.Wait()
}
"""

SECTION = "mu.Lock(); n++; mu.Unlock()"


def text_of(body: str, n: int = 3, k: int = 2) -> str:
    return PROGRAM.replace("BODY", body).replace("range N", f"range {n}").replace("range K", f"range {k}")


def program(body: str, n: int = 3, k: int = 2) -> Program:
    (found,) = reductions.programs(Source("releases.go", text_of(body, n, k)))
    return found


def states(searched: Program) -> int:
    found = native.NativeEngine().explore(searched, Options(search="bfs", reduce=frozenset()))
    assert found.complete
    return found.statistics.states


def early(searched: Program) -> set[str]:
    return {o.name for o in searched.operations if o.eager}


def test_no_goroutine_is_about_to_unlock() -> None:
    """Of the goroutines that main has started each is at one of K locks, at Done, or has ended; main is about to start
    the next one, or waits. Three states are before and behind that. In the whole program one goroutine may hold the
    lock, where it was about to take it."""
    n, k = 3, 2
    whole = program(SECTION, n, k)
    part = with_releases(whole)
    assert early(part) - early(whole) == {"sync.Mutex.Unlock"}
    alive = [count for started in range(n + 1) for count in range(started + 1)]
    assert states(part) == sum((k + 1) ** count for count in alive) + 3
    assert states(whole) - states(part) == sum(count * k * (k + 1) ** (count - 1) for count in alive if count)


@pytest.mark.parametrize(
    ("body", "given_back"),
    [
        ("rw.Lock(); n++; rw.Unlock()", {"sync.RWMutex.Unlock"}),
        ("rw.RLock(); _ = n; rw.RUnlock()", {"sync.RWMutex.RUnlock"}),
        ("rw.Lock(); rw.Unlock(); rw.RLock(); rw.RUnlock()", {"sync.RWMutex.Unlock", "sync.RWMutex.RUnlock"}),
        # an attempt sees whether the lock is held
        ("if mu.TryLock() { n++; mu.Unlock() }", set()),
        ("rw.RLock(); _ = n; rw.RUnlock(); if rw.TryLock() { n++; rw.Unlock() }", set()),
        # of other objects
        ("if rw.TryLock() { n++; rw.Unlock() }; mu.Lock(); m++; mu.Unlock()", {"sync.Mutex.Unlock"}),
        # goroutines are counted
        ("mu.Lock(); n++; mu.Unlock(); if runtime.NumGoroutine() > 9 { panic(9) }", set()),
    ],
)
def test_what_is_given_back_early(body: str, given_back: set[str]) -> None:
    whole = program(body)
    assert early(with_releases(whole)) - early(whole) == given_back


FINDINGS = {
    "deadlock": "mu.Lock(); n++; mu.Unlock(); if i == 0 { rw.Lock(); mu.Lock() } else { mu.Lock(); rw.Lock() }; "
    "mu.Unlock(); rw.Unlock()",
    "panic behind a lock": "mu.Lock(); n++; k := n; mu.Unlock(); if k == 4 && i == 2 && j == 0 { panic(k) }",
    "panic under a lock": "mu.Lock(); n++; if n == 4 && i == 2 { panic(n) }; mu.Unlock()",
    "race behind a lock": "mu.Lock(); n++; k := n; mu.Unlock(); if k > 4 { m = i }",
    "race with a section": "if i == 0 { m = 1 }; mu.Lock(); m++; mu.Unlock()",
    "unlocked by another": "mu.Lock(); n++; mu.Unlock(); if i == 0 { mu.Unlock() }",
    "hand-over": "if i == 0 { mu.Lock(); c <- 1 } else if i == 1 { <-c; if m > 1 { panic(m) }; mu.Unlock() } "
    "else { mu.Lock(); m++; mu.Unlock() }",
}
NO_FINDINGS = {
    "deadlock": "mu.Lock(); n++; mu.Unlock(); mu.Lock(); rw.Lock(); mu.Unlock(); rw.Unlock()",
    "panic behind a lock": "mu.Lock(); n++; k := n; mu.Unlock(); if k == 7 && i == 2 && j == 0 { panic(k) }",
    "panic under a lock": "mu.Lock(); n++; if n == 7 && i == 2 { panic(n) }; mu.Unlock()",
    "race behind a lock": "mu.Lock(); n++; k := n; mu.Unlock(); if k > 5 { m = i }",
    "race with a section": "mu.Lock(); if i == 0 { m = 1 }; m++; mu.Unlock()",
    "unlocked by another": "mu.Lock(); n++; mu.Unlock(); if i == 0 { mu.Lock(); mu.Unlock() }",
    "hand-over": "if i == 0 { mu.Lock(); c <- 1 } else if i == 1 { <-c; if m > 2 { panic(m) }; mu.Unlock() } "
    "else { mu.Lock(); m++; mu.Unlock() }",
}


def answers(body: str, reduce: frozenset[str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, set[tuple[str, str]]]:
    monkeypatch.setattr(strategy, "PREPARING", 0.0)
    monkeypatch.setattr(strategy, "SMALL", 1)
    result = verify(text_of(body), reduce=reduce)
    assert result.verdict.limit is None
    return result.verdict.answer, {(f.kind, f.message) for f in result.verdict.findings}


@pytest.mark.parametrize("name", FINDINGS)
def test_findings_are_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(FINDINGS[name], REDUCTIONS, monkeypatch)
    assert found[0] == "violated"
    assert found == answers(FINDINGS[name], frozenset(), monkeypatch)
    assert answers(NO_FINDINGS[name], REDUCTIONS, monkeypatch)[0] == "proved"


def test_runs_have_the_steps_that_were_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four sections come before the panic, of a goroutine that unlocks itself."""
    monkeypatch.setattr(strategy, "PREPARING", 0.0)
    monkeypatch.setattr(strategy, "SMALL", 1)
    (found,) = verify(text_of(FINDINGS["panic behind a lock"])).verdict.findings
    steps = [step.operation for step in found.trace]
    assert sum("Unlock" in text for text in steps) == sum(".Lock" in text for text in steps) == 4
