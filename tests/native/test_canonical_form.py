"""States that differ by the names of goroutines and objects alone are one state (ADR 61)."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import comb
from random import Random

import pytest

from chancheck.explore.engine import Limits, Options
from chancheck.machine.canonical import Overlay
from chancheck.machine.machine import Machine
from chancheck.machine.state import ObjectState, State
from chancheck.program.program import Program
from tests.native import bags, owners, realistic
from tests.native.decoding import Decoder
from tests.native.orbits import lowered, orbits, reachable

pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")

MOST = 600
SYMMETRY = frozenset({"symmetry"})

PAIRS = """package main

func main() {
	for i := 0; i < N; i++ {
		c := make(chan int, 1)
		go func() { c <- FIRST; c <- 2 + FIRST }()
		go func() { <-c; <-c }()
	}
	var never chan int
	<-never
}
"""
RING = """package main

type node struct {
	mark chan int
	n    int
}

var never chan int

func run(own, next *node) {
	own.mark <- 1
	<-never
	next.mark <- own.n
}

func main() {
	var nodes [N]*node
	for i := range nodes {
		nodes[i] = &node{make(chan int, 1), START}
	}
	for i := range nodes {
		go run(nodes[i], nodes[(i+1)%N])
	}
	<-never
}
"""
HUB = """package main

type hub struct{ total chan int }

var never chan int

func run(shared *hub, own chan int) {
	own <- 1
	own <- 1
	<-never
	shared.total <- len(own)
}

func main() {
	for h := 0; h < HUBS; h++ {
		shared := &hub{make(chan int)}
		for i := 0; i < N; i++ {
			go run(shared, make(chan int, OWN))
		}
	}
	<-never
}
"""
ALONE = """package main

var never chan int

func run(own chan int) {
	own <- KIND
	own <- 1
	<-never
	own <- 1
}

func main() {
	for i := 0; i < N; i++ {
		go run(make(chan int, 2))
	}
	<-never
}
"""
SET = """package main

var (
	never chan int
	set   = map[*int]bool{}
)

func main() {
	for i := 0; i < N; i++ {
		set[new(int)] = VALUE
	}
	out := make(chan int, N)
	for k := range set {
		delete(set, k)
		out <- 1
	}
	<-never
}
"""
TREE = """package main

func tree(depth int) chan int {
	c := make(chan int, 1)
	go func() {
		if depth == 0 {
			c <- LEAF
			return
		}
		a, b := tree(depth-1), tree(depth-1)
		c <- <-a + <-b
	}()
	return c
}

