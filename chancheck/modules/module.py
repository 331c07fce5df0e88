"""The module that a file belongs to: the go.mod file above it, the other packages below that, and those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chancheck import facts
from chancheck.diagnostic import Diagnostic, Diagnostics, SourceError
from chancheck.files import read
from chancheck.modules.constraints import TRUE_HERE, fits_constraint, fits_name
from chancheck.modules.dependencies import Dependencies
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse, parse_cached
from chancheck.types.library import is_known

UNSAID = "1.16"
"""The version of a module without a go directive."""

MOST_FILES = 500
"""Of a folder."""

MOST_BYTES = 2**20
"""Of source of other modules that are read for a file: what needs more counts as not there."""


class Module:
    """name, version: its path and the Go version that it requires, such as "1.21" (Go Modules Reference, module and go
    directives); both are empty without a go.mod file. read: the files of other packages that were needed. problems: of
    the go.mod file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read: list[Source] = []
        self.packages: dict[str, list[ast.File]] = {}
        self.name, self.folder, self.version = "", path.parent, ""
        self.others: Dependencies | None = None
        self.problems: list[Diagnostic] = []
        self.room = MOST_BYTES
        for folder in path.absolute().parents:
            if (text := facts.text(folder / "go.mod")) is not None:
                name = re.search(r'^module[ \t]+"?([^\s"]+)', text, re.MULTILINE)
                version = re.search(r"^go[ \t]+(1\.\d+)", text, re.MULTILINE)
                self.name, self.folder = name[1] if name else "", folder
                self.version = version[1] if version else UNSAID
                from chancheck.modules.go_mod import problems
                from chancheck.modules.workspaces import workspace

                self.others = Dependencies(folder, text, workspace(folder))
                self.problems = problems(str(shown(folder) / "go.mod"), text)
                return

    def files(self, path: str) -> list[ast.File]:
        """Of the package with this import path; none if it is not there, or a program."""
        if path not in self.packages:
            self.packages[path] = list(self.parsed(path))
        return self.packages[path]

    def parsed(self, path: str) -> Iterator[ast.File]:
        folder = self.folder_of(path)
        if folder is None:
            return
        files = go_files(shown(folder))
        if not self.is_own(path):
            self.room -= sum(file.stat().st_size for file in files if not is_test(file))
            if self.room < 0:
                return
        dependency = self.is_dependency(path)
        for file in files:
            for source, tree in parsed(file, PURE if dependency else TRUE_HERE):
                tree.dependency = dependency
                if tree.package != "main" and (not is_test(file) or self.shows(folder, tree)):
                    self.read.append(source)
                    yield tree

    def folder_of(self, path: str) -> Path | None:
        """Of a package of this module; of one of another module only if there is no model of it."""
        if self.is_own(path):
            return self.folder / path[len(self.name) + 1 :]
        of_go = "." not in path.split("/", maxsplit=1)[0]
        if self.others is None or of_go or is_known(path):
            return None
        return self.others.folder_of(path)

    def path_of(self, package: str) -> str:
        """The import path of the package that the file is in; empty for a program, and without a go.mod file."""
        if not self.name or package == "main":
            return ""
        folder = self.path.absolute().parent.relative_to(self.folder.absolute()).as_posix()
        path = self.name if folder == "." else f"{self.name}/{folder}"
        return f"{path}_test" if package.endswith("_test") else path

    def is_own(self, path: str) -> bool:
        """Whether the package is of this module, and of none that it requires below its own path."""
        nested = self.others.module_of(path) if self.others is not None else ""
        return bool(self.name) and f"{path}/".startswith(f"{self.name}/") and len(nested) <= len(self.name)

    def is_dependency(self, path: str) -> bool:
        """Whether it is a library of others: no package of this module, nor of one that lies beside it."""
        return not self.is_own(path) and not (self.others is not None and self.others.is_beside(path))

    def shows(self, folder: Path, tree: ast.File) -> bool:
        """Whether it is a test of the package itself, for the tests outside the package that lie beside it."""
        return is_test(self.path) and folder == self.path.absolute().parent and not tree.package.endswith("_test")


PURE = TRUE_HERE | {"purego"}
"""The tags that hold for packages of other modules: their files in Go alone are preferred to assembly and `unsafe`."""


def is_test(path: Path) -> bool:
    return path.name.endswith("_test.go")


def shown(folder: Path) -> Path:
    """As short as it can be."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def go_files(folder: Path) -> list[Path]:
    return [folder / name for name in facts.names(folder, ".go") or ()][:MOST_FILES]


def parsed(path: Path, tags: frozenset[str] = TRUE_HERE) -> Iterator[tuple[Source, ast.File]]:
    """A file, if it is one that is built here with these tags and can be parsed."""
    if not fits_name(path):
        return
    tree = None
    with suppress(SourceError):
        source = read(path)
        tree = tree_of(source) if fits_constraint(source.text, tags) else None
    if tree is not None:
        yield source, with_embedded(tree)


def with_embedded(tree: ast.File) -> ast.File:
    """The tree; its variables with a directive go:embed hold files. Raises SourceError where a directive is wrong."""
    if any(directive.name == "go:embed" for directive in tree.directives):
        from chancheck.modules.embedded import embed

        embed(tree)
    return tree


def tree_of(source: Source) -> ast.File:
    """The tree of a file, of an earlier run if it has not changed; of one with errors what can be understood."""
    try:
        return parse_cached(source)
    except SourceError:
        return parse(source, Diagnostics())
