"""Complete random runs at the beginning of long searches."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
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


def decided(lock: str) -> Result:
    text = SHARDS.replace("UNLOCK", lock.replace("Lock", "Unlock")).replace("LOCK", lock)
    (result,) = check_source(Source("shards.gol", text), Options(max_states=2_000))
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
