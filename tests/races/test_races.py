"""Lists of races, and of near twins without, in the syntax and the library of everyday Go.

A test named TestRaceXxx has a data race, one named TestNoRaceXxx has none; what its goroutines do else is no matter.
The long test runs Go's race detector on them: it can miss a race, as it sees one run, but reports none that is not
there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancheck import verify_all
from tests.races import expressions

SOURCES = {
    "everyday": Path(__file__).with_name("everyday_test.go").read_text(),
    "expressions": expressions.source(),
    "guarded": Path(__file__).with_name("guarded_test.go").read_text(),
}
CASES = [(list, name) for list, text in SOURCES.items() for name in re.findall(r"^func (Test\w+)", text, re.MULTILINE)]
UNSEEN_BY_GO = {
    "TestRaceClearSlice",
    "TestRaceMapsClone",
    "TestRaceWaitGroupAddInside",
    "TestRaceWithFailingTryLock",
    "TestRaceWaitGroupDoneOverwritten",
    "TestRacePoolOverwritten",
}
"""The detector ignores clear of a slice, maps.Clone, and in package sync all accesses but those that it is shown there;
of Add beside Wait it sees some runs."""


@pytest.mark.parametrize("list", SOURCES)
def test_races_are_found_and_nothing_else(list: str) -> None:
    results = verify_all(SOURCES[list], checks=frozenset({"race"}))
    answers = {result.entry: result.verdict.answer for result in results}
    names = [name for there, name in CASES if there == list]
    assert answers == {name: "violated" if name.startswith("TestRace") else "proved" for name in names}


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The lists' tests, built with the race detector."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("no Go toolchain")
    built = {}
    for list, text in SOURCES.items():
        folder = tmp_path_factory.mktemp(list)
        (folder / "races_test.go").write_text(text)
        (folder / "go.mod").write_text("module races\n\ngo 1.23\n")
        built[list] = folder / "tests"
        command = [go, "test", "-race", "-c", "-vet=off", "-gcflags=-l", "-o", str(built[list]), "."]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if "-race requires cgo" in done.stderr or "not supported" in done.stderr:
            pytest.skip(done.stderr)
        assert done.returncode == 0, done.stderr
    yield built


@pytest.mark.long
@pytest.mark.parametrize(("list", "name"), CASES, ids=[name for _, name in CASES])
def test_the_detector_agrees(detector: dict[str, Path], list: str, name: str) -> None:
    command = [str(detector[list]), f"-test.run=^{name}$"]
    said = any("DATA RACE" in run_of(command) for _ in range(10 if name.startswith("TestRace") else 3))
    if name not in UNSEEN_BY_GO:
        assert said == name.startswith("TestRace")


def run_of(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr
