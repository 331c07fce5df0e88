"""The states of a program as a graph, with the propositions that hold in each state and the movers of each edge."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from chancheck.deadline import Exhausted, poll
from chancheck.machine.caching import CachingMachine
from chancheck.machine.machine import Machine
from chancheck.machine.state import FrameState, FrameStatus, GoroutineCells, ObjectState, Phase, State
from chancheck.machine.transition import Transition
from chancheck.program.program import Observer, Program
from chancheck.records import dataclass, field

Letter = frozenset[str]
"""The propositions that hold."""


class Choice(NamedTuple):
    """A goroutine, by its index, takes an alternative of a site that has several: a case of a `select`."""

    goroutine: int
    site: int
    alternative: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A step to node `target`. origin: of each goroutine there, its index before (negative: the step started it). t:
    None where a run has ended and stays as it is. chosen: which case of which `select` it takes."""

    target: int
    t: Transition | None
    origin: tuple[int, ...]
    chosen: tuple[Choice, ...] = ()

    @property
    def movers(self) -> frozenset[int]:
        return frozenset() if self.t is None else frozenset(i for i in (self.t.goroutine, self.t.peer) if i >= 0)


@dataclass(slots=True)
class Graph:
    """A node is a state, or the end of a run by a panic or an exit. Node 0 is the initial state. letters: what holds in
    each node. goroutines: how many there are. enabled: those that can move. limit: what ended the search early, or "";
    nodes that were not expanded have no edges then."""

    letters: list[Letter] = field(default_factory=list)
    goroutines: list[int] = field(default_factory=list)
    enabled: list[frozenset[int]] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    limit: str = ""

    def add(self, letter: Letter, goroutines: int) -> int:
        self.letters.append(letter)
        self.goroutines.append(goroutines)
        self.enabled.append(frozenset())
        self.edges.append([])
        return len(self.edges) - 1

    def stay(self, node: int) -> None:
        """A run that has ended stays as it is for ever."""
        self.edges[node].append(Edge(node, None, tuple(range(self.goroutines[node]))))


class Search:
    """Breadth first. names: of the propositions, in the order of the program's observers. most: nodes."""

    def __init__(self, program: Program, names: list[str], most: int | None) -> None:
        self.program, self.most = program, most
        self.machine = CachingMachine(program, False)
        self.look = Look(self.machine, program.observers, names)
        self.graph = Graph()
        self.sites: dict[int, int] = {}
        self.numbers: dict[State, int] = {}
        self.todo: deque[State] = deque()

    def run(self) -> Graph:
        self.number(self.machine.initial())
        try:
            while self.todo:
                poll()
                if self.most is not None and len(self.graph.edges) > self.most:
                    self.graph.limit = "states"
                    break
                self.expand(self.todo.popleft())
        except (Exhausted, MemoryError) as met:
            self.graph.limit = met.limit if isinstance(met, Exhausted) else "memory"
        return self.graph

    def number(self, state: State) -> int:
        known = self.numbers.get(state)
        if known is None:
            known = self.numbers[state] = self.graph.add(self.look.letter(state), len(state.goroutines))
            self.todo.append(state)
        return known

    def expand(self, state: State) -> None:
        graph, n = self.graph, self.numbers[state]
        steps = [] if self.program.root_ends_all and state.root_returned else list(self.machine.successors(state))
        edges = []
        for s in steps:
            if s.halted is not None and s.halted[0] == "unknown":
                graph.limit = "unknown"
                continue
            chosen = tuple(self.chosen(state, s.transition))
            if s.state is not None:
                edges.append(Edge(self.number(s.state), s.transition, s.origin, chosen))
            else:
                end = graph.add(graph.letters[n], 0)
                graph.stay(end)
                edges.append(Edge(end, s.transition, (), chosen))
        graph.edges[n] = edges
        graph.enabled[n] = frozenset(i for e in edges for i in e.movers)
        if not edges:
            graph.stay(n)

    def chosen(self, state: State, t: Transition) -> Iterator[Choice]:
        for i, alternative in ((t.goroutine, t.alternative), (t.peer, t.peer_alternative)):
            site = self.machine.site(state.goroutines[i]) if i >= 0 <= alternative else None
            if site is not None and len(site.alternatives) > 1:
                yield Choice(i, self.sites.setdefault(id(site), len(self.sites)), alternative)


class Look:
    """Evaluates propositions. Each is a function without operands that sets a cell of the package variables; it runs
    alone, on the objects of the state, by the rules of the machine. One that panics does not hold."""

    def __init__(self, machine: Machine, observers: tuple[Observer, ...], names: list[str]) -> None:
        self.machine = machine
        both = list(zip(names, observers, strict=True))
        self.of_objects = [(name, each) for name, each in both if each.function >= 0]
        self.of_places = [(name, each.standing) for name, each in both if each.function < 0]
        self.known: dict[tuple[ObjectState, ...], Letter] = {}

    def letter(self, state: State) -> Letter:
        found = self.known.get(state.objects)
        if found is None:
            held = (name for name, each in self.of_objects if self.holds(state, each))
            found = self.known[state.objects] = frozenset(held)
        if not self.of_places:
            return found
        places = {(frame.function, frame.pc) for g in state.goroutines for frame in g.frames}
        return found | {name for name, standing in self.of_places if not places.isdisjoint(standing)}

    def holds(self, state: State, each: Observer) -> bool:
        registers = (0,) * len(self.machine.program.functions[each.function].registers)
        frame = FrameState(each.function, 0, FrameStatus.RUNNING, (), registers)
        alone = self.machine.parts.goroutine(GoroutineCells(0, Phase.RUNNING, (frame,), (), 0))
        now = State(state.root, state.objects, (alone,))
        while now.goroutines:
            poll()
            step = next(iter(self.machine.successors(now)), None)
            if step is None or step.state is None:
                return False
            now = step.state
        return bool(now.objects[0].header[each.cell])
