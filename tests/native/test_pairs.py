"""Every model of bench/models has a twin, and both are still read: by chancheck and by SPIN."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bench.versus_spin import SETS, TABLE
from chancheck.check import verify

MODELS = Path(__file__).parents[2] / "bench" / "models"
NEW = SETS["third"] + SETS["fourth"] + SETS["fifth"]


def test_each_model_is_a_pair_with_sizes() -> None:
    go, promela = ({path.stem for path in (MODELS / folder).iterdir()} for folder in ("go", "promela"))
    assert {name.removesuffix("_t") for name in promela} == go
    assert {name.removesuffix("_first") for name in TABLE} == go
    assert sorted(model for models in SETS.values() for model in models) == sorted(TABLE)


@pytest.mark.parametrize("model", NEW)
def test_go_is_proved(model: str) -> None:
    assert verify(MODELS / "go" / f"{model}.go").verdict.answer == "proved"


@pytest.mark.skipif(not shutil.which("spin"), reason="needs spin")
@pytest.mark.parametrize("model", NEW)
def test_promela_is_read(model: str, tmp_path: Path) -> None:
    """At every size. `spin -a` writes the verifier only for a model without errors."""
    for sizes in TABLE[model].values():
        macros = [f"-D{name}={value}" for name, value in sizes.items()]
        subprocess.run(["spin", "-a", *macros, MODELS / "promela" / f"{model}.pml"], cwd=tmp_path, check=True)
        assert (tmp_path / "pan.c").stat().st_size > 0
        (tmp_path / "pan.c").unlink()
