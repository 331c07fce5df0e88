"""From a formula to a generalised Büchi automaton that accepts exactly the words of which the formula holds.

The tableau of Gerth, Peled, Vardi and Wolper (Simple on-the-fly automatic verification of linear temporal logic, PSTV
1995): a node promises formulas that hold from its letter on (`now`) and from the next one on (`later`). Each `until`
gives a set of accepting nodes: those that do not promise it, or promise its right side.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.records import dataclass, field
from chancheck.temporal.formula import FALSE, TRUE, Formula

START = -1
"""The node before the first letter."""


@dataclass(frozen=True, slots=True)
class Automaton:
    """Nodes are numbered. needs, forbids: propositions that must and must not be true in the letter that a node reads.
    following: of START and of each node, those that may read the next letter. accepting: sets of nodes; a word is
    accepted if it has a run that visits each set infinitely often. settled: nodes that promise
    nothing for later: anything may follow their letter."""

    needs: list[frozenset[str]]
    forbids: list[frozenset[str]]
    following: dict[int, list[int]]
    accepting: list[frozenset[int]]
    settled: frozenset[int]

    def reads(self, node: int, letter: frozenset[str]) -> bool:
        return self.needs[node] <= letter and not (self.forbids[node] & letter)


@dataclass(slots=True)
class Node:
    incoming: set[int]
    todo: list[Formula]
    now: set[Formula] = field(default_factory=set)
    later: set[Formula] = field(default_factory=set)


def automaton(f: Formula) -> Automaton:
    """Of a formula in negation normal form."""
    nodes: dict[tuple[frozenset[Formula], frozenset[Formula]], int] = {}
    kept: list[Node] = []
    work = [Node({START}, [f])]
    while work:
        for done in expanded(work.pop()):
            key = frozenset(done.now), frozenset(done.later)
            if key in nodes:
                kept[nodes[key]].incoming |= done.incoming
                continue
            nodes[key] = number = len(kept)
            kept.append(done)
            work.append(Node({number}, list(done.later)))
    following: dict[int, list[int]] = {START: [], **{n: [] for n in range(len(kept))}}
    for number, node in enumerate(kept):
        for before in node.incoming:
            following[before].append(number)
    return Automaton(
        [frozenset(g.name for g in node.now if g.op == "prop") for node in kept],
        [frozenset(g.left.name for g in node.now if g.op == "not" and g.left) for node in kept],
        following,
        [
            frozenset(n for n, node in enumerate(kept) if until not in node.now or until.right in node.now)
            for until in untils(f)
        ],
        frozenset(n for n, node in enumerate(kept) if not node.later),
    )


def expanded(node: Node) -> Iterator[Node]:
    """The consistent nodes with nothing to do that a node is split into."""
    work = [node]
    while work:
        node = work.pop()
        if not node.todo:
            yield node
            continue
        f = node.todo.pop()
        if f in node.now:
            work.append(node)
            continue
        for promised, later in choices(f):
            if f.op in ("prop", "not") and opposite(f) in node.now:
                continue
            now = node.now | ({f} if f.op not in ("true", "false") else set())
            todo = [*node.todo, *(g for g in promised if g not in now)]
            work.append(Node(set(node.incoming), todo, now, node.later | set(later)))


def choices(f: Formula) -> list[tuple[list[Formula], list[Formula]]]:
    """The ways to make a formula true: what has to hold now besides, and later. None for false."""
    left, right = f.left or TRUE, f.right or TRUE
    match f.op:
        case "false":
            return []
        case "and":
            return [([left, right], [])]
        case "or":
            return [([left], []), ([right], [])]
        case "until":
            return [([right], []), ([left], [f])]
        case "release":
            return [([left, right], []), ([right], [f])]
    return [([], [])]


def opposite(f: Formula) -> Formula:
    return f.left if f.op == "not" and f.left is not None else Formula("not", f)


def untils(f: Formula) -> list[Formula]:
    """The subformulas that promise something for later, each once."""
    found: dict[Formula, None] = {}
    work = [f]
    while work:
        g = work.pop()
        if g.op == "until" and g.right != TRUE:
            found[g] = None
        work += [part for part in (g.left, g.right) if part is not None]
    return list(found)


__all__ = ["FALSE", "START", "Automaton", "automaton"]
