"""Invariants and places in words."""

from __future__ import annotations

import re

from chancheck.forall.encode import Invariant, Terms
from chancheck.forall.invariants import equations_of, samples_of
from chancheck.forall.system import Edge, System
from chancheck.forall.values import Atom, Number, const_of, terms_of
from chancheck.forall.visit import Visited
from chancheck.program.program import Program

MOST = 8
"""Lines of an invariant that are shown."""


def location(program: Program, edge: Edge) -> str:
    """The line of a step, in the program's own code where it is known."""
    return program.places[edge.transition.place].short


def said(
    system: System, program: Program, invariant: Invariant, visits: dict[int, tuple[dict[str, int], Visited]]
) -> list[str]:
    """Equations of counts that hold in every state."""
    samples = [s for some in samples_of(system, visits).values() for s in some]
    lines = []
    for atom in equations_of(system, samples):
        if implied(system, invariant, atom):
            lines.append(equation(system, program, atom.lin))
    return sorted(lines, key=len)[:MOST]


def implied(system: System, invariant: Invariant, atom: Atom) -> bool:
    import z3

    terms = Terms(system)
    for clauses in invariant.values():
        solver = z3.SolverFor("QF_LIA")
        solver.set("timeout", 2000)
        solver.add(terms.assumed(), *[terms.clause(c) for c in clauses], z3.Not(terms.atom(atom)))
        if solver.check() != z3.unsat:
            return False
    return True


def equation(system: System, program: Program, lin: Number) -> str:
    """`wg = (main.func1 at line 17) + (main.func1 at line 20)`"""
    left: list[tuple[str, int]] = []
    right: list[tuple[str, int]] = []
    for v, c in terms_of(lin).items():
        (left if c > 0 else right).append((name(system, program, v), abs(c)))
    n = const_of(lin)
    if n:
        (left if n > 0 else right).append((str(abs(n)), 1))
    if len(left) > len(right):
        left, right = right, left
    return f"{side(left)} = {side(right)}"


def side(terms: list[tuple[str, int]]) -> str:
    merged = dict(terms)  # several places of one line read alike
    return " + ".join(text if c == 1 else f"{c} * {text}" for text, c in sorted(merged.items())) or "0"


def name(system: System, program: Program, v: str) -> str:
    if v.startswith("at:"):
        text = system.describe(int(v[3:]), program)
        return f"({re.sub(r'#[0-9]+', '', text)})"
    if v.startswith("len:"):
        return f"len({v[4:]})"
    if v.startswith("cell:"):
        _, key, offset = v.split(":")
        known = system.cell_names.get((key, int(offset)), "")
        return known or key.replace("'", "")
    return v
