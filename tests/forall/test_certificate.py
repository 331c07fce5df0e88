"""The checker of certificates refuses what is no proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.forall.build import built
from chancheck.forall.certificate import flaw
from chancheck.forall.encode import Invariant
from chancheck.forall.invariants import Search, samples_of
from chancheck.forall.linear import equations
from chancheck.forall.source import cells, with_variable
from chancheck.forall.system import System
from chancheck.forall.values import Atom, plus, variable
from chancheck.forall.visit import visit
from chancheck.graph.build import build_graphs
from chancheck.lower.lower_program import lower
from chancheck.source import Source

COUNTER = Path(__file__).parents[2] / "examples" / "forall" / "counter.gol"


def system_of(text: str) -> System:
    package = with_variable(load(Source("program.gol", text), Options(), Diagnostics()), "N", 1)
    unit = build_graphs(package, "main")
    return built(lower(unit), cells(unit, package, "N"))


@pytest.fixture(scope="module")
def system() -> System:
    return system_of(COUNTER.read_text())


@pytest.fixture(scope="module")
def proof(system: System) -> Invariant:
    visits = {n: ({"N": n}, visit(system, {"N": n}, 3000)) for n in (1, 2, 3)}
    found = Search(system, samples_of(system, visits), False).run()
    assert found is not None
    return found


def test_a_proof_is_accepted(system: System, proof: Invariant) -> None:
    assert flaw(system, proof) == ""


def test_too_weak(system: System, proof: Invariant) -> None:
    """Without any clause the panic of the program is not excluded."""
    assert "does not exclude" in flaw(system, {control: [] for control in proof})


def test_not_inductive(system: System, proof: Invariant) -> None:
    """That the counter of the WaitGroup is never 5 holds of small sizes only."""
    clause = (Atom(plus(4, variable("cell:wg:0"), -1), False),)
    assert "does not keep" in flaw(system, {control: [*clauses, clause] for control, clauses in proof.items()})


def test_not_at_the_start(system: System, proof: Invariant) -> None:
    clause = (Atom(plus(variable("N"), -2), False),)
    stronger = {**proof, system.start: [*proof[system.start], clause]}
    assert flaw(system, stronger) == "it does not hold at the start"


def test_a_missing_place(system: System, proof: Invariant) -> None:
    last = list(proof)[-1]
    assert flaw(system, {control: clauses for control, clauses in proof.items() if control != last})


def test_a_broken_program_has_no_proof() -> None:
    broken = system_of(COUNTER.read_text().replace("mu.Unlock()", ""))
    assert any(visit(broken, {"N": n}, 3000).halts for n in (2, 3))
    samples = samples_of(broken, {n: ({"N": n}, visit(broken, {"N": n}, 3000)) for n in (1, 2, 3)})
    found = Search(broken, samples, False).run()
    assert found is not None and "nothing can happen" in flaw(broken, found)


def test_equations() -> None:
    """x + y is 1 and z is twice x."""
    assert equations([[1, 0, 1, 0], [1, 1, 0, 2]], 4) == [[-1, 1, 1, 0], [0, -2, 0, 1]]
