"""Accesses that are not followed while their goroutine keeps the address, and those that still race (ADR 56)."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Exploration
from chancheck.source import Source

pytest.importorskip("chancheck._core")
racing = pytest.importorskip("tests.native.test_racing")
reductions = pytest.importorskip("tests.native.test_reductions")

HEADER = """package main

import "sync"

type node struct {{
	inbox chan int
	sum   int
	last  int
}}

var nodes [{n}]*node

func (n *node) run(left int) {{
	for range left {{
		x := <-n.inbox
		n.sum += x
		n.last = x
		if x > 0 {{
			nodes[x-1].inbox <- x - 1
		}}
	}}
}}

func main() {{
	var wg sync.WaitGroup
	for i := range nodes {{
		nodes[i] = &node{{inbox: make(chan int, 4)}}
	}}
{body}
}}
"""

ACTORS = """	for _, n := range nodes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n.run(2)
		}()
	}
	for range 2 {
		for _, n := range nodes {
			n.inbox <- 0
		}
	}
"""
READ_AFTER = ACTORS + "\twg.Wait()\n\t_ = nodes[0].sum"
READ_BEFORE = ACTORS + "\t_ = nodes[0].sum\n\twg.Wait()"
READ_BY_ANOTHER = READ_AFTER.replace("n.run(2)", "n.run(2)\n\t\t\t_ = nodes[0].last")
GIVEN_UP = """	_ = &wg
	done := make(chan int, 4)
	for _, n := range nodes {
		go func() {
			n.sum++
			n = nil
			done <- 1
			<-n.inbox
		}()
	}
"""
READ_BEHIND = GIVEN_UP.replace("\t\t\t<-n.inbox\n", "") + "\tfor range nodes {\n\t\t<-done\n\t}\n\t_ = nodes[0].sum"
READ_TOO_SOON = READ_BEHIND.replace("for range nodes", "for range len(nodes) - 1")
READ_UNORDERED = READ_BEHIND.replace("done <- 1", "").replace("<-done", "_ = done")
HANDED_ON = """	c := make(chan *node, 4)
	for _, n := range nodes {
		wg.Add(2)
		go func() {
			defer wg.Done()
			n.sum++
			c <- n
		}()
		go func() {
			defer wg.Done()
			m := <-c
			m.sum++
			m.last++
		}()
	}
	wg.Wait()"""
HANDED_ON_AND_USED = HANDED_ON.replace("c <- n", "c <- n\n\t\t\tn.last++")
PARTS = """	parts := make([]int, len(nodes))
	for i := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			parts[i]++
			<-nodes[i].inbox
			parts[i]++
		}()
	}
	for _, n := range nodes {
		n.inbox <- 0
	}
	wg.Wait()
	_ = parts[0]"""
PARTS_OF_OTHERS = PARTS.replace("parts[i]++\n\t\t}", "parts[0]++\n\t\t}")

REDUCED = pytest.mark.parametrize("reduce", [frozenset(), racing.REDUCTIONS - {"slice"}], ids=len)
SIZES = pytest.mark.parametrize("n", [2, 3])


def explored(body: str, n: int, reduce: frozenset[str], jobs: int = 1) -> Exploration:
    source = Source("kept.go", HEADER.format(n=n, body=body))
    (program,) = reductions.programs(source)
    found: Exploration = racing.explored(program, reduce=reduce, races=True, jobs=jobs)
    assert found.complete
    return found


@REDUCED
@SIZES
@pytest.mark.parametrize("body", [READ_AFTER, READ_BEHIND, HANDED_ON, PARTS])
def test_what_is_ordered_has_no_race(body: str, n: int, reduce: frozenset[str]) -> None:
    assert not racing.races(explored(body, n, reduce))


@REDUCED
@SIZES
@pytest.mark.parametrize(
    "body", [READ_BEFORE, READ_BY_ANOTHER, READ_TOO_SOON, READ_UNORDERED, HANDED_ON_AND_USED, PARTS_OF_OTHERS]
)
def test_what_is_not_has_one(body: str, n: int, reduce: frozenset[str]) -> None:
    assert racing.races(explored(body, n, reduce))


def test_actors_need_little_following() -> None:
    """Two threads follow every access from the step that makes it."""
    longer = READ_AFTER.replace("n.run(2)", "n.run(4)").replace("for range 2", "for range 4")
    some, every = (followed(explored(longer, 3, frozenset(), jobs)) for jobs in (1, 2))
    assert 0 < some < every / 2


def followed(found: Exploration) -> int:
    return sum(p.states for p in found.statistics.passes if p.what == "races")
