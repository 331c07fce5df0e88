"""The search for fair runs that violate a formula, against all lassos of small random graphs."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from chancheck.machine.transition import Transition
from chancheck.temporal.buchi import automaton
from chancheck.temporal.formula import Formula, holds, negated, normal, read
from chancheck.temporal.product import FAIRNESS, violation
from chancheck.temporal.states import Choice, Edge, Graph
from tests.temporal.test_formula import random_formula

GOROUTINES, LONGEST = 2, 8

Walk = tuple[Edge, ...]


def random_graph(chance: random.Random) -> Graph:
    """Of two to four nodes and two goroutines that live for ever; no two edges of a node are by the same goroutine to
    the same node, so that a trace says where it leads."""
    graph = Graph()
    size = chance.randint(2, 4)
    selects = [chance.random() < 0.5 for _ in range(GOROUTINES)]  # whether its steps are cases of one select
    for _ in range(size):
        graph.add(frozenset(name for name in "pq" if chance.random() < 0.5), GOROUTINES)
    for n in range(size):
        for mover in range(GOROUTINES):
            for choice, target in enumerate(chance.sample(range(size), chance.randint(0, 2))):
                origin = tuple(range(GOROUTINES))
                chosen = (Choice(mover, mover, choice),) if selects[mover] else ()
                graph.edges[n].append(Edge(target, Transition(mover, choice), origin, chosen))
        graph.enabled[n] = frozenset(i for e in graph.edges[n] for i in e.movers)
        if not graph.edges[n]:
            graph.stay(n)
    return graph


def lassos(graph: Graph) -> Iterator[tuple[Walk, Walk]]:
    """All walks from node 0 of at most LONGEST edges that end where one of their nodes is."""

    def further(nodes: list[int], edges: Walk) -> Iterator[tuple[Walk, Walk]]:
        for at, n in enumerate(nodes[:-1]):
            if n == nodes[-1]:
                yield edges[:at], edges[at:]
        if len(edges) < LONGEST:
            for e in graph.edges[nodes[-1]]:
                yield from further([*nodes, e.target], (*edges, e))

    yield from further([0], ())


def fair(graph: Graph, start: int, cycle: Walk, fairness: str) -> bool:
    """Whether a circle from a node gives each goroutine the steps that it is owed."""
    nodes = [start, *(e.target for e in cycle[:-1])]
    if fairness in ("select", "strong") and refuses(graph, nodes, cycle):
        return False
    for i in range(GOROUTINES if fairness != "none" else 0):
        moves = any(i in e.movers for e in cycle)
        enabled = [i in graph.enabled[n] for n in nodes]
        if not moves and (any(enabled) if fairness == "strong" else all(enabled)):
            return False
    return True


def refuses(graph: Graph, nodes: list[int], cycle: Walk) -> bool:
    """Whether in a round a select takes some case while another is ready that it takes nowhere in the round."""
    taken = {c for e in cycle for c in e.chosen}
    return any(
        o not in taken
        for n, e in zip(nodes, cycle, strict=True)
        for c in e.chosen
        for other in graph.edges[n]
        for o in other.chosen
        if (o.goroutine, o.site) == (c.goroutine, c.site)
    )


def word(graph: Graph, prefix: Walk, cycle: Walk) -> tuple[list[frozenset[str]], int]:
    nodes = [0, *(e.target for e in (*prefix, *cycle))]
    return [graph.letters[n] for n in nodes[:-1]], len(prefix)


def walk_of(graph: Graph, trace: tuple[Transition, ...], n: int) -> Walk:
    edges = []
    for t in trace:
        (edge,) = [e for e in graph.edges[n] if e.t == t]
        edges.append(edge)
        n = edge.target
    return tuple(edges)


def compared(graph: Graph, f: Formula, fairness: str) -> bool:
    """Whether there is a violation; both must agree."""
    found = violation(graph, automaton(negated(f)), fairness)
    by_hand = False
    for prefix, cycle in lassos(graph):
        start = prefix[-1].target if prefix else 0
        if fair(graph, start, cycle, fairness) and not holds(f, *word(graph, prefix, cycle)):
            by_hand = True
            break
    if found is None:
        assert not by_hand, (str(f), fairness, graph.edges)
        return False
    prefix = walk_of(graph, found.prefix, 0)
    start = prefix[-1].target if prefix else 0
    if found.settled:
        whole = [
            (p, c)
            for p, c in lassos(graph)
            if (*p, *c)[: len(prefix)] == prefix and fair(graph, p[-1].target if p else 0, c, fairness)
        ]
        assert not any(holds(f, *word(graph, p, c)) for p, c in whole)
        return True
    cycle = walk_of(graph, found.cycle, start)
    if not cycle:
        (stay,) = graph.edges[start]
        assert stay.t is None
        cycle = (stay,)
    assert cycle[-1].target == start
    assert fair(graph, start, cycle, fairness), (str(f), fairness, graph.edges, found)
    assert not holds(f, *word(graph, prefix, cycle)), (str(f), fairness, graph.edges, found)
    return True


def suite(number: int, seed: int) -> None:
    chance = random.Random(seed)
    answers = []
    for _ in range(number):
        graph = random_graph(chance)
        f = normal(random_formula(chance, chance.randint(1, 3)))
        answers += [compared(graph, f, fairness) for fairness in FAIRNESS]
    assert 0.2 < sum(answers) / len(answers) < 0.8


def test_a_round_owes_a_step_to_a_goroutine_that_ends_elsewhere() -> None:
    """Goroutine 1 can end at any time, and is started again. A round in which goroutine 0 alone moves starves it."""
    graph = Graph()
    graph.add(frozenset(), 2)
    graph.add(frozenset(), 1)
    goes_round, ends = Edge(0, Transition(0, 0), (0, 1)), Edge(1, Transition(1, 0), (0,))
    graph.edges[0] = [goes_round, ends]
    graph.edges[1] = [Edge(0, Transition(0, 1), (0, -1))]
    graph.enabled = [frozenset({0, 1}), frozenset({0})]
    for fairness in ("weak", "strong"):
        found = violation(graph, automaton(negated(normal(read("<> p")))), fairness)
        assert found is not None
        assert ends.t in found.cycle
    found = violation(graph, automaton(negated(normal(read("<> p")))), "none")
    assert found is not None
    assert len(found.cycle) == 1


def stuttering(graph: Graph) -> Graph:
    """With a node more on each edge, in which what held before it still holds."""
    out = Graph()
    for letter in graph.letters:
        out.add(letter, GOROUTINES)
    for n, edges in enumerate(graph.edges):
        for e in edges:
            between = out.add(graph.letters[n], GOROUTINES)
            out.edges[n].append(Edge(between, e.t, e.origin))
            out.edges[between].append(Edge(e.target, e.t, e.origin))
    return out


def stutters(number: int, seed: int) -> None:
    chance = random.Random(seed)
    answers = []
    for _ in range(number):
        graph, f = random_graph(chance), normal(random_formula(chance, chance.randint(1, 4)))
        made = automaton(negated(f))
        found, other = violation(graph, made, "none"), violation(stuttering(graph), made, "none")
        assert (found is None) is (other is None), (str(f), graph.edges)
        answers.append(found is None)
    assert 0.2 < sum(answers) / len(answers) < 0.8


def test_answers_are_the_same_for_a_graph_with_more_steps() -> None:
    stutters(150, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 7))
def test_answers_are_the_same_for_many_graphs_with_more_steps(seed: int) -> None:
    stutters(1000, seed)


def test_violations_are_those_of_the_lassos() -> None:
    suite(40, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_violations_are_those_of_the_lassos_at_length(seed: int) -> None:
    suite(300, seed)
