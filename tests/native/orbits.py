"""Which states differ by the names of goroutines and objects alone: compared as graphs, without a canonical form.

python -m tests.native.orbits FILE...        # of each program: states with symmetry, and how many of them differ
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.machine.interning import Parts, Where
from chancheck.machine.machine import Machine
from chancheck.machine.state import GoroutineState, ObjectState, State
from chancheck.program.program import OFFSET_BITS, Program
from chancheck.source import Source

OFFSETS = (1 << OFFSET_BITS) - 1


class Node(NamedTuple):
    """A goroutine, an object, or an entry of a bag. label: all in it that is no name; targets: nodes, in order."""

    label: Any
    targets: list[int]


class Graph:
    """Of a state. The first node holds the package variables; `holders` are nodes that no order leads to."""

    def __init__(self, parts: Parts, state: State) -> None:
        self.parts = parts
        self.nodes: list[Node] = []
        self.root = (int(state.root), state.output)
        entered: list[Node] = []
        for n, one in enumerate(state.objects):
            self.nodes.append(self.object(n, one, entered))
        first = len(self.nodes)
        self.nodes += map(self.goroutine, state.goroutines)
        self.nodes += entered
        self.holders = list(range(first, len(self.nodes)))
        self.colours = self.refined()

    def cells(self, cells: Sequence[int], where: Where, targets: list[int]) -> tuple[Any, ...]:
        marked: list[Any] = list(cells)
        for i, v in self.parts.held(cells, where):
            marked[i] = ("at", v & OFFSETS)
            targets.append((v >> OFFSET_BITS) - 1)
        return tuple(marked)

    def object(self, n: int, o: ObjectState, entered: list[Node]) -> Node:
        targets: list[int] = []
        header = self.cells(o.header, self.parts.headers[o.shape], targets)
        elements: tuple[tuple[Any, ...], ...] = ()
        if self.parts.bags[o.shape]:
            for element in o.tail:
                inside = [n]
                entered.append(Node(("entry", self.cells(element, self.parts.elems[o.shape], inside)), inside))
        else:
            elements = tuple(self.cells(e, self.parts.elems[o.shape], targets) for e in o.tail)
        return Node((n == 0, o.shape, header, elements, len(o.tail)), targets)

    def goroutine(self, g: GoroutineState) -> Node:
        targets: list[int] = []
        frames = tuple(
            (
                f.function, f.pc, f.status,
                tuple(self.cells(call, self.parts.in_call(call), targets) for call in f.deferred),
                self.cells(f.registers, self.parts.registers[f.function], targets),
            )
            for f in g.frames
        )  # fmt: skip
        panics = tuple(self.cells((p.type, p.payload, *p[2:]), [(1, True)], targets) for p in g.panics)
        return Node((g.flags, int(g.phase), frames, panics, g.text), targets)

    def refined(self) -> list[int]:
        """A colour for each node that does not depend on names."""
        colours = [hash(node.label) for node in self.nodes]
        while True:
            referrers: list[list[tuple[int, int]]] = [[] for _ in self.nodes]
            for n, node in enumerate(self.nodes):
                for i, target in enumerate(node.targets):
                    referrers[target].append((colours[n], i))
            finer = [
                hash((colours[n], tuple(colours[t] for t in node.targets), tuple(sorted(referrers[n]))))
                for n, node in enumerate(self.nodes)
            ]
            if len(set(finer)) == len(set(colours)):
                return finer
            colours = finer

    def key(self) -> tuple[Any, ...]:
        return self.root, tuple(sorted(self.colours))


class Match:
    """Looks for an isomorphism from one graph to another."""

    def __init__(self, a: Graph, b: Graph) -> None:
        self.a, self.b = a, b
        self.to: dict[int, int] = {}
        self.taken: dict[int, int] = {}

    def exists(self) -> bool:
        return self.follow(0, 0) and self.rest(0)

    def follow(self, x: int, y: int) -> bool:
        todo = [(x, y)]
        while todo:
            x, y = todo.pop()
            if x in self.to or y in self.taken:
                if self.to.get(x) != y or self.taken.get(y) != x:
                    return False
                continue
            p, q = self.a.nodes[x], self.b.nodes[y]
            if p.label != q.label or len(p.targets) != len(q.targets):
                return False
            self.to[x], self.taken[y] = y, x
            todo += zip(p.targets, q.targets, strict=True)
        return True

    def rest(self, at: int) -> bool:
        if at == len(self.a.holders):
            return len(self.to) == len(self.a.nodes) == len(self.b.nodes)
        x = self.a.holders[at]
        if x in self.to:
            return self.rest(at + 1)
        for y in self.b.holders:
            if y in self.taken or self.a.colours[x] != self.b.colours[y]:
                continue
            kept = dict(self.to), dict(self.taken)
            if self.follow(x, y) and self.rest(at + 1):
                return True
            self.to, self.taken = kept
        return False


def orbits(parts: Parts, states: Iterable[State]) -> int:
    """How many of the states differ by more than names."""
    classes: dict[Any, list[Graph]] = {}
    count = 0
    for state in states:
        graph = Graph(parts, state)
        same = classes.setdefault(graph.key(), [])
        if not any(Match(graph, other).exists() for other in same):
            same.append(graph)
            count += 1
    return count


def reachable(program: Program, most: int, symmetry: bool = True) -> tuple[Machine, list[State]]:
    """The reachable states, the first `most` of them."""
    machine = Machine(program, symmetry)
    start = machine.initial()
    seen, todo = {start}, [start]
    for state in todo:
        for after in machine.successors(state):
            if after.state is not None and after.state not in seen:
                seen.add(after.state)
                todo.append(after.state)
        if len(todo) >= most:
            break
    return machine, todo


def lowered(text: str, **constants: int) -> Program:
    options = Options(define={name: str(value) for name, value in constants.items()})
    package = load(Source("program.go", text), options, Diagnostics())
    return lower(build_graphs(package, entries(package)[0]))


def main(files: Sequence[str]) -> None:
    for file in files:
        machine, states = reachable(lowered(Path(file).read_text(encoding="utf-8")), 3000)
        print(f"{file}: {len(states)} states, {orbits(machine.parts, states)} differ")


if __name__ == "__main__":
    main(sys.argv[1:])
