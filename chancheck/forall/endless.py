"""Whether every run ends: then what is wrong shows in a state in which nothing can happen.

Two arguments remove steps that no run makes without end, until none is left. A sum of numbers that no remaining step
raises, and that a step lowers, allows that step finitely often, if the sum is bounded: linear programming finds such
sums. A loop that counts, up to a bound, is left by each goroutine that is in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import z3

from chancheck.deadline import poll
from chancheck.forall.encode import Invariant, Terms
from chancheck.forall.system import Edge, System
from chancheck.forall.values import MINE, PEER, Atom, Number, plus, terms_of, variable

Row = tuple[list[int], bool]
"""The change that each edge makes to a number, and whether that is bounded from above too."""


def endless(system: System, invariant: Invariant) -> list[Edge]:
    """Steps that are not shown to be made finitely often only."""
    left = list(system.edges)
    bounded = Bounded(system, invariant)
    while left:
        poll()
        fewer = recurring(left, rows(system, left, bounded))
        fewer = [e for e in fewer if not counts(system, fewer, e)]
        if len(fewer) == len(left):
            return left
        left = fewer
    return []


class Bounded:
    """Bounds of variables that the invariant implies: at least 0, and not above some multiple of the parameters."""

    def __init__(self, system: System, invariant: Invariant) -> None:
        self.system, self.invariant, self.terms = system, invariant, Terms(system)
        self.known: dict[object, bool] = {}

    def implied(self, atom: Atom) -> bool:
        if atom not in self.known:
            self.known[atom] = all(self.holds(atom, c) for c in self.invariant)
        return self.known[atom]

    def holds(self, atom: Atom, control: tuple[int, ...]) -> bool:
        solver = z3.SolverFor("QF_LIA")
        solver.set("timeout", 2000)
        clauses = [self.terms.clause(c) for c in self.invariant[control]]
        solver.add(self.terms.assumed(), *clauses, z3.Not(self.terms.atom(atom)))
        return bool(solver.check() == z3.unsat)

    def below(self, x: Number) -> bool:
        return self.implied(Atom(x, False))

    def above(self, x: Number) -> bool:
        most: Number = 64
        for p in self.system.parameters.values():
            most = plus(most, variable(p), 8)
        return self.implied(Atom(plus(most, x, -1), False))


def rows(system: System, edges: Sequence[Edge], bounded: Bounded) -> list[Row]:
    found: list[Row] = []
    for one in range(len(system.singles)):
        for place in {p for e in edges for w, p in (*e.before, *e.after) if w == one}:
            change = [((one, place) in e.after) - ((one, place) in e.before) for e in edges]
            found.append((change, True))
    for kind in system.many:
        here = [f"at:{n}" for n, p in enumerate(system.places) if p.kind == kind]
        total: Number = 0
        for v in here:
            total = plus(total, variable(v))
        found.append(([sum(change_of(e, v) or 0 for v in here) for e in edges], bounded.above(total)))
    for v in system.counters:
        changes = [change_of(e, v) for e in edges]
        if any(changes) and None not in changes and (v.startswith("at:") or bounded.below(variable(v))):
            found.append(([c or 0 for c in changes], bounded.above(variable(v))))
    return found


def change_of(edge: Edge, v: str) -> int | None:
    """By how much an edge changes a variable; None where that depends on the state."""
    if v not in edge.updates:
        return 0
    change = plus(edge.updates[v], variable(v), -1)
    if isinstance(change, int):
        return change
    after = edge.updates[v]
    if isinstance(after, int):  # set from a known value
        for g in edge.guards:
            if [*terms_of(g.lin)] == [v] and abs(terms_of(g.lin)[v]) == 1:
                before = -plus(g.lin, variable(v), -terms_of(g.lin)[v]) * terms_of(g.lin)[v]  # type: ignore[operator]
                if g.equal or before == 1:  # what is at least 1 and never more
                    return after - before if g.equal else None
    return None


def recurring(edges: Sequence[Edge], rows: Sequence[Row]) -> list[Edge]:
    """The edges that some combination repeats."""
    count = z3.RealVector("y", len(edges))
    solver = z3.SolverFor("QF_LRA")
    solver.add(*(c >= 0 for c in count))
    for changes, both in rows:
        total = z3.Sum([c * y for c, y in zip(changes, count, strict=True) if c])
        solver.add(total == 0 if both else total >= 0)
    support: set[int] = set()
    while True:
        rest = [i for i in range(len(edges)) if i not in support]
        solver.push()
        solver.add(z3.Or([count[i] > 0 for i in rest]))
        answer = solver.check()
        if answer == z3.sat:
            model = solver.model()
            support |= {i for i in rest if z3.is_true(model.eval(count[i] > 0, model_completion=True))}
        solver.pop()
        if answer == z3.unknown:
            return list(edges)
        if answer == z3.unsat:
            return [e for i, e in enumerate(edges) if i in support]


def counts(system: System, edges: Sequence[Edge], edge: Edge) -> bool:
    """Whether an edge is in loops only that count to a bound: it needs a number to be within it, no remaining edge
    takes that number back, and a goroutine that passes the edge again has moved the number on."""
    for guard in edge.transition.guards:
        for v, factor in terms_of(guard.lin).items():
            step = -1 if factor > 0 else 1
            if not is_bound(system, guard, v, step):
                continue
            side = 1 if v.startswith(PEER) else 0
            own = MINE + v[len(PEER) :] if side else v
            kind = system.places[edge.transition.moves[side][0]].kind
            if own.startswith(MINE) and any(system.places[p].kind == kind for e in edges for p in e.transition.spawned):
                continue
            if all(same_way(system, e, own, kind, step) for e in edges) and moved_on(
                system, edges, edge, own, side, step
            ):
                return True
    return False


def moved_on(system: System, edges: Sequence[Edge], edge: Edge, own: str, side: int, step: int) -> bool:
    """Whether no goroutine can come back to an edge without an edge that moves the number on."""
    src, dst = edge.transition.moves[side]
    kind = system.places[src].kind
    after: dict[int, set[int]] = {}
    for e in edges:
        for n, (a, b) in enumerate(e.transition.moves):
            name = PEER + own[len(MINE) :] if n and own.startswith(MINE) else own
            if system.places[a].kind == kind and not moves_on(e, name, step):
                after.setdefault(a, set()).add(b)
    if moves_on(edge, edge_name(own, side), step):
        return True
    seen, todo = {dst}, [dst]
    while todo:
        for n in after.get(todo.pop(), set()) - seen:
            seen.add(n)
            todo.append(n)
    return src not in seen


def edge_name(own: str, side: int) -> str:
    return PEER + own[len(MINE) :] if side and own.startswith(MINE) else own


def moves_on(edge: Edge, v: str, step: int) -> bool:
    change = plus(edge.transition.updates.get(v, variable(v)), variable(v), -1)
    return isinstance(change, int) and change * step > 0


def is_bound(system: System, guard: Atom, v: str, step: int) -> bool:
    terms = terms_of(guard.lin)
    others = set(terms) - {v} - set(system.parameters.values())
    return not guard.equal and not others and terms.get(v, 0) * step < 0


def same_way(system: System, edge: Edge, own: str, kind: object, step: int) -> bool:
    """Whether an edge changes a variable in one direction only, for each goroutine that has it."""
    t = edge.transition
    names = [own]
    if own.startswith(MINE):
        sides = zip((own, PEER + own[len(MINE) :]), t.moves, strict=False)
        names = [n for n, (src, _) in sides if system.places[src].kind == kind]
    for v in names:
        change = plus(t.updates.get(v, variable(v)), variable(v), -1)
        if not isinstance(change, int) or change * step < 0:
            return False
    return True
