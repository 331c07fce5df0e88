"""examples/runtime: each directive of each example holds under its settings, and is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import verify
from chancheck.files import directives, read

EXAMPLES = Path(__file__).parents[1] / "examples" / "runtime"
CASES = [
    pytest.param(path, settings, kinds, id=f"{path.stem} {settings}")
    for path in sorted(EXAMPLES.glob("*.gol"))
    for said in [directives(read(path))]
    for settings, kinds in [({}, said.expected), *said.under]
]


@pytest.mark.parametrize(("path", "settings", "kinds"), CASES)
def test_expectation(path: Path, settings: dict[str, object], kinds: frozenset[str]) -> None:
    result = verify(path, **settings)
    assert result.verdict.answer in ("proved", "violated")
    assert result.verdict.kinds == kinds
    assert result.as_expected and result.expected == kinds


def test_settings_matter() -> None:
    """Some program is proved with one setting and not with another, both ways."""
    seen = {(path.stem, bool(kinds)) for path, _, kinds in (case.values for case in CASES)}
    assert sum((path.stem, True) in seen and (path.stem, False) in seen for path in EXAMPLES.glob("*.gol")) >= 6
