"""Checks the links of built pages: every link within the site leads to a file, and to an anchor that is there."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links of a page and its anchors. outside: files that a browser would load from another host."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        for name in ("href", "src"):
            if name not in given or given[name].startswith(("data:", "mailto:")):
                continue
            if not urlsplit(given[name]).netloc:
                self.links.append(given[name])
            elif tag in ("script", "img", "iframe") or (tag == "link" and "stylesheet" in given.get("rel", "")):
                self.outside.append(given[name])


def read(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def broken(site: Path) -> list[str]:
    """A line for each link that leads nowhere, and for each file of another host that a page loads."""
    pages = {file: read(file) for file in sorted(site.rglob("*.html")) if file.name != "404.html"}
    return [line for file, page in pages.items() for line in wrong(site, file, page, pages)]


def wrong(site: Path, file: Path, page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    here = file.relative_to(site)
    yield from (f"{here}: loads {address}" for address in page.outside)
    for link in dict.fromkeys(page.links):
        parts = urlsplit(link)
        base = site if parts.path.startswith("/") else file.parent
        path = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else file
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            yield f"{here}: {link}: no such page"
        elif path in pages and not has_anchor(pages[path], parts.fragment):
            yield f"{here}: {link}: no such anchor"


def has_anchor(page: Page, fragment: str) -> bool:
    """A fragment with "=" is a program of the playground."""
    return fragment in ("", "__top") or "=" in fragment or unquote(fragment) in page.anchors
