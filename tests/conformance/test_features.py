"""One program for each area of the language and the library, against real Go: what it prints and how it ends is equal.

Where goroutines make several outcomes possible, what real Go showed is among what chancheck predicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .compare import PATIENT, outcome, predicted
from .golang import Batch, needs_go

PROGRAMS = sorted((Path(__file__).parent / "features").glob("*.go"))

pytestmark = [needs_go, pytest.mark.xdist_group("features")]  # one worker builds the binary


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    yield Batch(tmp_path_factory.mktemp("features"), [path.read_text() for path in PROGRAMS])


@pytest.mark.parametrize("number", range(len(PROGRAMS)), ids=[path.stem for path in PROGRAMS])
def test_feature(batch: Batch, number: int) -> None:
    shown = {outcome(run) for run in batch.runs(number, 3, limit=10.0, workers=1)}
    said = predicted(PROGRAMS[number].read_text(), PATIENT)
    assert not said.refused, said.refused
    assert said.complete
    if len(said.outcomes) == 1:
        assert shown == said.outcomes
    assert shown <= said.outcomes
