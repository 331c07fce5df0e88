"""Programs as they are written in production, with and without defects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chancheck.check import Options, check_path

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.go"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path) -> None:
    results = check_path(program, Options(time="any"))
    assert all(result.as_expected for result in results), [(r.entry, r.verdict.kinds, r.diagnostics) for r in results]


EVERYDAY = sorted((Path(__file__).parent / "programs" / "everyday").glob("*.go"))
QUICK = ("debounce", "pubsub", "actor")


def marked(program: Path) -> Any:
    """Each program has a twin with one defect. Most of them are for the long suite."""
    quick = program.stem.removesuffix("_broken") in QUICK
    return pytest.param(program, id=program.stem, marks=() if quick else pytest.mark.long)


@pytest.mark.parametrize("program", [marked(program) for program in EVERYDAY])
def test_everyday_program(program: Path) -> None:
    [result] = check_path(program, Options(time="any"))
    wanted = "violated" if program.stem.endswith("_broken") else "proved"
    assert (result.verdict.answer, result.as_expected) == (wanted, True), (result.verdict.kinds, result.diagnostics)


TESTS = {
    "TestInPlace": {"race"},
    "TestCopy": set(),
    "TestUseAfterPut": {"race", "failure"},  # the buffer may hold the other's text
    "TestStoreInconsistent": {"panic"},
    "TestStopHoldsLock": {"deadlock"},
    "TestStopFixed": set(),
    "TestTwoStarts": {"panic", "race"},
    "TestFatalInGoroutine": {"deadlock"},
    "TestCleanup": set(),
    "TestParallel": {"race"},
    "TestParallelFixed": set(),
    "TestOneVariable": {"race"},
    "TestOneEach": set(),
    "TestMethodValues": set(),
}
"""The findings of each test of the files with several, where one has the defect and its neighbours do not."""


@pytest.mark.parametrize("name", ["config_store", "ticker_service", "client_loop", "old_loops"])
def test_each_test_for_itself(name: str) -> None:
    for result in check_path(PROGRAMS[0].with_name(f"{name}_test.go"), Options(time="any")):
        assert result.verdict.kinds == TESTS[result.entry], result.entry
        assert result.verdict.answer == ("violated" if TESTS[result.entry] else "proved")
