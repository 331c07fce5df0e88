"""Looks for an invariant: clauses that hold of all states of small sizes, without those that a step breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import z3

from chancheck.deadline import poll
from chancheck.forall.encode import Clause, Control, Invariant, Terms, after_edge, leads, listed, mentions
from chancheck.forall.linear import equations
from chancheck.forall.system import Edge, System
from chancheck.forall.values import Atom, at, holds, linear, plus, terms_of, variable
from chancheck.forall.visit import Visited

Sample = dict[str, int]
SAMPLES = 250
"""States of one control that clauses are made of."""


def samples_of(system: System, visits: dict[int, tuple[dict[str, int], Visited]]) -> dict[Control, list[Sample]]:
    found: dict[Control, list[Sample]] = defaultdict(list)
    for values, visited in visits.values():
        for control, states in visited.states.items():
            found[control] += [dict(zip(system.counters, numbers, strict=True)) | values for numbers in states]
    return found


def candidates(system: System, samples: list[Sample], pairs: bool) -> list[Clause]:
    """Clauses that hold of samples. pairs: also those of two numbers of which one is 0."""
    samples = samples[:: max(1, len(samples) // SAMPLES)]
    found: list[Clause] = [(atom,) for atom in equations_of(system, samples)]
    fixed = {v for clause in found for v in terms_of(clause[0].lin) if len(terms_of(clause[0].lin)) == 1}
    free = [v for v in system.counters if v not in fixed]
    found += bounds(system, samples, free)
    if pairs:
        found += exclusions(samples, free)
    return found


def equations_of(system: System, samples: list[Sample]) -> list[Atom]:
    names = [*system.counters, *system.parameters.values()]
    rows = ([1, *(s[v] for v in names)] for s in samples)
    return [Atom(linear(zip(names, c[1:], strict=True), c[0]), True) for c in equations(rows, 1 + len(names))]


def bounds(system: System, samples: list[Sample], free: list[str]) -> Iterator[Clause]:
    for v in free:
        least, most = min(s[v] for s in samples), max(s[v] for s in samples)
        yield (Atom(plus(variable(v), -least), False),)
        yield (Atom(plus(most, variable(v), -1), False),)  # growing ones are lost in the search
        for p in system.parameters.values():
            for factor in (1, 2):
                slack = min(factor * s[p] - s[v] for s in samples)
                yield (Atom(plus(linear([(p, factor)], -slack), variable(v), -1), False),)


def exclusions(samples: list[Sample], free: list[str]) -> Iterator[Clause]:
    """Two numbers of which one is always 0, or small while the other is not 0."""
    for v, w in combinations(free, 2):
        for a, b in ((v, w), (w, v)):
            most = max((s[b] for s in samples if s[a] > 0), default=0)
            if most == 0:
                yield (Atom(linear([(a, -1)], 0), False), Atom(linear([(b, -1)], 0), False))
                break


class Search:
    """Keeps the clauses that every step keeps."""

    def __init__(self, system: System, samples: dict[Control, list[Sample]], pairs: bool) -> None:
        self.system, self.terms = system, Terms(system)
        self.invariant: Invariant = {c: candidates(system, s, pairs) for c, s in samples.items()}
        self.queries = 0
        self.begin()

    def run(self) -> Invariant | None:
        """The strongest invariant among the candidates; None if a step leads where no sample is."""
        steps = listed(self.system, list(self.invariant))
        into: dict[Control, list[tuple[Control, Edge, Control]]] = defaultdict(list)
        for step in steps:
            into[step[0]].append(step)
        todo = list(self.invariant)
        waiting = set(todo)
        while todo:
            control = todo.pop(0)
            waiting.discard(control)
            for step in into[control]:
                weaker = self.weakened(*step)
                if weaker is None:
                    return None
                if weaker and step[2] not in waiting:
                    waiting.add(step[2])
                    todo.append(step[2])
        return self.invariant

    def begin(self) -> None:
        """Drop what does not hold at the start, for some parameters."""
        solver = z3.Solver()
        solver.add(self.terms.assumed(), *[self.terms.variables[v] == 0 for v in self.system.counters])
        start = self.system.start
        kept = []
        for clause in self.invariant.get(start, []):
            solver.push()
            solver.add(z3.Not(self.terms.clause(clause)))
            if solver.check() == z3.unsat:
                kept.append(clause)
            solver.pop()
        self.invariant[start] = kept

    def weakened(self, control: Control, edge: Edge, after: Control) -> bool | None:
        """Drop the clauses that an edge does not keep; whether there were any."""
        poll()
        terms, here = self.terms, self.invariant[control]
        there = self.invariant.get(after)
        if there is None:
            return None if self.model(here, edge, None) is not None else False
        known = set(here) if after != control else set()
        claimed = [
            c for c in there if (after != control and (c not in known or mentions(c, edge))) or mentions(c, edge)
        ]
        changed = False
        while claimed:
            model = self.model(here, edge, [after_edge(c, edge) for c in claimed])
            if model is None:
                break
            values = {v: model.eval(t, model_completion=True).as_long() for v, t in terms.variables.items()}
            lost = [c for c in claimed if not any(holds(a, values) for a in after_edge(c, edge))]
            if not lost:
                raise AssertionError("a model that violates nothing")
            gone = set(lost)
            self.invariant[after] = there = [c for c in there if c not in gone]
            claimed = [c for c in claimed if c not in gone]
            here = self.invariant[control]
            changed = True
        return changed

    def model(self, here: list[Clause], edge: Edge, claims: list[Clause] | None) -> z3.ModelRef | None:
        solver = z3.SolverFor("QF_LIA")
        solver.set("timeout", 5000)
        terms = self.terms
        solver.add(terms.assumed(), terms.all(edge.guards), *[terms.clause(c) for c in here])
        if claims is not None:
            solver.add(z3.Not(z3.And([terms.clause(c) for c in claims])))
        self.queries += 1
        answer = solver.check()
        if answer == z3.unknown:
            raise TimeoutError("a question to z3 took too long")
        return solver.model() if answer == z3.sat else None


def open_ends(system: System, invariant: Invariant, halts: bool = True) -> Iterator[tuple[str, Control, Sample]]:
    """Defects that an invariant leaves possible: a panic, or a halt, each with numbers that show it."""
    terms = Terms(system)
    for control, clauses in invariant.items():
        poll()
        solver = z3.SolverFor("QF_LIA")
        solver.add(terms.assumed(), *[terms.clause(c) for c in clauses])
        bad = [(e.transition.fault, terms.all(e.guards), e) for e in system.faults
               if control[0] != system.returned and leads(e, control) is not None]  # fmt: skip
        halting = [("halt", terms.halted(control))] if halts else []
        for what, formula in [*((w, f) for w, f, _ in bad), *halting]:
            solver.push()
            solver.add(formula)
            if solver.check() == z3.sat:
                model = solver.model()
                yield (
                    what,
                    control,
                    {v: model.eval(t, model_completion=True).as_long() for v, t in terms.variables.items()},
                )
            solver.pop()


__all__ = ["Search", "at", "candidates", "open_ends", "samples_of"]
