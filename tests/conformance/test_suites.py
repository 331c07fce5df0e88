"""Each output and end of real Go is among those that chancheck predicts; for one goroutine it is
equal; what the race detector reports chancheck reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.thinned import one_in

from .golang import needs_go
from .samples import sample
from .suites import ASSIGNMENTS, CONCURRENT, LIBRARIES, RACES, SEQUENTIAL, Clients, Suite

pytestmark = needs_go


def agrees(suite: Suite | Clients, folder: Path, count: int, part: int) -> None:
    try:
        tally = suite.compare(folder, sample(count, part))
    except LookupError as error:
        pytest.skip(str(error))
    assert tally.programs == count
    assert not tally.wrong, tally.explain()


@pytest.mark.parametrize("part", one_in(6, range(6)))
def test_what_go_does_is_predicted(tmp_path: Path, part: int) -> None:
    agrees(CONCURRENT, tmp_path, 50, part)


@pytest.mark.parametrize("part", one_in(2, range(2)))
def test_sequential_output_is_equal(tmp_path: Path, part: int) -> None:
    agrees(SEQUENTIAL, tmp_path, 20, part)


@pytest.mark.parametrize("part", one_in(2, range(2)))
def test_what_is_assigned_first_is_equal(tmp_path: Path, part: int) -> None:
    agrees(ASSIGNMENTS, tmp_path, 40, part)


@pytest.mark.parametrize("suite", one_in(5, LIBRARIES), ids=lambda suite: suite.name)
def test_clients_of_models_are_predicted(tmp_path: Path, suite: Suite) -> None:
    agrees(suite, tmp_path, 6, 0)


@pytest.mark.long
@pytest.mark.parametrize("part", range(1000, 1010))
@pytest.mark.parametrize("suite", LIBRARIES, ids=lambda suite: suite.name)
def test_clients_of_models_are_predicted_long(tmp_path: Path, suite: Suite, part: int) -> None:
    agrees(suite, tmp_path, 50, part)


@pytest.mark.long
@pytest.mark.parametrize("part", range(1000, 1050))
def test_what_go_does_is_predicted_long(tmp_path: Path, part: int) -> None:
    agrees(CONCURRENT, tmp_path, 100, part)


@pytest.mark.long
@pytest.mark.parametrize("part", range(1000, 1025))
def test_sequential_output_is_equal_long(tmp_path: Path, part: int) -> None:
    agrees(SEQUENTIAL, tmp_path, 100, part)


@pytest.mark.long
@pytest.mark.parametrize("part", range(1000, 1020))
def test_what_is_assigned_first_is_equal_long(tmp_path: Path, part: int) -> None:
    agrees(ASSIGNMENTS, tmp_path, 100, part)


@pytest.mark.long
@pytest.mark.parametrize("part", range(1000, 1010))
def test_reports_of_the_race_detector_long(tmp_path: Path, part: int) -> None:
    agrees(RACES, tmp_path, 50, part)
