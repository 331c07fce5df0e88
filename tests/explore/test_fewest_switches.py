"""Runs with the fewest context switches, then preemptions: as brute force over all runs of that length has it."""

from __future__ import annotations

import pytest

import chancheck
from chancheck.check import Options, load
from chancheck.deadline import Exhausted
from chancheck.diagnostic import Diagnostics
from chancheck.explore import fewest_switches
from chancheck.explore.engine import Options as EngineOptions
from chancheck.explore.fewest_switches import Goal, Order, Walked, with_fewest_switches
from chancheck.explore.registry import explore
from chancheck.graph.build import build_graphs
from chancheck.lower.lower_program import lower
from chancheck.machine.machine import Machine
from chancheck.program.program import Program
from chancheck.source import Source

LOCKS = """package main

import "sync"

func main() {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }()
	go func() { defer wg.Done(); b.Lock(); a.Lock(); a.Unlock(); b.Unlock() }()
	wg.Wait()
}
"""
QUEUE = """package main

func main() {
	in, out := make(chan int, 1), make(chan int, 1)
	go func() {
		for v := range in {
			out <- v
		}
	}()
	for i := range 4 {
		in <- i
	}
	close(in)
	<-out
}
"""
PANIC = """package main

func main() {
	c, d := make(chan int, 3), make(chan bool, 3)
	for range 3 {
		go func() { c <- 1; c <- 2; d <- true }()
	}
	<-d
	<-c
	close(c)
	<-d
}
"""
LEAK = """package main

func main() {
	c := make(chan int)
	for i := range 3 {
		go func() { c <- i; c <- i }()
	}
	<-c
	<-c
	<-c
}
"""
WORKERS = """package main

import "sync"

func main() {
	var wg sync.WaitGroup
	c := make(chan int)
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c <- 1
			c <- 2
		}()
	}
	for range 12 {
		<-c
	}
	wg.Wait()
}
"""


def program_of(text: str) -> Program:
    return lower(build_graphs(load(Source("p.gol", text), Options(), Diagnostics()), "main"))


def cost(machine: Machine, trace) -> tuple[int, int]:
    """Switches and preemptions, counted apart from the code under test: goroutines are followed by names."""
    state, names, made, last = machine.initial(), ["g"], 0, None
    switches = preemptions = 0
    for t in trace:
        steps = list(machine.successors(state))
        mover = names[t.goroutine]
        if last is not None and mover != last:
            switches += 1
            able = {names[i] for s in steps for i in (s.transition.goroutine, s.transition.peer) if i >= 0}
            preemptions += last in able
        last = mover
        s = next(s for s in steps if s.transition == t)
        if s.state is None:
            break
        fresh = []
        for o in s.origin:
            made += o < 0
            fresh.append(names[o] if o >= 0 else f"g{made}")
        names, state = fresh, s.state
    return switches, preemptions


def shows(machine: Machine, state, s, wanted) -> bool:
    """Whether a run that ends with this step shows the same as the finding: its fault, or where all are blocked."""
    kind, text, key = wanted
    if kind == "fault":
        g = state.goroutines[s.transition.goroutine]
        return s.halted is not None and s.halted[1] == text and g.panics[0].place == key[1][1]
    if s.state is None or any(machine.successors(s.state)):
        return False
    places = {(g.top.function, g.top.pc) for g in s.state.goroutines if not g.helper}
    return s.state.root == int(key[0]) and places == set(key[1])


def brute(machine: Machine, length: int, wanted) -> tuple[int, int]:
    """The least cost of all runs of this length."""
    best: list[tuple[int, int]] = []

    def go(state, trace) -> None:
        for s in machine.successors(state):
            if len(trace) + 1 == length and shows(machine, state, s, wanted):
                best.append(cost(machine, (*trace, s.transition)))
            elif len(trace) + 1 < length and s.state is not None:
                go(s.state, (*trace, s.transition))

    go(machine.initial(), ())
    return min(best)


@pytest.mark.parametrize("text", [LOCKS, QUEUE, PANIC], ids=["locks", "queue", "panic"])
def test_as_brute_force_has_it(text: str) -> None:
    program = program_of(text)
    found = explore(program, EngineOptions(), "reference")
    machine = Machine(program, True)
    defects = [f for f in found.found if f.kind == "fault" or (f.kind == "halt" and not f.root_done)]
    assert defects
    better = with_fewest_switches(program, found, True)
    for before in defects:
        (after,) = [f for f in better.found if (f.kind, f.key) == (before.kind, before.key)]
        assert len(after.trace) == len(before.trace) <= 16
        least = brute(machine, len(before.trace), (before.kind, before.text, before.key))
        assert cost(machine, after.trace) == least <= cost(machine, before.trace)


@pytest.mark.parametrize("text", [LOCKS, QUEUE, PANIC, LEAK], ids=["locks", "queue", "panic", "leak"])
def test_orders_of_the_same_steps_are_runs_too(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(text)
    machine = Machine(program, True)
    found = explore(program, EngineOptions(), "reference")
    costs = {(f.kind, f.key): cost(machine, f.trace) for f in found.found if f.trace}
    exact = {
        (f.kind, f.key): cost(machine, f.trace) for f in with_fewest_switches(program, found, True).found if f.trace
    }
    monkeypatch.setattr(fewest_switches, "MOST_WORK", 0)
    again = with_fewest_switches(program, explore(program, EngineOptions(), "reference"), True)
    for f in again.found:
        if f.trace:
            assert exact[f.kind, f.key] <= cost(machine, f.trace) <= costs[f.kind, f.key]


def test_an_order_stands_though_time_runs_out_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(LEAK)
    machine = Machine(program, True)
    found = explore(program, EngineOptions(), "reference")
    costs = {(f.kind, f.key): cost(machine, f.trace) for f in found.found if f.trace}
    few, widths = fewest_switches.cheapest, []

    def timed(machine: Machine, goal: Goal, walked: Walked, width: int) -> Order | None:
        widths.append(width)
        if width > 1:
            raise Exhausted("seconds")
        return few(machine, goal, walked, width)

    monkeypatch.setattr(fewest_switches, "MOST_WORK", 0)
    monkeypatch.setattr(fewest_switches, "cheapest", timed)
    better = [f for f in with_fewest_switches(program, found, True).found if f.trace]
    assert widths[:2] == [1, 4]
    assert all(cost(machine, f.trace) <= costs[f.kind, f.key] for f in better)
    assert any(cost(machine, f.trace) < costs[f.kind, f.key] for f in better)


def test_goroutines_that_could_each_run_to_their_end_do() -> None:
    """Nine goroutines: main starts all, and then each of the other eight need only run once."""
    (finding,) = chancheck.verify(WORKERS).verdict.findings
    assert finding.kind == "deadlock"
    assert finding.switches == 8


def test_both_numbers_are_shown() -> None:
    from chancheck.report import render
    from chancheck.report.render_options import Show

    text = render([chancheck.verify(LOCKS)], "full", Show())
    (finding,) = chancheck.verify(LOCKS).verdict.findings
    assert f"{finding.switches} context switches, {finding.preemptions} preemption" in text
