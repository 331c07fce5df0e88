"""Tries beside a search: for a share of its time, and for more where it does not come to its end."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source, unit_of
from chancheck.explore import strategy
from chancheck.explore.engine import Limits
from chancheck.explore.engine import Options as EngineOptions
from chancheck.lower.lower_program import lower
from chancheck.source import Source
from chancheck.verdict.finding import Result

pytest.importorskip("chancheck._core")

SHARDS = """package main

import "sync"

type shard struct {
	mu    sync.RWMutex
	items map[string]int
}

type store [16]*shard

func (s *store) of(key string) *shard { return s[int(key[0])%16] }

func (s *store) set(key string, v int) {
	sh := s.of(key)
	sh.mu.Lock()
	sh.items[key] = v
	sh.mu.Unlock()
}

func (s *store) touch(key string) {
	sh := s.of(key)
	sh.mu.LOCK()
	sh.items[key]++
	sh.mu.UNLOCK()
}

func main() {
	s := &store{}
	for i := range s {
		s[i] = &shard{items: map[string]int{}}
	}
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	var wg sync.WaitGroup
	for i := 0; i < 9; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 6; k++ {
				key := keys[(i+k*3)%len(keys)]
				s.set(key, i)
				s.touch(key)
			}
		}()
	}
	wg.Wait()
}
"""


def locked_by(lock: str) -> str:
    return SHARDS.replace("UNLOCK", lock.replace("Lock", "Unlock")).replace("LOCK", lock)


def decided(lock: str) -> Result:
    (result,) = check_source(Source("shards.gol", locked_by(lock)), Options(max_states=2_000))
    return result


def test_a_write_under_a_read_lock_is_found() -> None:
    """Breadth first the space is too large to get there."""
    verdict = decided("RLock").verdict
    assert verdict.kinds == {"race"}
    assert {a.location.line for f in verdict.findings for a in f.accesses} <= {24, 25}
    assert len(verdict.findings[0].trace) < 200


def test_the_right_lock_has_no_finding_and_what_was_tried_is_told() -> None:
    verdict = decided("Lock").verdict
    assert (verdict.answer, verdict.findings) == ("inconclusive", ())
    assert verdict.limit is not None
    assert "complete random runs that reached all" in verdict.limit.text


ENDS_SOON = """package main

import "sync"

func main() {
	var locks [5]sync.Mutex
	var wg sync.WaitGroup
	for i := range locks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 3 {
				locks[i].Lock()
				locks[i].Unlock()
			}
		}()
	}
	wg.Wait()
}
"""


def test_a_search_that_soon_ends_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    program = lower(unit_of(Source("soon.gol", ENDS_SOON), Options()))
    monkeypatch.setattr(strategy, "LOOK", 60.0)  # however busy the machine is
    found = strategy.explore_all(program, EngineOptions(search="auto"))
    assert found.complete and found.runs == 0
    assert {one.what for one in found.statistics.passes} <= {"bfs", "races"}


def test_a_search_that_continues_makes_them_for_a_share_of_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    program = lower(unit_of(Source("shards.gol", locked_by("Lock")), Options()))
    monkeypatch.setattr(strategy, "SHARE", 0.5)
    found = strategy.explore_all(program, EngineOptions(search="auto", limits=Limits(seconds=4.0)))
    assert not found.complete and found.runs > 0
    search = sum(one.seconds for one in found.statistics.passes if one.what == "bfs")
    tries = sum(one.seconds for one in found.statistics.passes if one.what not in ("bfs", "races"))
    assert tries <= 3.0 * search


UNREACHED = """package main

func main() {
	c := make(chan int, 8*9)
	d := make(chan bool)
	for i := 0; i < 9; i++ {
		go func() {
			for j := 0; j < 8; j++ {
				c <- i*10 + j
			}
			d <- true
		}()
	}
	sum := 0
	for i := 0; i < 9; i++ {
		<-d
	}
	for i := 0; i < 8*9; i++ {
		sum += <-c
	}
	if sum == 1 {
		d <- false
	}
}
"""


def test_places_that_no_run_reached_are_named() -> None:
    (result,) = check_source(Source("far.gol", UNREACHED), Options(max_states=1_000))
    assert result.verdict.limit is not None
    assert "of 5 lines with an operation (not far.gol:22)" in result.verdict.limit.text
