"""Concurrent Go: whatever real Go was seen to print and however it ended is among what chancheck predicts; what the
race detector reports chancheck reports."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from .compare import races_found, unpredicted
from .golang import Batch, needs_go
from .programs import program
from .samples import sample

RUNS = 24


def compare(folder: Path, randoms: list[Random], runs: int = RUNS) -> None:
    programs = [program(random) for random in randoms]
    batch = Batch(folder, programs)
    problems = []
    for number, text in enumerate(programs):
        seen = {outcome for outcome in batch.outcomes(number, runs, limit=1.0) if not outcome.endswith("<hang>")}
        if problem := unpredicted(text, seen):
            problems.append(f"{problem}\n{text}")
    assert not problems, f"{len(problems)} of {len(programs)}:\n{problems[0]}"


@needs_go
@pytest.mark.parametrize("part", range(6))
def test_what_go_does_is_predicted(tmp_path: Path, part: int) -> None:
    compare(tmp_path, sample(50, part))


@needs_go
@pytest.mark.long
@pytest.mark.parametrize("part", range(10, 110))
def test_what_go_does_is_predicted_long(tmp_path: Path, part: int) -> None:
    compare(tmp_path, sample(50, part), runs=40)


@needs_go
@pytest.mark.long
@pytest.mark.parametrize("part", range(200, 210))
def test_the_race_detector_finds_nothing_that_chancheck_does_not(tmp_path: Path, part: int) -> None:
    """Locks are left out of the programs here and there, so that some have races."""
    programs = [without_locks(program(random), random) for random in sample(20, part)]
    batch = Batch(tmp_path, programs, race=True)
    for number, text in enumerate(programs):
        reported, complete = races_found(text)
        reports = batch.races(number, RUNS)
        assert reported or not complete or not reports, f"{reports[0]}\n{text}"


def without_locks(text: str, random: Random) -> str:
    """Some pairs of m0.Lock and m0.Unlock taken out, a line each."""
    lines, out, dropped = text.split("\n"), [], False
    for line in lines:
        if line.strip() == "m0.Lock()":
            dropped = random.random() < 0.5
        if dropped and line.strip() in ("m0.Lock()", "m0.Unlock()"):
            continue
        out.append(line)
    kept = "\n".join(out)
    return kept if "m0." in kept else kept.replace("var m0 sync.Mutex\n", "")
