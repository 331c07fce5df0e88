"""File names as other tools look for them: relative to the root of the repository."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote


@lru_cache(maxsize=32)
def root_of(folder: Path) -> Path:
    """The nearest folder upwards with a `.git` in it; without one the folder itself."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)


def in_repository(file: str) -> str | None:
    """The path with slashes, relative to the repository of the current folder; None for a file outside it."""
    root = root_of(Path.cwd())
    path = Path(file).absolute()
    folder = path.parent.resolve()  # a link in the repository is named as it is there
    if not folder.is_relative_to(root.resolve()):
        return None
    return (folder / path.name).relative_to(root.resolve()).as_posix()


def shown(file: str) -> str:
    """For people: relative to the repository where it can be, else as it was given."""
    return in_repository(file) or file


def uri(file: str) -> tuple[str, bool]:
    """The file as a URI, and whether that is relative to the repository."""
    relative = in_repository(file)
    return (quote(os.fsencode(relative)), True) if relative is not None else (Path(file).absolute().as_uri(), False)
