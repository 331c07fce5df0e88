"""The product of a program's states with the automaton of a negated formula: a fair accepting run of both is a
violation.

A strongly connected component of the product has such a run if it meets every accepting set and is fair (Emerson and
Lei, Modalities for model checking, 1987). Weak fairness: no goroutine that is enabled for ever stays without a step for
ever. Strong fairness: nor one that is enabled again and again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator

from chancheck.deadline import poll
from chancheck.explore.reference.bottom_sccs import components
from chancheck.machine.transition import Trace
from chancheck.records import dataclass
from chancheck.temporal.buchi import START, Automaton
from chancheck.temporal.states import Edge, Graph

Node = tuple[int, int]
"""A node of the states and one of the automaton."""

Place = tuple[int, int]
"""A goroutine in a node of the states, by its index there."""

FAIRNESS = ("weak", "strong", "none")


@dataclass(frozen=True, slots=True)
class Lasso:
    """A run that goes round for ever: the steps up to the circle, and those of one round. An empty round: the run has
    ended and stays as it is."""

    prefix: Trace
    cycle: Trace


def violation(graph: Graph, automaton: Automaton, fairness: str = "weak") -> Lasso | None:
    """A fair run that the automaton accepts, the shortest way to a circle that is short; None if there is none."""
    product = Product(graph, automaton)
    parts = [part for c in components(product.following) for part in product.fair(c, fairness)]
    if not parts:
        return None
    best = min(parts, key=lambda part: min(product.depth[v] for v in part))
    return product.lasso(best, fairness)


class Product:
    """nodes: all that can be reached, breadth first; depth and parent of each."""

    def __init__(self, graph: Graph, automaton: Automaton) -> None:
        self.graph, self.automaton = graph, automaton
        self.nodes: list[Node] = []
        self.number: dict[Node, int] = {}
        self.depth: list[int] = []
        self.parent: list[tuple[int, Edge] | None] = []
        self.out: list[list[tuple[int, Edge]]] = []
        for q in automaton.following[START]:
            if automaton.reads(q, graph.letters[0]):
                self.reach((0, q), None)
        at = 0
        while at < len(self.nodes):
            poll()
            self.expand(at)
            at += 1
        self.following = [[m for m, _ in edges] for edges in self.out]

    def reach(self, node: Node, parent: tuple[int, Edge] | None) -> int:
        known = self.number.get(node)
        if known is None:
            known = self.number[node] = len(self.nodes)
            self.nodes.append(node)
            self.parent.append(parent)
            self.depth.append(0 if parent is None else self.depth[parent[0]] + 1)
            self.out.append([])
        return known

    def expand(self, v: int) -> None:
        n, q = self.nodes[v]
        for edge in self.graph.edges[n]:
            letter = self.graph.letters[edge.target]
            for after in self.automaton.following[q]:
                if self.automaton.reads(after, letter):
                    self.out[v].append((self.reach((edge.target, after), (v, edge)), edge))

    # --- fairness and acceptance --------------------------------------------------------------------

    def fair(self, part: Collection[int], fairness: str) -> Iterator[set[int]]:
        """The parts of a strongly connected set in which a fair run that is accepted can go round for ever."""
        inside = set(part)
        if not any(m in inside for v in inside for m in self.following[v]):
            return
        if not all(any(self.nodes[v][1] in accepting for v in inside) for accepting in self.automaton.accepting):
            return
        starved = [] if fairness == "none" else list(self.starved(inside, fairness == "strong"))
        if not starved:
            yield inside
            return
        if fairness == "weak":  # a goroutine that is starved in the whole is starved in each part
            return
        stays = {v for v in inside if not any(i in self.graph.enabled[n] for n, i in starved if n == self.nodes[v][0])}
        yield from self.parts_of(stays, fairness)

    def parts_of(self, inside: set[int], fairness: str) -> Iterator[set[int]]:
        order = sorted(inside)
        number = {v: k for k, v in enumerate(order)}
        edges = [[number[m] for m in self.following[v] if m in inside] for v in order]
        for component in components(edges):
            poll()
            yield from self.fair([order[k] for k in component], fairness)

    def starved(self, inside: set[int], strong: bool) -> Iterator[Place]:
        """The places of goroutines that are enabled in all nodes, or with strong fairness in some, and never move."""
        for places in self.lineages(inside):
            moves = any(i in edge.movers for n, i in places for edge in self.edges_from(n, inside))
            enabled = [i in self.graph.enabled[n] for n, i in places]
            if not moves and (any(enabled) if strong else all(enabled)):
                yield from places

    def edges_from(self, n: int, inside: set[int]) -> Iterator[Edge]:
        """The edges of a node of the states that stay inside."""
        for v in self.copies(n, inside):
            yield from (edge for m, edge in self.out[v] if m in inside)

    def copies(self, n: int, inside: set[int]) -> list[int]:
        return [v for q in self.automaton.following if (v := self.number.get((n, q), -1)) in inside]

    def lineages(self, inside: set[int]) -> list[list[Place]]:
        """Each goroutine that lives through the component, as its places in the nodes. One that ends and is started
        again is none."""
        of: dict[Place, Place] = {}

        def root(place: Place) -> Place:
            while (up := of.setdefault(place, place)) != place:
                place = up
            return place

        mortal: set[Place] = set()
        for v in inside:
            n = self.nodes[v][0]
            for m, edge in self.out[v]:
                if m not in inside:
                    continue
                mortal |= {(n, i) for i in range(self.graph.goroutines[n]) if i not in edge.origin}
                for j, i in enumerate(edge.origin):
                    if i >= 0:
                        of[root((n, i))] = root((self.nodes[m][0], j))
                    else:
                        mortal.add((self.nodes[m][0], j))
        groups: dict[Place, list[Place]] = {}
        for v in inside:
            n = self.nodes[v][0]
            for i in range(self.graph.goroutines[n]):
                group = groups.setdefault(root((n, i)), [])
                if (n, i) not in group:
                    group.append((n, i))
        return [places for places in groups.values() if not any(place in mortal for place in places)]

    # --- the run ------------------------------------------------------------------------------------

    def lasso(self, inside: set[int], fairness: str) -> Lasso:
        """A short one: from the nearest node of the component, each time the shortest way to what is still missing."""
        first = min(inside, key=lambda v: (self.depth[v], v))
        round: list[tuple[int, Edge, int]] = []
        for wanted in self.wishes(inside, fairness):
            if not any(wanted(*step) for step in round):
                round += self.way(round[-1][2] if round else first, inside, wanted)
        if not round or round[-1][2] != first:
            round += self.way(round[-1][2] if round else first, inside, lambda v, edge, m: m == first)
        return Lasso(self.prefix(first), tuple(edge.t for _, edge, _ in round if edge.t is not None))

    def wishes(self, inside: set[int], fairness: str) -> list[Callable[[int, Edge, int], bool]]:
        """The edges that a round needs: one into each accepting set and, of each goroutine, a step or, for weak
        fairness, a node in which it is not enabled."""
        wishes: list[Callable[[int, Edge, int], bool]] = [
            lambda v, edge, m, accepting=accepting: self.nodes[m][1] in accepting  # type: ignore[misc]
            for accepting in self.automaton.accepting
        ]
        for places in self.lineages(inside) if fairness != "none" else ():
            there, strong = set(places), fairness == "strong"
            if not strong or any(i in self.graph.enabled[n] for n, i in there):
                wishes.append(lambda v, edge, m, t=there, s=strong: self.served(t, v, edge, m, s))  # type: ignore[misc]
        return wishes

    def served(self, places: set[Place], v: int, edge: Edge, m: int, strong: bool) -> bool:
        """Whether on this edge the goroutine moves or, for weak fairness, after it is not enabled."""
        n, after = self.nodes[v][0], self.nodes[m][0]
        moves = any((n, i) in places for i in edge.movers)
        return moves or (not strong and any(k == after and i not in self.graph.enabled[k] for k, i in places))

    def way(self, at: int, inside: set[int], wanted: Callable[[int, Edge, int], bool]) -> list[tuple[int, Edge, int]]:
        """The shortest way from a node that ends with a wanted edge."""
        before: dict[int, tuple[int, Edge, int]] = {}
        todo, seen = deque([at]), {at}
        while todo:
            v = todo.popleft()
            for m, edge in self.out[v]:
                if m in inside and wanted(v, edge, m):
                    steps = [(v, edge, m)]
                    while steps[-1][0] != at:
                        steps.append(before[steps[-1][0]])
                    return steps[::-1]
                if m in inside and m not in seen:
                    seen.add(m)
                    before[m] = (v, edge, m)
                    todo.append(m)
        raise AssertionError("a strongly connected component has a way to each of its edges")

    def prefix(self, v: int) -> Trace:
        steps = []
        while (parent := self.parent[v]) is not None:
            v, edge = parent
            if edge.t is not None:
                steps.append(edge.t)
        return tuple(reversed(steps))
