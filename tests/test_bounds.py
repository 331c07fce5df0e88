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
    """Senders that nobody serves: those that do not fit into the buffer wait; main goes on until it returns."""
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
