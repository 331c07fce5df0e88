"""Reasons that name locks, loops and leaks."""

from __future__ import annotations

import shutil

import pytest

import chancheck
from chancheck.report.reasons import sentence, sentences

from .findings import finding_of, program, why

CACHE = """
type cache struct {
	mu sync.RWMutex
	n  int
}

func (c *cache) read(ready chan bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	<-ready
}

func (c *cache) write() {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
}

func main() {
	c, ready := new(cache), make(chan bool)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); c.read(ready) }()
	go func() { defer wg.Done(); c.write() }()
	c.mu.RLock()
	c.mu.RUnlock()
	ready <- true
	wg.Wait()
}
"""


def test_the_cycle_of_three_goes_through_the_pending_writer() -> None:
    finding = finding_of(CACHE, "sync")
    said = sentences(finding)
    assert said[0] == "goroutine 1 → 3 → 2 → 1: deadlock cycle"
    assert any("goroutine 3 waits for the lock since program.gol:18 (Lock)" in s for s in said)
    assert any(s.endswith("goroutine 2 holds it since program.gol:12 (RLock)") for s in said)
    assert not any("goroutine 3 holds" in s for s in said)


def test_a_writer_that_has_the_lock_holds_it() -> None:
    twin = CACHE.replace("\tc.n++\n", "\tc.n++\n\t<-ready\n").replace("write()", "write(ready chan bool)", 1)
    twin = twin.replace("c.write()", "c.write(ready)").replace("c.read(ready)", "c.n = 0")
    text = why(twin.replace("c.mu.RLock()\n\tc.mu.RUnlock()", "c.mu.RLock(); c.mu.RUnlock()", 1), "sync", "deadlock")
    assert "holds it since program.gol:18 (Lock)" in text and "waits for the lock since" not in text


SECOND_WRITER = """
func main() {
	var mu sync.RWMutex
	done := make(chan bool)
	mu.RLock()
	go func() { mu.Lock(); mu.Unlock(); done <- true }()
	go func() { mu.Lock(); mu.Unlock(); done <- true }()
	<-done
	<-done
	mu.RUnlock()
}
"""


def test_a_writer_behind_a_writer() -> None:
    text = why(SECOND_WRITER, "sync")
    assert "goroutine 1 holds it since program.gol:9 (RLock)" in text
    assert text.count("waits for the lock since") == 1  # the second writer waits for the first


# --- goroutines that run for ever -------------------------------------------------------------------

FLAG = """
func main() {
	var stop atomic.Bool
	done := make(chan bool)
	go func() {
		defer close(done)
		for !stop.Load() {
		}
	}()
	<-done
}
"""


def test_a_loop_that_looks_at_a_flag() -> None:
    finding = finding_of(FLAG, "sync/atomic")
    text = "\n".join(sentences(finding))
    assert finding.kind == "leak" and finding.location.line == 11
    assert "goroutine 2 runs round and round: stop.Load() (program.gol:11)" in text
    assert "no goroutine changes stop any more" in text
    assert [g.status for g in finding.goroutines] == ["chan receive", "running"]


def test_a_loop_that_another_goroutine_ends_is_proved() -> None:
    twin = FLAG.replace("\t<-done\n", "\tstop.Store(true)\n\t<-done\n")
    assert chancheck.verify(program(twin, "sync/atomic")).verdict.answer == "proved"


CLOSED = """
func main() {
	in, quit := make(chan int), make(chan bool)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case _, ok := <-in:
				if !ok {
					break
				}
			case <-quit:
				return
			}
		}
	}()
	close(in)
	wg.Wait()
}
"""


def test_a_loop_over_a_closed_channel_names_what_would_end_it() -> None:
    finding = finding_of(CLOSED, "sync")
    assert finding.location.line == 14
    assert (
        finding.message
        == "goroutine 2 never ends its loop; goroutine 1 is blocked forever in sync.WaitGroup.Wait on wg"
    )
    text = "\n".join(sentences(finding))
    assert "select :13 <-in (program.gol:14); it waits in vain for <-quit (program.gol:18)" in text


TICKS = """
func main() {
	tick, quit := make(chan int), make(chan bool)
	go func() {
		for {
			select {
			case <-tick:
			case <-quit:
				return
			}
		}
	}()
	go func() {
		for {
			tick <- 1
		}
	}()
	time.Sleep(1)
}
"""


def test_a_loop_that_waits_in_a_select_is_not_called_blocked() -> None:
    finding = finding_of(TICKS, "time")
    assert finding.kind == "leak" and "can never end" in finding.message and "blocked" not in finding.message
    twin = TICKS.replace("\t\tfor {\n\t\t\ttick <- 1\n\t\t}\n", "\t\ttick <- 1\n\t\tclose(quit)\n")
    assert chancheck.verify(program(twin, "time")).verdict.answer == "proved"


SERVES = """package main

import "net/http"

func main() {
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {})
	http.ListenAndServe("", nil)
}
"""


@pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")
def test_a_main_that_waits_for_the_world_is_no_note() -> None:
    """Its operation says so; a loop by the clock in its place is one."""
    verdict = chancheck.verify(SERVES).verdict
    assert (verdict.answer, verdict.notes) == ("proved", ())
    clock = 'package main\n\nimport "time"\n\nfunc main() {\n\tfor range time.Tick(1) {\n\t}\n}\n'
    (note,) = chancheck.verify(clock).verdict.notes
    assert sentence(note).startswith("main never ends")


def test_a_main_that_never_ends_is_a_note() -> None:
    text = "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tfor {\n\t\tc <- 1\n\t\t<-c\n\t}\n}\n"
    verdict = chancheck.verify(text).verdict
    (note,) = verdict.notes
    assert verdict.answer == "proved"
    assert sentence(note).startswith("main never ends: it runs round and round: c <- 1 (program.gol:6)")
    ends = text.replace("\t\t<-c\n", "\t\tif <-c == 1 {\n\t\t\treturn\n\t\t}\n")
    assert chancheck.verify(ends).verdict.notes == ()


# --- the heading ------------------------------------------------------------------------------------

FAN_OUT = """
func main() {
	out := make(chan int)
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- i
		}()
	}
	wg.Wait()
	close(out)
	for range out {
	}
}
"""


def test_the_heading_is_the_send_and_not_the_wait_of_main() -> None:
    finding = finding_of(FAN_OUT, "sync")
    assert (finding.kind, finding.location.line) == ("deadlock", 13)
    assert [g.location.line for g in finding.goroutines if g.guilty] == [16, 13, 13]


GATHER = """
func gather(n int) chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- i
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func main() {
	<-gather(2)
}
"""


def test_one_cause_is_one_leak_with_all_that_waits_for_it() -> None:
    (finding,) = chancheck.verify(program(GATHER, "sync")).verdict.findings
    assert (finding.kind, finding.location.line) == ("leak", 13)
    assert len([g for g in finding.goroutines if g.guilty]) == 2  # the sender, and the goroutines that wait for it
    assert "goroutine 1, which received from it, returned (program.gol:25)" in "\n".join(sentences(finding))
    fits = GATHER.replace("make(chan int)", "make(chan int, n)")
    assert chancheck.verify(program(fits, "sync")).verdict.answer == "proved"


def test_two_causes_are_two_leaks() -> None:
    body = """
func main() {
	a, b := make(chan int), make(chan int)
	go func() { a <- 1 }()
	go func() { <-b }()
}
"""
    found = chancheck.verify(program(body, "")).verdict.findings
    assert sorted(f.location.line for f in found) == [8, 9]


# --- what happened to the other side ----------------------------------------------------------------
