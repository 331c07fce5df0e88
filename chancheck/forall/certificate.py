"""Checks that an invariant proves a system safe, independently of how it was found: it holds at the start, every step
keeps it, and it excludes every panic and every halt. Nothing else is called a proof."""

from __future__ import annotations

import z3

from chancheck.deadline import poll
from chancheck.forall.encode import Invariant, Terms, after_edge, leads
from chancheck.forall.system import System

PATIENCE = 20_000
"""Milliseconds for one question."""


def flaw(system: System, invariant: Invariant, halts: bool = True) -> str:
    """The reason why a certificate is none, or nothing. halts: it is to exclude them."""
    terms = Terms(system)

    def possible(*formulas: object) -> bool:
        poll()
        solver = z3.Solver()
        solver.set("timeout", PATIENCE)
        solver.add(terms.assumed(), *formulas)
        return bool(solver.check() != z3.unsat)

    start = dict.fromkeys(system.counters, 0)
    zero = [terms.variables[v] == n for v, n in start.items()]
    if system.start not in invariant:
        return "the start is not in it"
    if possible(*zero, z3.Not(z3.And([terms.clause(c) for c in invariant[system.start]]))):
        return "it does not hold at the start"
    for control, clauses in invariant.items():
        held = z3.And([terms.clause(c) for c in clauses])
        for edge in system.edges:
            after = leads(edge, control)
            if after is None:
                continue
            claims = [terms.clause(after_edge(c, edge)) for c in invariant[after]] if after in invariant else [False]
            if possible(held, terms.all(edge.guards), z3.Not(z3.And(claims))):
                return f"a step does not keep it (line {edge.transition.place})"
        for edge in system.faults:
            counts = control[0] != system.returned and leads(edge, control) is not None
            if counts and possible(held, terms.all(edge.guards)):
                return f"it does not exclude: {edge.transition.fault}"
        if halts and possible(held, terms.halted(control)):
            return "it does not exclude a state in which nothing can happen"
    return ""
