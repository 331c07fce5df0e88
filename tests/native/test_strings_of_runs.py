"""Goroutines are sorted by the numbers of strings that are made at run time: a run can be walked again all the same."""

from __future__ import annotations

from itertools import permutations

import pytest

from chancheck.check import Options, check_source
from chancheck.explore.engine import Found
from chancheck.explore.engine import Options as EngineOptions
from chancheck.machine.caching import CachingMachine, Machines
from chancheck.program.program import Program
from chancheck.source import Source

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")
reductions = pytest.importorskip("tests.native.test_reductions")

TEXT = """package main

import (
	"strconv"
	"sync"
)

var (
	mu    sync.Mutex
	said  []string
	begun int
	start = make(chan int)
)

func say(n int) {
	turn := <-start
	if turn == 0 {
		begun = n
	}
	text := "job " + strconv.Itoa(n) + " later " + strconv.Itoa(min(turn, 1))
	mu.Lock()
	said = append(said, text)
	mu.Unlock()
}

func main() {
	mu.Lock()
	for n := range 3 {
		go func() {
			say(n + 1)
		}()
	}
	for turn := range 3 {
		start <- turn
	}
	mu.Unlock()
	for {
		mu.Lock()
		if len(said) == 3 {
			break
		}
		mu.Unlock()
	}
	if begun == BEGUN && said[0][4] == 'FIRST' && said[1][4] == 'SECOND' {
		panic("in this order")
	}
}
"""


def followed(program: Program, found: Found, strings: tuple[bytes, ...]) -> bool:
    """Whether the reference machine can take the steps of a run of the core, and comes to the same end."""
    machine = Machines(lambda shapes: CachingMachine(program, True, shapes or None)).following(frozenset(), strings)
    state = machine.initial()
    for transition in found.trace:
        step = next((s for s in machine.successors(state) if s.transition == transition), None)
        if step is None or step.state is None:
            return step is not None and step.halted == (found.kind, found.text)
        state = step.state
    return False


def test_runs_are_walked_with_the_strings_of_their_search() -> None:
    """Without them the machine numbers strings in the order of the one run, and takes one goroutine for another."""
    without = []
    for begun in "123":
        for first, second in permutations("123", 2):
            text = TEXT.replace("BEGUN", begun).replace("FIRST", first).replace("SECOND", second)
            (program,) = reductions.programs(Source("said.go", text))
            found = native.NativeEngine().explore(program, EngineOptions(reduce=frozenset({"symmetry"}))).found
            (fault,) = (f for f in found if f.kind == "fault")
            assert followed(program, fault, fault.strings)
            without.append(followed(program, fault, ()))
            (result,) = check_source(Source("said.go", text), Options(reduce=frozenset({"symmetry"})))
            assert result.verdict is not None and "panic" in {f.kind for f in result.verdict.findings}
    assert not all(without)
