"""Which files the arguments of a command stand for: files, folders, and `FOLDER/...` as the go tool reads it.

Source: go help packages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from chancheck.diagnostic import SourceError
from chancheck.files import read
from chancheck.modules.constraints import fits_constraint, fits_name

BELOW = "..."
ENTRY = r"(?m)^func[ \t]+(?:main[ \t]*\(\s*\)|(?:Test|Fuzz)(?![a-z])\w*[ \t]*\(\s*\w+\s+\*\w*\.?[TF]\s*\))"
"""The line of an entry."""

EXAMPLE = r"(?m)^func[ \t]+Example(?![a-z])\w*[ \t]*\(\s*\)"
OUTPUT = r"(?i)(?://|/\*)\s*(?:unordered )?output:"
"""An example that does not say what it prints is compiled only."""


def collect(paths: Iterable[Path], packages: bool = False) -> Iterator[Path]:
    """The files to check, each once: a file as it is; of a folder its Go package and every .gol file below it; of
    `FOLDER/...` the Go packages below it as well. packages: a .go file represents its package."""
    seen = set()
    for path in paths:
        for file in sorted(with_entries(path.parent)) if packages and path.suffix == ".go" else files_of(path):
            if file not in seen:
                seen.add(file)
                yield file


def files_of(path: Path) -> list[Path]:
    if path.name == BELOW:
        return sorted({*gol_files(path.parent), *(f for folder in packages(path.parent) for f in with_entries(folder))})
    if path.is_dir():
        return sorted({*gol_files(path), *with_entries(path)})
    return [path]


def gol_files(folder: Path) -> list[Path]:
    """All .gol files below a folder, except where a name begins with a dot or an underscore."""
    files = (file for file in folder.rglob("*.gol") if file.is_file())
    return [f for f in files if not any(part[0] in "._" for part in f.relative_to(folder).parts)]


def packages(folder: Path) -> Iterator[Path]:
    """The folders that `FOLDER/...` matches: not testdata, vendor, hidden folders, or other modules."""
    yield folder
    for below in sorted(folder.iterdir()) if folder.is_dir() else ():
        ignored = below.name in ("testdata", "vendor", "node_modules") or below.name[0] in "._"
        if below.is_dir() and not below.is_symlink() and not ignored and not (below / "go.mod").exists():
            yield from packages(below)


def with_entries(folder: Path) -> list[Path]:
    """The .go files of a folder that the go tool builds here and that declare main or a test."""
    return [file for file in folder.glob("*.go") if fits_name(file) and not file.is_dir() and has_entry(file)]


def has_entry(file: Path) -> bool:
    try:
        text = read(file).text
    except SourceError:
        return True  # its error is reported when it is checked
    example = re.search(EXAMPLE, text) is not None and re.search(OUTPUT, text) is not None
    return fits_constraint(text) and (example or re.search(ENTRY, text) is not None)