func main() { <-tree(DEPTH) }
"""


def program(text: str, **words: object) -> Program:
    for name in sorted(words, key=len, reverse=True):
        text = re.sub(rf"\b{name}\b", str(words[name]), text)
    return lowered(text)


def states(of: Program) -> int:
    """With symmetry, by both engines."""
    session = native.NativeEngine().begin(of, Options(reduce=SYMMETRY, components=False))
    result = session.run()
    assert result.complete
    number: int = result.statistics.states
    if number <= MOST:
        assert len(reachable(of, MOST + 1)[1]) == number
    return number


# --- numbers of states that follow from the programs ----------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4, 10])
def test_pairs_are_counted(number: int) -> None:
    """A pair is in one of five states: none or both values were sent, and of those in between some were received. A
    state has so many pairs in each; main starts all of them in its first step."""
    assert states(program(PAIRS, N=number, FIRST=1)) == 1 + comb(number + 4, 4)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_pairs_that_differ_are_not(number: int) -> None:
    assert states(program(PAIRS, N=number, FIRST="4 * i")) == 1 + 5**number


@pytest.mark.parametrize(("number", "necklaces"), [(2, 3), (3, 4), (4, 6), (5, 8), (6, 14), (8, 36)])
def test_a_ring_has_no_first_member(number: int, necklaces: int) -> None:
    """Each member has marked its node or not: these are the necklaces of beads of two colours."""
    assert states(program(RING, N=number, START=0)) == 1 + necklaces


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
def test_a_ring_with_one_that_differs_has(number: int) -> None:
    assert states(program(RING, N=number, START="(i + 1) / N")) == 1 + 2**number


@pytest.mark.parametrize("number", [1, 2, 3, 5, 20])
def test_members_of_a_hub_are_counted(number: int) -> None:
    """Each has sent none, one or two values."""
    assert states(program(HUB, N=number, HUBS=1, OWN=2)) == 1 + comb(number + 2, 2)


@pytest.mark.parametrize("number", [2, 3, 16, 17, 18, 24])
def test_many_that_own_a_channel_are_counted(number: int) -> None:
    """Each has sent none, one or two values."""
    assert states(program(ALONE, N=number, KIND=1)) == 1 + comb(number + 2, 2)


@pytest.mark.parametrize("number", [2, 4, 16, 18, 20])
def test_two_kinds_that_own_a_channel_are_kept_apart(number: int) -> None:
    """By the values that they send first."""
    text = ALONE.replace("make", "i % 2, make").replace("own chan", "kind int, own chan")
    assert states(program(text, N=number, KIND="kind")) == 1 + comb(number // 2 + 2, 2) ** 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_hubs_are_counted(number: int) -> None:
    """Two of them, in the same state or not."""
    one = comb(number + 2, 2)
    assert states(program(HUB, N=number, HUBS=2, OWN=2)) == 1 + comb(one + 1, 2)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_hubs_with_members_that_differ_are_kept_apart(number: int) -> None:
    """Members of the second hub can send one value only."""
    one, other = comb(number + 2, 2), number + 1
    assert states(program(HUB, N=number, HUBS=2, OWN="2 - h")) == 1 + one * other


@pytest.mark.parametrize("number", [2, 3, 4])
def test_what_a_set_alone_has_is_counted(number: int) -> None:
    """Which of them is deleted next makes no difference: main is at one of so many sends, or after them."""
    same, first = (states(program(SET, N=number, VALUE=value)) for value in ("true", "i == 0"))
    assert same == number + 2
    assert first > same


def test_equal_trees_are_the_same() -> None:
    machine, some = reachable(program(TREE, DEPTH=2, LEAF=1), 5000)
    assert len(some) == orbits(machine.parts, some) == states(program(TREE, DEPTH=2, LEAF=1))


# --- random programs ---------------------------------------------------------------------------------


def renamed(machine: Machine, state: State, random: Random) -> tuple[Overlay, list[ObjectState]]:
    """The state with other names: objects but the first one, goroutines but the root, and entries of bags shuffled."""
    parts = machine.parts
    count = len(state.objects)
    names = [1, *random.sample(range(2, count + 1), count - 1)] if count else []
    number = dict(enumerate(names, 1))
    number[0] = 0
    placed = [state.objects[0]] * count
    for n, part in enumerate(state.objects, 1):
        part = parts.renamed(part, number)
        if parts.bags[part.shape]:
            part = parts.with_entries(part, random.sample(part.tail, len(part.tail)))
        placed[number[n] - 1] = part
    goroutines = [parts.renamed(g, number) for g in state.goroutines]
    root = sum(g.root for g in goroutines[:1])
    others = goroutines[root:]
    return Overlay(placed, {}), goroutines[:root] + random.sample(others, len(others))


MAKERS = {"owners": owners.program, "bags": bags.program, "realistic": realistic.program}


@pytest.mark.parametrize("first", range(0, 40, 10))
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_any_names_give_the_same_state(make: Callable[[Random], str], first: int) -> None:
    for seed in range(first, first + 10):
        machine, some = reachable(lowered(make(Random(seed))), MOST)
        random = Random(seed)
        for state in random.sample(some, min(40, len(some))):
            objects, goroutines, _, _ = machine.canonical.form(*renamed(machine, state, random))
            assert (objects, goroutines) == (state.objects, state.goroutines), seed


@pytest.mark.parametrize("first", range(0, 40, 10))
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_states_differ_by_more_than_names(make: Callable[[Random], str], first: int) -> None:
    for seed in range(first, first + 10):
        machine, some = reachable(lowered(make(Random(seed))), MOST // 2)
        assert orbits(machine.parts, some) == len(some), seed


@pytest.mark.parametrize("first", range(0, 60, 10))
@pytest.mark.parametrize("make", [owners.program, bags.program], ids=["owners", "bags"])
def test_the_core_has_these_states(make: Callable[[Random], str], first: int) -> None:
    compared = 0
    for seed in range(first, first + 10):
        of = lowered(make(Random(seed)))
        options = Options(reduce=SYMMETRY, components=False, limits=Limits(states=MOST))
        session = native.NativeEngine().begin(of, options)
        if not session.run().complete:
            continue
        compared += 1
        machine, some = reachable(of, MOST + 1)
        text = Decoder(of, machine.strings.bytes.__getitem__)
        core = Decoder(of, session.text)
        assert {core.native(*state) for state in session.states()} == set(map(text.reference, some)), seed
    assert compared


def test_values_in_a_set_decide_what_comes_first() -> None:
    """The pointers of a state do not determine the numbers: a cached numbering holds for these values only."""
    of = lowered(owners.program(Random(10321)))
    assert states(of) == len(reachable(of, 2000)[1])
