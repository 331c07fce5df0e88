"""Error codes and the pages that explain them."""

from __future__ import annotations

import re
from pathlib import Path

CODES = {
    "deadlock": "CC101",
    "leak": "CC102",
    "panic": "CC103",
    "race": "CC104",
    "stuck": "CC105",
    "failure": "CC106",
    "property": "CC107",
}
"""The code of each kind of finding. Codes of messages about the source stand where they are raised."""

ANSWERS = ("proved", "violated", "inconclusive")
"""Pages that are no codes: what each answer means."""

INTERNAL = "CC400"
UNREADABLE, NOT_TEXT, NO_ENTRY, BAD_DIRECTIVE = "CC091", "CC092", "CC093", "CC094"


BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def explanation(code: str, language: str = "en") -> str | None:
    """The page about a code or an answer, in Markdown; None when there is no such page."""
    code = code.strip()
    name = f"{code.lower() if code.lower() in ANSWERS else code.upper()}.md"
    for folder in page_folders():
        if name in documented(folder):
            page = (folder / name).read_text(encoding="utf-8")
            other = folder / language / name
            return translated(other, page) if other.is_file() else page
    return None


def translated(file: Path, page: str) -> str:
    """A page in another language. `{code 1}` is the first block of code of the English page."""
    blocks = BLOCK.findall(page)
    return re.sub(r"\{code (\d+)\}", lambda found: str(blocks[int(found[1]) - 1]), file.read_text(encoding="utf-8"))


def all_codes() -> list[str]:
    pages = {name.removesuffix(".md") for folder in page_folders() for name in documented(folder)}
    return sorted(pages.difference(ANSWERS))


def documented(folder: Path) -> set[str]:
    return {page.name for page in folder.glob("*.md")} if folder.is_dir() else set()


def page_folders() -> list[Path]:
    """Installed, the pages lie in the package; in a checkout, under docs/."""
    package = Path(__file__).parent.parent
    return [package / "errors", package.parent / "docs" / "errors"]
