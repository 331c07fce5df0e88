"""The modules that a go.work file puts beside each other (Go Modules Reference, Workspaces)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from chancheck import facts
from chancheck.modules.go_mod import COMMENT

MODULE = re.compile(r'(?m)^module[ \t]+"?([^\s"]+)')


def workspace(folder: Path) -> dict[str, tuple[str, str]]:
    """The other modules of the workspace that a module is in: their paths, as replaced ones, with their places."""
    said = os.environ.get("GOWORK", "")
    if said == "off":
        return {}
    for place in [Path(said)] if said else [above / "go.work" for above in (folder, *folder.parents)]:
        if (text := facts.text(place)) is not None:
            folders = [Path(os.path.normpath(place.parent / name)) for name in used(text)]
            modules = dict(named(folders)) if Path(os.path.normpath(folder)) in folders else {}
            return {name: (str(other), "") for name, other in modules.items()}
    return {}


def used(text: str) -> Iterator[str]:
    """The folders of `use` directives."""
    inside = False
    for line in text.split("\n"):
        words = COMMENT.sub("", line).split()
        if words[:1] == ["use"]:
            inside, words = words[1:] == ["("], words[1:]
        elif words == [")"]:
            inside = False
        elif not inside:
            words = []
        yield from (word.strip('"') for word in words if word not in "()")


def named(folders: list[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        if module := MODULE.search(facts.text(folder / "go.mod") or ""):
            yield module[1], folder
