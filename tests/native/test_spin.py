"""Verdicts on mutated benchmark models are SPIN's: something blocks for ever, an assertion fails, or neither."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from chancheck.check import verify
from tests.native.mutants import Mutant, mutants, protocols, small

pytestmark = pytest.mark.long
needs_spin = pytest.mark.skipif(not shutil.which("spin") or not shutil.which("gcc"), reason="needs spin and gcc")


SMALL, PROTOCOLS = ([*mutants(part.MISTAKES)] for part in (small, protocols))


def test_there_are_at_least_so_many() -> None:
    assert len(set(map(str, SMALL))) >= 100
    assert len(set(map(str, PROTOCOLS))) >= 200


def spin_finds(mutant: Mutant, place: Path) -> tuple[bool, bool]:
    """(a state in which some process is blocked before its end, a violated assertion), each looked for alone."""
    (place / "model.pml").write_text(mutant.promela())
    macros = [f"-D{name}={value}" for name, value in mutant.sizes.items()]
    subprocess.run(["spin", "-a", *macros, "model.pml"], cwd=place, check=True, capture_output=True)
    subprocess.run(["gcc", "-w", "-DSAFETY", "-o", "pan", "pan.c"], cwd=place, check=True, capture_output=True)
    return errors(place, "-A"), errors(place, "-E")


def errors(place: Path, without: str) -> bool:
    """-A: assertions do not count; -E: blocked processes do not."""
    out = subprocess.run(["./pan", without, "-m100000"], cwd=place, check=True, capture_output=True, text=True).stdout
    assert "max search depth too small" not in out
    return "errors: 0" not in out


@needs_spin
@pytest.mark.parametrize("mutant", SMALL + PROTOCOLS, ids=str)
def test_verdicts_agree(mutant: Mutant, tmp_path: Path) -> None:
    """Races are looked for since a panic may lie behind one; SPIN knows no races."""
    (tmp_path / "model.go").write_text(mutant.go())
    define = {name: str(value) for name, value in mutant.sizes.items()}
    checks = frozenset({"deadlock", "leak", "panic", "race"})
    kinds = verify(tmp_path / "model.go", define=define, checks=checks).verdict.kinds
    blocked, failed = spin_finds(mutant, tmp_path)
    assert ("panic" in kinds) == failed
    if failed:  # in Go the run ends there; SPIN continues
        assert blocked or not {"deadlock", "leak"} & set(kinds)
    else:
        assert bool({"deadlock", "leak"} & set(kinds)) == blocked
