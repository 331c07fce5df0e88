"""Sequential Go: the output of random programs is exactly what real Go prints."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from .compare import differs
from .golang import Batch, needs_go
from .samples import sample
from .sequential import program

UNOPTIMISED = ["-gcflags=chancheck/...=-N -l"]
"""Capacities after append are those of runtime/slice.go only where the compiler keeps no slice on the stack."""


def compare(folder: Path, randoms: list[Random]) -> None:
    programs = [program(random) for random in randoms]
    batch = Batch(folder, programs, flags=UNOPTIMISED)
    problems = []
    for number, text in enumerate(programs):
        (got,) = batch.outcomes(number, 1, limit=10)
        if problem := differs(text, got):
            problems.append(f"{problem}\n{text}")
    assert not problems, f"{len(problems)} of {len(programs)}:\n{problems[0]}"


@needs_go
@pytest.mark.parametrize("part", range(2))
def test_output_is_equal(tmp_path: Path, part: int) -> None:
    compare(tmp_path, sample(20, part))


@needs_go
@pytest.mark.long
@pytest.mark.parametrize("part", range(10, 60))
def test_output_is_equal_long(tmp_path: Path, part: int) -> None:
    compare(tmp_path, sample(50, part))
