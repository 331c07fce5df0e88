"""Tests in bubbles: real Go passes those that are proved, and fails the others in one run at least."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.source import Source
from chancheck.toolchain.complete_source import complete
from chancheck.toolchain.go import Toolchain

from ..mdtest import Case, cases_of
from .golang import LANGUAGE, needs_go

PAGE = Path(__file__).parents[1] / "pages" / "synctest.md"
CASES = list(cases_of(PAGE))
RUNS = 3

pytestmark = [needs_go, pytest.mark.xdist_group("bubbles")]  # one worker builds the binary


def name_of(case: Case) -> str:
    found = re.search(r"^func (Test\w+)", case.text, re.M)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def binary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of the page, one package each, since they are built together."""
    folder = tmp_path_factory.mktemp("bubbles")
    text = "\n".join(case.text for case in CASES)
    source = Source("page_test.gol", f"package page\n\n{text}")
    whole = complete(source, load(source, Options(), Diagnostics()))
    toolchain = Toolchain.find()
    toolchain.module(folder, {"page_test.go": whole}, LANGUAGE)
    toolchain.call(folder, "test", "-race", "-c", "-o", "page.test")
    return folder / "page.test"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_real_go_says_the_same(binary: Path, case: Case) -> None:
    command = [binary, "-test.run", f"^{name_of(case)}$", "-test.timeout", "1s"]
    failed = {subprocess.run(command, capture_output=True).returncode != 0 for _ in range(RUNS)}
    if ("verdict", "proved") in case.expectations:
        assert failed == {False}
    else:
        assert True in failed, "a defect need not show in every run"
