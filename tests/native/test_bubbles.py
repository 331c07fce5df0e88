"""Tests in bubbles, and unknown values: both engines find the same in as many states and steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_source
from chancheck.source import Source

from ..mdtest import Case, cases_of

pytest.importorskip("chancheck._core")

PAGES = [Path(__file__).parents[1] / "pages" / name for name in ("synctest.md", "unknown.md")]


@pytest.mark.parametrize("case", [case for page in PAGES for case in cases_of(page)], ids=lambda case: case.name)
def test_engines_agree(case: Case) -> None:
    found = []
    for engine in ("native", "reference"):
        (result,) = check_source(Source("bubble_test.gol", case.text), Options(engine=engine, reduce=frozenset()))
        verdict = result.verdict
        seen = sorted((f.kind, f.message, str(f.location), len(f.trace)) for f in verdict.findings)
        # Transitions include those of the race passes, which differ between the engines.
        found.append((verdict.answer, str(verdict.limit), seen, verdict.statistics.states))
    assert found[0] == found[1]
