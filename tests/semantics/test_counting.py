"""A goroutine with nothing left to do may not have ended yet, and one may be counted before or after it is started."""

from __future__ import annotations

import pytest

from chancheck.check import Options
from chancheck.check import verify as verified
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source

WAITED = """
func main() {
	done := make(chan bool)
	go func() {
		defer func() { done <- true }()
	}()
	<-done
	%s
}
"""
AT_ONCE = WAITED % 'if runtime.NumGoroutine() != 1 {\n\t\tpanic("leak")\n\t}'
GONE = WAITED % "for runtime.NumGoroutine() != 1 {\n\t\truntime.Gosched()\n\t}"
LEFT = """
func main() {
	c := make(chan int)
	go func() { c <- 1 }()
	for runtime.NumGoroutine() != 1 {
		runtime.Gosched()
	}
}
"""
GOEXIT = """
func main() {
	c := make(chan int)
	go func() {
		c <- 1
		runtime.Goexit()
	}()
	<-c
	fmt.Println(runtime.NumGoroutine())
}
"""
STARTED = """
func main() {
	c, stop := make(chan int), make(chan bool)
	go func() {
		<-c
		go func() { <-stop }()
		<-stop
	}()
	c <- 1
	fmt.Println(runtime.NumGoroutine())
	close(stop)
}
"""


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(
    ("source", "kinds"),
    [(AT_ONCE, {"panic"}), (GONE, set()), (LEFT, {"leak"})],
    ids=["counted at once", "waited for", "never gone"],
)
def test_leaks_by_number(source: str, kinds: set[str], engine: str) -> None:
    result = verified(source, engine=engine)
    assert set(result.verdict.kinds) == kinds


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(("source", "counts"), [(GOEXIT, {"1", "2"}), (STARTED, {"2", "3"})], ids=["goexit", "started"])
def test_counts(source: str, counts: set[str], engine: str) -> None:
    assert set(outcomes_of_source(Source("count.gol", source), Options(engine=engine))[0]) == counts


@pytest.mark.parametrize("engine", ["reference", "native"])
@pytest.mark.parametrize(("preempt", "counts"), [(True, {"1", "2"}), (False, {"1"})])
def test_on_one_processor(preempt: bool, counts: set[str], engine: str) -> None:
    """Nobody comes between a goroutine's last send and its end, unless it is stopped."""
    options = Options(sched="gmp", preempt=preempt, engine=engine)
    assert set(outcomes_of_source(Source("count.gol", GOEXIT), options)[0]) == counts
