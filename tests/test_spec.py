"""docs/spec.md: every section of Go's specification has a row, and every test that a row names exists."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SECTIONS = (TESTS / "spec_sections.txt").read_text().splitlines()
PAGE = (TESTS.parent / "docs" / "spec.md").read_text()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split(" | ", 2)) for line in PAGE.splitlines() if line[:2] == "| "
][1:]


def test_every_section_has_a_row() -> None:
    assert list(dict.fromkeys(row[0] for row in ROWS)) == SECTIONS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[1]}")
def test_the_test_exists(row: tuple[str, ...]) -> None:
    kind, _, name = row[2].rstrip("| ").partition(": ")
    if kind == "refused":
        assert (TESTS.parent / "docs" / "errors" / f"{name}.md").is_file()
    elif kind.startswith("pages/"):
        assert f"\n## {name}\n" in (TESTS / kind).read_text()
    elif kind.startswith("features/"):
        text = (TESTS / "conformance" / kind).read_text()
        assert f"func {name}(" in text or f") {name}(" in text
    else:
        assert kind == "none"
