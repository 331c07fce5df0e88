"""The examples: each is what it says it is, and the broken ones have repaired twins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chancheck.check import Options, check_path

EXAMPLES = Path(__file__).parents[1] / "examples"
PATTERNS = EXAMPLES / "patterns"
FILES = sorted(EXAMPLES.rglob("*.gol"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_example_is_as_it_says(file: Path) -> None:
    results = check_path(file, Options())
    assert results
    for result in results:
        assert result.expected is not None or file.parent.name == "sizing", "it does not say what is expected"
        assert result.as_expected, result.verdict.answer
        assert result.verdict.limit is None, result.verdict.limit


@pytest.mark.parametrize("engine", ["native", "reference"])
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("runtime/*.gol")), ids=lambda file: file.stem)
def test_runtime_examples_on_both_engines(file: Path, engine: str) -> None:
    for result in check_path(file, Options(engine=engine)):
        assert result.as_expected, result.verdict.answer
        assert result.verdict.limit is None, result.verdict.limit


def test_the_page_on_the_scheduler_names_every_program() -> None:
    page = (EXAMPLES.parent / "docs" / "scheduler.md").read_text()
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\|.*\|.*\|.*\|$", page, re.M))))
    assert {file.stem for file in EXAMPLES.glob("runtime/*.gol")} <= named


def test_every_class_of_bug_has_two_pairs() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", (PATTERNS / "README.md").read_text(), re.M)[1:]
    named: set[str] = set()
    for kind, programs in rows:
        names = programs.split(", ")
        assert len(names) >= 2, kind
        named.update(names)
    files = {file.stem for file in PATTERNS.glob("*.gol")}
    assert files == {f"{name}_{which}" for name in named for which in ("broken", "fixed")}
    assert len(named) >= 30
