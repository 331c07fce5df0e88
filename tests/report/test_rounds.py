"""Repeated rounds are shown once."""

from __future__ import annotations

import chancheck
from chancheck.report.render_options import Show
from chancheck.report.table import render_trace

LOOP = """package main

func main() {
	c, d := make(chan int), make(chan int)
	go func() {
		for range %d {
			d <- <-c
		}
	}()
	for i := range 9 {
		c <- i
		<-d
	}
	c <- 9
}
"""


def lines_of(rounds: int, verbosity: int = 0) -> list[str]:
    (finding,) = chancheck.verify(LOOP % rounds).verdict.findings
    return render_trace(finding, Show(verbosity=verbosity))


def test_a_loop_of_meetings_is_shown_once() -> None:
    lines = lines_of(9)
    (repeat,) = [line for line in lines if "x9:" in line]
    assert repeat.strip() == "x9: the 2 steps above, up to step 19 (-v shows all)"
    assert len(lines) == 2 + 1 + 2 + 1 + 1  # head, go, one round, its repeats, the end
    assert len(lines_of(9, verbosity=1)) == 2 + 19 + 1


def test_two_rounds_are_shown_as_they_are() -> None:
    assert not any("above" in line for line in lines_of(2))
