"""Every litmus program: the set of its outcomes and the kinds of its defects are exactly those of its header.

The headers were established with real Go. For racy programs Go allows more than interleavings give, so a subset of the
listed outcomes is enough there; the race itself must be reported.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.outcomes import outcomes_of

from .litmus_header import header

UNDECIDED = {
    "timer_reset_extends": "an armed timer may fire at any moment, an hour early as well (docs/warts.md)",
}

PROGRAMS = sorted((Path(__file__).parent / "litmus").glob("*.go"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_outcomes(path: Path, request: pytest.FixtureRequest) -> None:
    if path.stem in UNDECIDED:
        request.applymarker(pytest.mark.xfail(reason=UNDECIDED[path.stem], strict=True))
    said = header(path)
    seen, limit = outcomes_of(path, Options())
    assert limit is None
    if said.racy:
        assert seen and set(seen) <= said.outcomes
    else:
        assert set(seen) == said.outcomes


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_verdict(path: Path) -> None:
    results = check_path(path, Options())
    assert [d.message for result in results for d in result.diagnostics if d.severity.value == "error"] == []
    assert {result.verdict.answer for result in results} <= {"proved", "violated"}
    assert {kind for result in results for kind in result.verdict.kinds} == header(path).kinds


def test_there_are_litmus_programs() -> None:
    assert len(PROGRAMS) >= 147
