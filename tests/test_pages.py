"""Runs the pages of tests under tests/pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from .mdtest import Case, cases, run

PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize("case", cases(PAGES), ids=lambda case: case.name)
def test_page(case: Case) -> None:
    run(case)
