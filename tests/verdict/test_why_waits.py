"""Reasons that name timers, conditions, wait groups and permits."""

from __future__ import annotations

import re

import pytest

import chancheck
from chancheck.report.reasons import sentences

from .findings import finding_of, program, why


def test_a_timer_that_was_drained_before() -> None:
    body = """
func main() {
	t := time.NewTimer(time.Second)
	select {
	case <-t.C:
	}
	if !t.Stop() {
		<-t.C
	}
}
"""
    text = why(body, "time")
    assert "the timer fired and its value was received at program.gol:9 (step 1)" in text
    assert "Stop was called at program.gol:11 (step 2)" in text


def test_a_timer_that_was_stopped_before_it_fired() -> None:
    body = """
func main() {
	t := time.NewTimer(time.Second)
	t.Stop()
	<-t.C
}
"""
    text = why(body, "time")
    assert "Stop was called at program.gol:8 (step 1); Stop closes no channel" in text and "fired" not in text


def test_stop_of_a_ticker_closes_nothing() -> None:
    body = """
func main() {
	t, done := time.NewTicker(time.Second), make(chan bool)
	go func() {
		for range t.C {
		}
		close(done)
	}()
	t.Stop()
	<-done
}
"""
    finding = finding_of(body, "time")
    assert finding.location.line == 9
    assert "Stop was called at program.gol:13" in "\n".join(sentences(finding))


COND = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		c.Broadcast()
		mu.Unlock()
	}()
	mu.Lock()
	c.Wait()
	mu.Unlock()
}
"""


def test_a_broadcast_that_came_before_the_wait() -> None:
    finding = finding_of(COND, "sync")
    text = "\n".join(sentences(finding))
    assert "the last Broadcast (program.gol:11, step 3) came before this Wait (step 6)" in text
    assert any(step.operation == "c.Broadcast() wakes no goroutine" for step in finding.trace)


def test_a_signal_that_woke_another_goroutine() -> None:
    body = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	var wg sync.WaitGroup
	ready := make(chan bool, 2)
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			ready <- true
			c.Wait()
			mu.Unlock()
		})
	}
	<-ready
	<-ready
	mu.Lock()
	c.Signal()
	mu.Unlock()
	wg.Wait()
}
"""
    finding = finding_of(body, "sync")
    assert finding.location.line == 15
    (woken,) = re.findall(r"c.Signal\(\) wakes (\d)", " ".join(step.operation for step in finding.trace))
    assert f"the last Signal (program.gol:22, step 12) woke goroutine {woken};" in "\n".join(sentences(finding))
    assert any(step.operation.startswith("c.Signal() wakes ") for step in finding.trace)


def test_no_signal_at_all() -> None:
    body = """
func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	mu.Lock()
	c.Wait()
}
"""
    assert "no goroutine called Signal or Broadcast before" in why(body, "sync")


def test_the_receiver_returned_early() -> None:
    body = """
func consume(in chan int) int {
	for v := range in {
		if v == 1 {
			return v
		}
	}
	return 0
}

func main() {
	in, out := make(chan int), make(chan int, 1)
	go func() { out <- consume(in) }()
	for i := range 4 {
		in <- i
	}
	println(<-out)
}
"""
    assert "goroutine 2, which received from it, returned (program.gol:9)" in why(body)


def test_a_goroutine_that_never_calls_done() -> None:
    body = """
func work(wg *sync.WaitGroup, ok bool) {
	if !ok {
		return
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	wg.Add(2)
	go work(&wg, true)
	go work(&wg, false)
	wg.Wait()
}
"""
    text = why(body, "sync")
    assert "its counter is 1; goroutine 3 returned (program.gol:8) and never called Done" in text


def test_a_test_that_fails_in_a_helper_goroutine() -> None:
    text = """package p

import "testing"

func TestIt(t *testing.T) {
	done := make(chan bool)
	go func() {
		t.Fatal("no")
		close(done)
	}()
	<-done
}
"""
    (finding,) = [f for f in chancheck.verify(text).verdict.findings if f.kind == "deadlock"]
    said = "\n".join(sentences(finding))
    assert finding.location.line == 11 and "goroutine 2" not in said.partition("ended in Fatal")[2]
    assert "ended in Fatal (program.gol:8)" in said and "testing" not in said


PERMITS = """
func main() {
	ctx := context.Background()
	s := semaphore.NewWeighted(2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if s.Acquire(ctx, 1) == nil {
				if s.Acquire(ctx, 1) == nil {
					s.Release(1)
				}
				s.Release(1)
			}
		}()
	}
	wg.Wait()
}
"""


def test_permits_are_held_by_goroutines() -> None:
    finding = finding_of(PERMITS, "context sync golang.org/x/sync/semaphore", "deadlock")
    text = "\n".join(sentences(finding))
    assert "goroutines 2 and 3 wait (semaphore.Weighted.Acquire) on s" in text
    assert "2 of 2 permits are held by goroutines 2 and 3" in text
    assert "nil channel" not in text and finding.location.line == 17
    three = PERMITS.replace("NewWeighted(2)", "NewWeighted(3)")
    verdict = chancheck.verify(program(three, "context sync golang.org/x/sync/semaphore")).verdict
    assert "deadlock" not in verdict.kinds


def test_a_full_buffer() -> None:
    body = "\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n\tc <- 2\n}\n"
    assert "its buffer is full (1 of 1); no goroutine is left that could receive" in why(body)


# --- models -----------------------------------------------------------------------------------------


def test_models_are_marked_and_their_insides_never_show() -> None:
    finding = finding_of(PERMITS, "context sync golang.org/x/sync/semaphore", "deadlock")
    frames = [frame for g in finding.goroutines for frame in g.frames]
    assert all(frame.model == (not frame.pos.line) for frame in frames)
    assert [f.function for f in frames if f.model].count("golang.org/x/sync/semaphore.(*Weighted).Acquire") == 2
    assert not any("$" in str(frame.pos) for frame in frames)
    assert {step.operation for step in finding.trace} >= {"s.Acquire(ctx, 1)", "wg.Add(1) → 1"}


# --- panics -----------------------------------------------------------------------------------------


DEFERRED = """
func main() {
	orders := make(chan int, 1)
	var open, other sync.WaitGroup
	open.Add(1)
	other.Add(1)
	orders <- 1
	go func() {
		defer other.Done()
		for range orders {
			%s
		}
	}()
	open.Wait()
	close(orders)
	other.Wait()
}
"""


def test_a_call_that_is_deferred_to_a_return_that_never_comes() -> None:
    said = why(DEFERRED % "defer open.Done()", "sync")
    assert "its counter is 1" in said and "the deferred Done comes when main.main.func1 returns" in said
    assert said.count("deferred") == 1


def test_the_deferred_call_of_another_wait_group_is_no_reason() -> None:
    said = why(DEFERRED % "open.Add(0)", "sync")
    assert "its counter is 1" in said and "deferred" not in said


SIDE_BY_SIDE = """
type pool struct{ idle, busy sync.WaitGroup }

func main() {
	p, jobs := &pool{}, make(chan int)
	p.idle.Add(1)
	p.busy.Add(1)
	go func() {
		defer p.%s.Done()
		<-jobs
	}()
	p.busy.Wait()
	jobs <- 1
}
"""


@pytest.mark.parametrize(("deferred", "helps"), [("busy", True), ("idle", False)])
def test_wait_groups_of_one_struct_are_not_confused(deferred: str, helps: bool) -> None:
    assert ("the deferred Done comes when" in why(SIDE_BY_SIDE % deferred, "sync")) == helps
