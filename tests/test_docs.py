"""Documents name files that exist, and are written in plain technical English."""

import re
from pathlib import Path

import pytest

from tests.prose import LIMITS, ROOT, prose, rates, sources

FILE = re.compile(r"`([\w./-]+\.(?:py|cpp|hpp|md|go))`")
PLAIN_PAGES = [[ROOT / "docs" / "adr"], [ROOT / "docs" / "errors"], [ROOT / "docs"], sorted(ROOT.glob("*.md"))]
PLAIN_CODE = [[folder] for folder in sorted((ROOT / "chancheck").iterdir()) if list(folder.glob("*.py"))]
PLAIN_REST = [[ROOT / "bench"], [ROOT / "native"], [ROOT / "tests"]]
PLAIN = [*PLAIN_PAGES, *PLAIN_CODE, sorted((ROOT / "chancheck").glob("*.py")), *PLAIN_REST]
HOMES = ("", "chancheck", "native/src", "models", "docs")


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "docs/glossary.md", "docs/internals-native.md"])
def test_every_file_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text()
    named = {name for name in FILE.findall(text) if "/" in name}
    assert named
    assert not [name for name in sorted(named) if not any((ROOT / home / name).exists() for home in HOMES)]


def test_terms_stand_in_alphabetical_order() -> None:
    terms = re.findall(r"^\| ([a-z-]+)", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)[1:]
    assert terms == sorted(terms)


@pytest.mark.parametrize("paths", PLAIN, ids=lambda paths: paths[-1].name)
def test_plain_texts_stay_plain(paths: list[Path]) -> None:
    files = [file for file in sources() if any(file.is_relative_to(path) for path in paths)]
    found = rates(map(prose, files))
    assert files
    assert {name: rate for name, rate in found.items() if rate > LIMITS[name]} == {}


def test_the_count_notices_what_it_counts() -> None:
    text = "Whoever waits, for whom it is, goes on when somebody is told. What is looked at stands at a line, as asked."
    assert all(rate > 0 for rate in rates([text]).values())


def test_code_is_no_prose(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Text.\n\n    somebody := 1\n\n```go\nwhoever()\n```\n`nobody`\n")
    assert "body" not in prose(page)
    assert "whoever" not in prose(page)
