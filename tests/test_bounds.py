"""The most of things at once, worked out by hand, the same from both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.bounds import bounds_of_source
from chancheck.check import Options
from chancheck.cli.commands import chancheck
from chancheck.source import Source

QUEUE = """package main

func main() {
	c := make(chan int, 3)
	done := make(chan bool)
	for i := range 2 {
		go func() {
			c <- i
			c <- i
			done <- true
		}()
	}
	<-c
	<-done
	<-done
}
"""


@pytest.mark.parametrize("engine", ["reference", "native"])
def test_most_at_once(engine: str) -> None:
    """main and two senders; of four values main takes one, so that the buffer of three can be full."""
    result = bounds_of_source(Source("queue.go", QUEUE), Options(engine=engine))
    assert result.limit is None
    assert (result.goroutines, result.queue) == (3, None)
    assert [(fill.name, fill.made.line, fill.most) for fill in result.channels] == [("c", 4, 3), ("done", 5, 0)]
    assert result.stacks == (3 * 2048, 3 * 2 * 2**20)


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(("n", "capacity", "blocked"), [(3, 0, 3), (3, 1, 2), (3, 3, 0)])
def test_blocked_at_once(n: int, capacity: int, blocked: int, engine: str) -> None:
    """Senders without a receiver: those that do not fit into the buffer wait; main runs until it returns."""
    source = f"""package main

import "sync/atomic"

func main() {{
	c := make(chan int, {capacity})
	var n atomic.Int32
	for range {n} {{
		go func() {{
			n.Add(1)
			c <- 1
		}}()
	}}
	for n.Load() < {n} {{
	}}
}}
"""
    result = bounds_of_source(Source("senders.go", source), Options(engine=engine))
    assert (result.goroutines, result.blocked) == (n + 1, blocked)


def test_depth_of_the_local_queue() -> None:
    """Two goroutines are started and none runs before main waits: one is next, one queued."""
    result = bounds_of_source(Source("queue.go", QUEUE), Options(sched="gmp", preempt=False))
    assert result.queue == 2


def test_a_cut_search_says_so() -> None:
    result = bounds_of_source(Source("queue.go", QUEUE), Options(max_states=5, engine="reference"))
    assert result.limit is not None and result.limit.name == "states"


def test_command(tmp_path: Path) -> None:
    file = tmp_path / "queue.go"
    file.write_text(QUEUE)
    shown = CliRunner().invoke(chancheck, ["bounds", str(file)])
    assert shown.exit_code == 0 and "goroutines at once     3" in shown.output
    assert "6 KB (2 KB each); as threads 6 MB" in shown.output
    for engine in ("native", "reference"):
        shown = CliRunner().invoke(
            chancheck, ["bounds", str(file), "--sched", "gmp", "--no-preempt", "--engine", engine]
        )
        assert shown.exit_code == 0 and "in a local run queue   2" in shown.output


PIPELINE = """
func main() {
	a, b := make(chan int), make(chan int, 2)
	go func() {
		for i := range 4 {
			a <- i
		}
		close(a)
	}()
	go func() {
		for v := range a {
			b <- v
		}
		close(b)
	}()
	for range b {
	}
}
"""
LOCKED = """
func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	for range 3 {
		wg.Go(func() {
			mu.Lock()
			n++
			mu.Unlock()
		})
	}
	wg.Wait()
}
"""
SEMAPHORE = """
func main() {
	sem := make(chan bool, 2)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			sem <- true
			<-sem
		})
	}
	wg.Wait()
}
"""
TIMED_OUT = """
func main() {
	c := make(chan int, 1)
	go func() {
		c <- 1
		c <- 2
	}()
	select {
	case <-c:
	case <-time.After(time.Second):
	}
	<-c
}
"""
ONE_AFTER_THE_OTHER = """
func main() {
	for range 3 {
		done := make(chan bool)
		go func() { done <- true }()
		<-done
	}
}
"""


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(
    ("body", "goroutines", "blocked", "fills"),
    [
        # The buffer is full and both senders wait; main does not, as there is something for it. Or both receivers wait
        # for a first goroutine that has not begun. All three would be a deadlock.
        (PIPELINE, 3, 2, {"a": 0, "b": 2}),
        # One holds the lock; the others wait for it, and main for all of them.
        (LOCKED, 4, 3, {}),
        # Two are within, two wait to get in, and main for all of them.
        (SEMAPHORE, 5, 3, {"sem": 2}),
        # Never both: the sender waits when the buffer is full, main when it is empty.
        (TIMED_OUT, 2, 1, {"c": 1}),
        # A goroutine may not be gone yet when main, which has its value, makes the next: its step to the end is open.
        (ONE_AFTER_THE_OTHER, 4, 1, {"done": 0}),
    ],
    ids=["pipeline", "locked", "semaphore", "timed out", "one after the other"],
)
def test_by_hand(body: str, goroutines: int, blocked: int, fills: dict[str, int], engine: str) -> None:
    result = bounds_of_source(Source("program.gol", body), Options(engine=engine))
    assert result.limit is None
    assert (result.goroutines, result.blocked) == (goroutines, blocked)
    assert {fill.name: fill.most for fill in result.channels} == fills
