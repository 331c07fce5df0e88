"""Systems and invariants as formulas of z3, for the search and for the checker of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import z3

from chancheck.forall.memory import MOST
from chancheck.forall.system import Edge, System
from chancheck.forall.values import Atom, Number, const_of, substituted, terms_of

Clause = tuple[Atom, ...]
"""Some atom holds."""

Control = tuple[int, ...]
Invariant = dict[Control, list[Clause]]
"""By the places of the goroutines that there are once: the clauses that hold there. They are at no other places."""

Formula = Any


class Terms:
    """The variables of a system as terms."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.variables = {v: z3.Int(v) for v in (*system.counters, *system.parameters.values())}
        self.known: dict[Atom, Formula] = {}

    def number(self, x: Number) -> Formula:
        return z3.Sum(
            [const_of(x), *(self.variables[v] if c == 1 else c * self.variables[v] for v, c in terms_of(x).items())]
        )

    def atom(self, a: Atom) -> Formula:
        found = self.known.get(a)
        if found is None:
            found = self.known[a] = self.number(a.lin) == 0 if a.equal else self.number(a.lin) >= 0
        return found

    def all(self, atoms: Iterable[Atom]) -> Formula:
        return z3.And([self.atom(a) for a in atoms])

    def clause(self, clause: Clause) -> Formula:
        return self.atom(clause[0]) if len(clause) == 1 else z3.Or([self.atom(a) for a in clause])

    def assumed(self) -> Formula:
        """Parameters are counts."""
        return z3.And(
            [z3.And(self.variables[p] >= 1, self.variables[p] <= MOST) for p in self.system.parameters.values()]
        )

    def halted(self, control: Control) -> Formula:
        """Nothing is sure to happen, and not all is done."""
        system = self.system
        left = []
        if all(p in system.ended or p < 0 for p in control[: len(system.singles)]) and control[0] == system.returned:
            left = [self.variables[f"at:{n}"] >= 1 for n, p in enumerate(system.places)
                    if p.kind in system.many and n not in system.ended]  # fmt: skip
            left = [z3.Or(left)]
        for action in system.actions:
            where, guards = system.occupied(action)
            if all(control[w] == p for w, p in where):
                left += [z3.Not(z3.And(self.all(guards), self.all(condition))) for condition in action.enabled]
        return z3.And(left)


def leads(edge: Edge, control: Control) -> Control | None:
    """Where an edge leads, None if it does not begin there."""
    if any(control[w] != p for w, p in edge.before):
        return None
    after = list(control)
    for one, where in edge.after:
        after[one] = where
    return tuple(after)


def after_edge(clause: Clause, edge: Edge) -> Clause:
    """The clause of the state after an edge, on the state before it."""
    if not mentions(clause, edge):
        return clause
    return tuple(Atom(substituted(a.lin, edge.updates), a.equal) for a in clause)


def mentions(clause: Clause, edge: Edge) -> bool:
    return any(v in edge.updates for a in clause for v in terms_of(a.lin))


def listed(system: System, controls: Sequence[Control]) -> list[tuple[Control, Edge, Control]]:
    found = []
    for control in controls:
        for edge in system.edges:
            after = leads(edge, control)
            if after is not None:
                found.append((control, edge, after))
    return found
