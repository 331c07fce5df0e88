"""Where packages of other modules lie: replaced by folders, vendored, or downloaded (Go Modules Reference, replace and
require directives, Vendoring, Module cache)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from chancheck import facts

REQUIRED = r'(?m)^(?:require[ \t]+|[ \t]+)"?([^\s"()]+\.[^\s"()]+)"?[ \t]+(v\d[^\s/]*)'
REPLACED = r"(?m)^(?:replace[ \t]+|[ \t]+)([^\s()]+)(?:[ \t]+v\d\S*)?[ \t]+=>[ \t]+([^\s()]+)(?:[ \t]+(v\d[^\s/]*))?"

FOLDER = ("./", "../", "/")


class Dependencies:
    """Of the module in a folder with a go.mod file of this text. beside: the modules of its workspace."""

    def __init__(self, folder: Path, text: str, beside: dict[str, tuple[str, str]] | None = None) -> None:
        self.folder = folder
        self.versions: dict[str, str] = dict(reversed(re.findall(REQUIRED, text)))  # exclude directives come last
        self.replaced: dict[str, tuple[str, str]] = {
            old: (new, version) for old, new, version in re.findall(REPLACED, text)
        } | (beside or {})

    def folder_of(self, path: str) -> Path | None:
        """Of the package with this import path; None if it is not there."""
        return next((folder for folder in self.places(path) if facts.names(folder, ".go") is not None), None)

    def module_of(self, path: str) -> str:
        """The path of the module that a package is of, if it is one that is required or replaced."""
        return max(longest(self.replaced, path), longest(self.versions, path), key=len)

    def is_beside(self, path: str) -> bool:
        """Whether the package lies in a folder that the module names: it is changed together with the program."""
        return self.replaced.get(longest(self.replaced, path), ("", ""))[0].startswith(FOLDER)

    def places(self, path: str) -> Iterator[Path]:
        if module := longest(self.replaced, path):
            new, version = self.replaced[module]
            root = self.folder / new if new.startswith(FOLDER) else cached(new, version)
            yield root / path[len(module) :].lstrip("/")
            return
        yield self.folder / "vendor" / path
        if module := longest(self.versions, path):
            yield cached(module, self.versions[module]) / path[len(module) :].lstrip("/")


def longest(modules: Iterable[str], path: str) -> str:
    """The module that a package is of; empty if it is of none of these."""
    return max((module for module in modules if f"{path}/".startswith(f"{module}/")), key=len, default="")


def cached(module: str, version: str) -> Path:
    """Upper-case letters are written !a there, so that file systems which take A and a for the same keep both."""
    name = re.sub(r"[A-Z]", lambda letter: f"!{letter[0].lower()}", f"{module}@{version}")
    return cache() / name


def cache() -> Path:
    """As `go env GOMODCACHE` says, unless go's own configuration has another one."""
    if said := os.environ.get("GOMODCACHE"):
        return Path(said)
    first = os.environ.get("GOPATH", "").split(os.pathsep)[0]
    return (Path(first) if first else Path.home() / "go") / "pkg" / "mod"
