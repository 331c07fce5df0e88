"""Temporal properties of systems that are written in Go and in Promela, with weak fairness and without any: the answers
are SPIN's (`apt-get install spin`, and a C compiler)."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.temporal.formula import Formula
from tests.temporal.test_formula import random_formula

PAIRS = Path(__file__).parent / "pairs"
NAMES = sorted(path.stem for path in PAIRS.glob("*.gol"))
FORMULAS = 35
"""For each pair and kind of fairness."""

pytestmark = pytest.mark.skipif(not (shutil.which("spin") and shutil.which("gcc")), reason="spin is not installed")


def spins(f: Formula) -> str:
    """As SPIN writes formulas: release is V."""
    match f.op:
        case "not":
            assert f.left is not None
            return f"(! {spins(f.left)})"
        case "and" | "or" | "until" | "release":
            assert f.left is not None and f.right is not None
            sign = {"and": "&&", "or": "||", "until": "U", "release": "V"}[f.op]
            return f"({spins(f.left)} {sign} {spins(f.right)})"
    return str(f)


def spin_proves(model: Path, f: Formula, fair: bool, folder: Path) -> bool:
    def run(*words: str) -> str:
        return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout

    run("spin", "-a", "-f", f"! {spins(f)}", str(model))
    run("gcc", "-O1", "-w", "-DNOREDUCE", "-DNFAIR=3", "-o", "pan", "pan.c")
    out = run("./pan", "-a", *(["-f"] if fair else []))
    return "errors: 0" in out


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_those_of_spin(name: str, tmp_path: Path) -> None:
    compared(name, "weak", 3, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("fairness", ["weak", "none"])
@pytest.mark.parametrize("name", NAMES)
def test_many_answers_are_those_of_spin(name: str, fairness: str, tmp_path: Path) -> None:
    answers = compared(name, fairness, FORMULAS, tmp_path)
    assert 0 < sum(answers) < len(answers)


def compared(name: str, fairness: str, number: int, tmp_path: Path) -> list[bool]:
    """Which of so many random formulas are proved; SPIN must agree."""
    chance = random.Random(f"{name} {fairness}")
    answers = []
    for _ in range(number):
        f = random_formula(chance, chance.randint(1, 3))
        options = Options(ltl=(str(f),), fair=fairness, checks=frozenset({"property"}))
        (result,) = check_path(PAIRS / f"{name}.gol", options)
        expected = spin_proves(PAIRS / f"{name}.pml", f, fairness == "weak", tmp_path)
        assert (result.verdict.answer == "proved") is expected, (str(f), result.verdict.answer)
        answers.append(expected)
    return answers
