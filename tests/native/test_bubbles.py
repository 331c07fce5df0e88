"""Tests in bubbles: both engines find the same in as many states and steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_source
from chancheck.source import Source

from ..mdtest import Case, cases_of

pytest.importorskip("chancheck._core")

PAGE = Path(__file__).parents[1] / "pages" / "synctest.md"


@pytest.mark.parametrize("case", list(cases_of(PAGE)), ids=lambda case: case.name)
def test_engines_agree(case: Case) -> None:
    found = []
    for engine in ("native", "reference"):
        (result,) = check_source(Source("bubble_test.gol", case.text), Options(engine=engine, reduce=frozenset()))
        verdict = result.verdict
        seen = sorted((f.kind, f.message, str(f.location), len(f.trace)) for f in verdict.findings)
        found.append((verdict.answer, seen, verdict.statistics.states, verdict.statistics.transitions))
    assert found[0] == found[1]
