"""A slice that its variable owns has no room for more elements: no program can tell (lower/slice_owners.py)."""

from __future__ import annotations

import pytest

from chancheck.check import Options, check_source
from chancheck.explore.engine import REDUCTIONS
from chancheck.lower import program_builder
from chancheck.lower.slice_owners import Owned, Owners
from chancheck.outcomes import outcomes_of_source
from chancheck.source import Source
from chancheck.verdict.finding import Verdict
from tests.semantics import sliding

LONG = pytest.mark.long


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=LONG) for n in range(4, 200))])
def test_the_same_texts_with_and_without_room(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("slices.go", sliding.program(seed))
    owned = outcomes_of_source(source, Options())
    monkeypatch.setattr(program_builder, "owned_slices", lambda unit: Owned())
    assert owned == outcomes_of_source(source, Options())


@pytest.mark.parametrize("seed", [*range(30), *(pytest.param(n, marks=LONG) for n in range(30, 1000))])
def test_the_same_verdict_with_and_without_room(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("queue.go", sliding.concurrent(seed))
    owned = seen(source)
    monkeypatch.setattr(program_builder, "owned_slices", lambda unit: Owned())
    assert owned == seen(source)


def seen(source: Source) -> tuple[str, set[str]]:
    verdict = decided(source)
    return verdict.answer, {f.kind for f in verdict.findings}


def decided(source: Source, reduce: frozenset[str] = REDUCTIONS) -> Verdict:
    (entry,) = check_source(source, Options(reduce=reduce))
    assert entry.verdict is not None, entry
    return entry.verdict


QUEUE = """package main

import "sync"

type queue struct {{
	mu    sync.Mutex
	items []int
}}

func (q *queue) push(x int) {{
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, x)
}}

func (q *queue) pop() (x int) {{
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) > 0 {{
		x, q.items = q.items[0], q.items[1:]
	}}
	return x
}}
{more}
func main() {{
	q := &queue{{}}
	var wg sync.WaitGroup
	for range 2 {{
		wg.Go(func() {{
			for range 2 {{
				q.push(1)
				q.pop()
			}}
		}})
	}}
	wg.Wait()
	{end}
}}
"""


def owners(monkeypatch: pytest.MonkeyPatch, more: str = "", end: str = "") -> int:
    """How many instructions put a slice back that its variable owns."""
    found: list[Owned] = []
    result = Owners.result
    monkeypatch.setattr(Owners, "result", lambda self: found.append(result(self)) or found[-1])
    verdict = decided(Source("queue.go", QUEUE.format(more=more, end=end)))
    assert verdict.answer == "proved"
    return len(found[-1].kept)


def test_a_queue_owns_its_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert owners(monkeypatch) == 2


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ("", "_ = cap(q.items)"),
        ("", "q.push(1); kept := q.items; q.push(1); _ = kept[0]"),
        ("func take(s []int) int { return len(s) }", "_ = take(q.items)"),
        ("func all(q *queue) []int { return q.items }", "_ = all(q)"),
        ("func set(p *[]int) { *p = nil }", "set(&q.items)"),
        ("func set(q *queue, s []int) { q.items = s }", "set(q, []int{1})"),
        ("", "other := &queue{}; other.items = q.items"),
        ("", "e := &q.items; *e = nil"),
        ("", "q.push(1); e := &q.items[0]; q.push(1); *e = 1"),
        ("", "f := func(s []int) {}; f(q.items[:])"),
        ("type pair struct { a, b struct { mu sync.Mutex; items []int } }", "p := pair{}; p.a.items = p.b.items"),
    ],
)
def test_who_knows_the_slice_elsewhere(more: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert owners(monkeypatch, more, end) == 0


def test_queues_with_equal_elements_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four pushes and pops in every order leave many offsets, and few queues."""
    source = Source("queue.go", QUEUE.format(more="", end=""))
    states = decided(source, frozenset()).statistics.states
    monkeypatch.setattr(program_builder, "owned_slices", lambda unit: Owned())
    assert states < decided(source, frozenset()).statistics.states


def test_what_lies_behind_the_length_is_followed_with_its_room() -> None:
    """The second slicing reaches elements that the first one cut off."""
    text = """package main

type stack struct{ items []int }

func main() {
	s := &stack{items: []int{1, 2, 3}}
	n := len(s.items)
	s.items = s.items[:n-2]
	s.items = s.items[:n]
	if s.items[2] == 3 {
		panic("there")
	}
}
"""
    assert [f.kind for f in decided(Source("stack.go", text)).findings] == ["panic"]
