"""A map from addresses to numbers is a set: which entry was put in first makes no state of its own (ADR 60)."""

from __future__ import annotations

import pytest

from chancheck.api import verify

WORKERS = """package main

import "sync"

type worker struct{ jobs chan int }

var (
	mu  sync.Mutex
	all = map[*worker]TYPE{}
	wg  sync.WaitGroup
)

func work() {
	defer wg.Done()
	w := &worker{jobs: make(chan int, 1)}
	mu.Lock()
	all[w] = VALUE
	mu.Unlock()
	w.jobs <- 1
	<-w.jobs
	mu.Lock()
	delete(all, w)
	mu.Unlock()
}

func main() {
	wg.Add(N)
	for i := 0; i < N; i++ {
		go work()
	}
	wg.Wait()
	END
}
"""
CONTEXTS = """package main

import (
	"context"
	"sync"
)

func main() {
	root, stop := context.WithCancel(context.Background())
	defer stop()
	var wg sync.WaitGroup
	wg.Add(N)
	for i := 0; i < N; i++ {
		go func() {
			defer wg.Done()
			ctx, done := context.WithCancel(root)
			if ctx.Err() != nil {
				panic("cancelled")
			}
			done()
		}()
	}
	wg.Wait()
}
"""
ORDER = """package main

import "context"

func main() {
	root, stop := context.WithCancel(context.Background())
	var children [N]context.Context
	for i := range children {
		children[i], _ = context.WithCancel(root)
	}
	go stop()
	if children[FIRST].Err() == nil && children[SECOND].Err() != nil {
		panic("seen")
	}
}
"""
SYMMETRY = frozenset({"symmetry"})


def states(text: str, number: int, engine: str = "native") -> int:
    result = verify(text.replace("N", str(number)), engine=engine, search="bfs", reduce=SYMMETRY)
    assert result.verdict.answer == "proved"
    return result.verdict.statistics.states


def with_values(kind: str, value: str, end: str = "") -> str:
    return WORKERS.replace("TYPE", kind).replace("VALUE", value).replace("END", end)


@pytest.mark.parametrize("text", [with_values("bool", "true"), CONTEXTS])
def test_equal_goroutines_in_a_set_are_counted(text: str) -> None:
    """By the number of goroutines, states grow as a power of it, not as the number of their orders."""
    few, some, many = (states(text, n) for n in (2, 3, 6))
    assert many < 4 * some * some / few


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("text", [with_values("bool", "true"), with_values("*worker", "w"), CONTEXTS])
def test_both_engines_have_the_same_states(text: str, number: int) -> None:
    assert states(text, number) == states(text, number, "reference")


def test_values_that_are_addresses_keep_the_order() -> None:
    assert states(with_values("bool", "true"), 4) < states(with_values("*worker", "w"), 4)


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize(("value", "found"), [("true", False), ("len(all) == 1", True)])
def test_what_the_set_holds_is_seen(number: int, value: str, found: bool) -> None:
    end = "all[nil] = true; for _, last := range all { if !last { panic(1) } }; return"
    text = with_values("bool", value, end).replace("\tdelete(all, w)\n", "")
    assert (verify(text.replace("N", str(number))).verdict.answer == "violated") == found


@pytest.mark.parametrize("number", [2, 3, 6])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_children_of_a_context_are_cancelled_in_any_order(number: int, order: tuple[int, int]) -> None:
    text = ORDER.replace("FIRST", str(order[0])).replace("SECOND", str(order[1]))
    result = verify(text.replace("N", str(number)))
    assert any("seen" in f.message for f in result.verdict.findings)
