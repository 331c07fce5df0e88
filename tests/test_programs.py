"""Programs as they are written in production, with and without defects."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.go"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path) -> None:
    results = check_path(program, Options())
    assert all(result.as_expected for result in results), [(r.entry, r.verdict.kinds, r.diagnostics) for r in results]
