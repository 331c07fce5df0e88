"""The product of a program's states with the automaton of a negated formula: a fair accepting run of both is a
violation.

A strongly connected component of the product has such a run if it meets every accepting set and is fair (Emerson and
Lei, Modalities for model checking, 1987). Weak fairness: no goroutine that is enabled for ever stays without a step for
ever. Strong fairness: nor one that is enabled again and again. Fairness of a select: no case that is ready again and
again when the select chooses is refused each time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator

from chancheck.deadline import poll
from chancheck.explore.reference.bottom_sccs import components
from chancheck.machine.transition import Trace
from chancheck.records import dataclass
from chancheck.temporal.buchi import START, Automaton
from chancheck.temporal.states import Choice, Edge, Graph

Node = tuple[int, int]
"""A node of the states and one of the automaton."""

Place = tuple[int, int]
"""A goroutine in a node of the states, by its index there."""

Inner = tuple[int, int]
"""An edge of the product: the number of the node it leaves, and its index there."""

Walked = tuple[int, Edge, int]
"""An edge of the product: a node, the edge of the states, the next node."""

FAIRNESS = ("weak", "select", "strong", "none")
"""select: weak, and each select takes each case again and again that is ready when it chooses again and again. strong:
goroutines and cases of a select."""


@dataclass(frozen=True, slots=True)
class Lasso:
    """A run that goes round for ever: the steps up to the circle, and those of one round. An empty round: the run has
    ended and stays as it is; or, if it is settled, whatever follows violates the property too."""

    prefix: Trace
    cycle: Trace
    settled: bool = False


def violation(graph: Graph, automaton: Automaton, fairness: str = "weak") -> Lasso | None:
    """A fair run that the automaton accepts, the shortest way to a circle that is short; None if there is none. A
    finite run after which the automaton accepts everything is one: it has a fair continuation."""
    product = Product(graph, automaton)
    settled = next((v for v, (_, q) in enumerate(product.nodes) if q in automaton.settled), None)
    if settled is not None:
        return Lasso(product.prefix(settled), (), settled=True)
    parts = [part for c in components(product.following) for part in product.fair(c, fairness)]
    if not parts:
        return None
    best = min(parts, key=lambda part: min(product.depth[v] for v in part.nodes))
    return product.lasso(best, fairness)


@dataclass(frozen=True, slots=True)
class Part:
    """A strongly connected set of nodes without some of its edges."""

    nodes: set[int]
    banned: frozenset[Inner] = frozenset()


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

    def fair(self, component: Collection[int], fairness: str, banned: frozenset[Inner] = frozenset()) -> Iterator[Part]:
        """The parts of a strongly connected set in which a fair run that is accepted can go round for ever."""
        part = Part(set(component), banned)
        if next(self.inner(part), None) is None:
            return
        if not all(any(self.nodes[v][1] in accepting for v in part.nodes) for accepting in self.automaton.accepting):
            return
        starved = [] if fairness == "none" else list(self.starved(part, fairness == "strong"))
        if starved and fairness != "strong":  # a goroutine that is starved in the whole is starved in each part
            return
        refused = self.refused(part) if fairness in ("select", "strong") else frozenset()
        if not starved and not refused:
            yield part
            return
        stays = {
            v for v in part.nodes if not any(i in self.graph.enabled[n] for n, i in starved if n == self.nodes[v][0])
        }
        yield from self.parts_of(stays, fairness, banned | refused)

    def parts_of(self, inside: set[int], fairness: str, banned: frozenset[Inner]) -> Iterator[Part]:
        order = sorted(inside)
        number = {v: k for k, v in enumerate(order)}
        edges = [
            [number[m] for k, m in enumerate(self.following[v]) if m in inside and (v, k) not in banned] for v in order
        ]
        for component in components(edges):
            poll()
            yield from self.fair([order[k] for k in component], fairness, banned)

    def inner(self, part: Part) -> Iterator[tuple[int, int, Edge, int]]:
        """The edges inside: the node, the index, the edge of the states, and the node it leads to."""
        for v in part.nodes:
            for k, (m, edge) in enumerate(self.out[v]):
                if m in part.nodes and (v, k) not in part.banned:
                    yield v, k, edge, m

    def starved(self, part: Part, strong: bool) -> Iterator[Place]:
        """The places of goroutines that are enabled in all nodes, or with strong fairness in some, and never move."""
        moving = {(self.nodes[v][0], i) for v, _, edge, _ in self.inner(part) for i in edge.movers}
        for places in self.lineages(part):
            enabled = [i in self.graph.enabled[n] for n, i in places]
            if not any(place in moving for place in places) and (any(enabled) if strong else all(enabled)):
                yield from places

    def refused(self, part: Part) -> frozenset[Inner]:
        """The edges with which a goroutine takes a case of a select, again and again, while another one is ready that
        it never takes."""
        edges = self.choosing(part)
        taken = {(who, c.site, c.alternative) for who, _, c, _ in edges}
        return frozenset(at for who, at, c, ready in edges if any((who, c.site, other) not in taken for other in ready))

    def choosing(self, part: Part) -> list[tuple[int, Inner, Choice, set[int]]]:
        """The edges inside that take a case: of which goroutine of those that live through it, and what is ready."""
        living = {place: who for who, places in enumerate(self.lineages(part)) for place in places}
        found = []
        for v, k, edge, _ in self.inner(part):
            for c in edge.chosen:
                n = self.nodes[v][0]
                who = living.get((n, c.goroutine))
                if who is not None:
                    others = (o for e in self.graph.edges[n] for o in e.chosen)
                    ready = {o.alternative for o in others if (o.goroutine, o.site) == (c.goroutine, c.site)}
                    found.append((who, (v, k), c, ready))
        return found

    def lineages(self, part: Part) -> list[list[Place]]:
        """Each goroutine that lives through the component, as its places in the nodes. One that ends and is started
        again is none."""
        of: dict[Place, Place] = {}

        def root(place: Place) -> Place:
            while (up := of.setdefault(place, place)) != place:
                place = up
            return place

        mortal: set[Place] = set()
        for v, _, edge, m in self.inner(part):
            n = self.nodes[v][0]
            mortal |= {(n, i) for i in range(self.graph.goroutines[n]) if i not in edge.origin}
            for j, i in enumerate(edge.origin):
                if i >= 0:
                    of[root((n, i))] = root((self.nodes[m][0], j))
                else:
                    mortal.add((self.nodes[m][0], j))
        groups: dict[Place, list[Place]] = {}
        for n in {self.nodes[v][0] for v in part.nodes}:
            for i in range(self.graph.goroutines[n]):
                group = groups.setdefault(root((n, i)), [])
                group.append((n, i))
        return [places for places in groups.values() if not any(place in mortal for place in places)]

    # --- the run ------------------------------------------------------------------------------------

    def lasso(self, part: Part, fairness: str) -> Lasso:
        """A short one: from the nearest node of the component, each time the shortest way to what is still missing. A
        round that neglects a goroutine that ends elsewhere in the component takes all edges."""
        first = min(part.nodes, key=lambda v: (self.depth[v], v))
        round = self.round(first, part, self.wishes(part, fairness))
        if fairness != "none" and self.neglects(round, fairness == "strong"):
            every = sorted(self.inner(part), key=lambda inner: inner[:2])
            round = self.round(first, part, [lambda v, edge, m, e=e: edge is e for _, _, e, _ in every])  # type: ignore[misc]
        return Lasso(self.prefix(first), tuple(edge.t for _, edge, _ in round if edge.t is not None))

    def round(self, first: int, part: Part, wishes: list[Callable[[int, Edge, int], bool]]) -> list[Walked]:
        """A way from a node back to it, with an edge for each wish."""
        round: list[Walked] = []
        for wanted in wishes:
            if not any(wanted(*step) for step in round):
                round += self.way(round[-1][2] if round else first, part, wanted)
        if not round or round[-1][2] != first:
            round += self.way(round[-1][2] if round else first, part, lambda v, edge, m: m == first)
        return round

    def neglects(self, round: list[Walked], strong: bool) -> bool:
        """Whether a goroutine lives through all rounds, never moves, and is owed a step."""
        for g in range(self.graph.goroutines[self.nodes[round[0][0]][0]]):
            at, moves, enabled = g, False, []
            for v, edge, _ in round:
                enabled.append(at in self.graph.enabled[self.nodes[v][0]])
                moves = moves or at in edge.movers
                at = edge.origin.index(at) if at in edge.origin else -1
            if at == g and not moves and (any(enabled) if strong else all(enabled)):
                return True
        return False

    def wishes(self, part: Part, fairness: str) -> list[Callable[[int, Edge, int], bool]]:
        """The edges that a round needs: one into each accepting set; of each goroutine, a step or, for weak fairness, a
        node in which it is not enabled; and each case that is ready where its select chooses."""
        wishes: list[Callable[[int, Edge, int], bool]] = [
            lambda v, edge, m, accepting=accepting: self.nodes[m][1] in accepting  # type: ignore[misc]
            for accepting in self.automaton.accepting
        ]
        lineages = self.lineages(part) if fairness != "none" else []
        for places in lineages:
            there, strong = set(places), fairness == "strong"
            if not strong or any(i in self.graph.enabled[n] for n, i in there):
                wishes.append(lambda v, edge, m, t=there, s=strong: self.served(t, v, edge, m, s))  # type: ignore[misc]
        chosen = {(who, c.site, c.alternative) for who, _, c, _ in self.choosing(part)} if lineages else ()
        for who, *case in sorted(chosen) if fairness in ("select", "strong") else ():
            wishes.append(
                lambda v, edge, m, t=set(lineages[who]), case=case: any(  # type: ignore[misc]
                    [c.site, c.alternative] == case and (self.nodes[v][0], c.goroutine) in t for c in edge.chosen
                )
            )
        return wishes

    def served(self, places: set[Place], v: int, edge: Edge, m: int, strong: bool) -> bool:
        """Whether on this edge the goroutine moves or, for weak fairness, after it is not enabled."""
        n, after = self.nodes[v][0], self.nodes[m][0]
        moves = any((n, i) in places for i in edge.movers)
        return moves or (not strong and any(k == after and i not in self.graph.enabled[k] for k, i in places))

    def way(self, at: int, part: Part, wanted: Callable[[int, Edge, int], bool]) -> list[Walked]:
        """The shortest way from a node that ends with a wanted edge."""
        before: dict[int, Walked] = {}
        todo, seen = deque([at]), {at}
        while todo:
            v = todo.popleft()
            for k, (m, edge) in enumerate(self.out[v]):
                if m not in part.nodes or (v, k) in part.banned:
                    continue
                if wanted(v, edge, m):
                    steps = [(v, edge, m)]
                    while steps[-1][0] != at:
                        steps.append(before[steps[-1][0]])
                    return steps[::-1]
                if m not in seen:
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
