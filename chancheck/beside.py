"""The other files of a package.

A file is checked alone where it can be: a folder may hold many programs that have nothing to do with each other. What
a .go file needs and does not declare is looked for in the files beside it, as the go tool takes the files of a folder
for one package (go help packages; names and constraints of files: go help buildconstraint).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.files import read
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse
from chancheck.types.objects import Package

Check = Callable[[Sequence[ast.File], Diagnostics], Package]
"""The package of these files, the first of which is the one to be checked."""

TRUE_HERE = {"linux", "unix", "amd64", "gc", "cgo"}
SYSTEMS = {"aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "netbsd", "openbsd", "plan9",
           "solaris", "wasip1", "windows", "386", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle",
           "ppc64", "ppc64le", "riscv64", "s390x", "wasm"}  # fmt: skip
MOST_FILES = 500


def checked_with_others(source: Source, diagnostics: Diagnostics, check: Check) -> Package:
    """The package of a file, with as many of the files beside it as it needs. What is wrong goes to `diagnostics`;
    raises SourceError where the file cannot be parsed."""
    tree = parse(source, diagnostics)
    diagnostics.raise_if_errors()
    files, found = [(source, tree)], Diagnostics()
    package = check([tree], found)
    others: list[tuple[Source, ast.File]] | None = None
    while package.missing:
        if others is None:
            others = list(beside(source, tree))
        more = [other for other in others if other not in files and declared(other[1]) & package.missing]
        if not more:
            break
        files += more
        found = Diagnostics()
        package = check([tree for _, tree in files], found)
    diagnostics.items += found.items
    package.others = [other for other, _ in files[1:]]
    return package


def beside(source: Source, tree: ast.File) -> list[tuple[Source, ast.File]]:
    """The files of the folder that can be of the same package; not those that declare the same: they are programs of
    their own."""
    path = Path(source.name)
    if path.suffix != ".go" or not path.is_file():
        return []
    own = declared(tree, methods=False)
    found = []
    for other in sorted(path.parent.glob("*.go"))[:MOST_FILES]:
        if other == path or other.name[0] in "._" or not (fits_name(other) and fits_test(other, path)):
            continue
        try:
            text = read(other)
            if not fits_constraint(text.text):
                continue
            theirs = parse(text, Diagnostics())
        except SourceError:
            continue
        if theirs.package == tree.package and not own & declared(theirs, methods=False):
            found.append((text, theirs))
    return found


def declared(tree: ast.File, methods: bool = True) -> set[str]:
    """The names of a file's declarations, and of its methods."""
    names: set[str] = set()
    for decl in tree.decls:
        if isinstance(decl, ast.FuncDecl):
            if decl.recv is None or methods:
                names.add(decl.name.name)
        elif isinstance(decl, ast.GenDecl):
            for spec in decl.specs:
                if isinstance(spec, ast.ValueSpec):
                    names |= {name.name for name in spec.names}
                elif isinstance(spec, ast.TypeSpec):
                    names.add(spec.name.name)
    return names - {"_", "init"}


def fits_test(other: Path, path: Path) -> bool:
    return not other.name.endswith("_test.go") or path.name.endswith("_test.go")


def fits_name(path: Path) -> bool:
    """name_GOOS.go, name_GOARCH.go, name_GOOS_GOARCH.go."""
    return not set(path.stem.removesuffix("_test").split("_")[1:][-2:]) & SYSTEMS


def fits_constraint(text: str) -> bool:
    """Whether a //go:build line, if there is one, holds on linux/amd64."""
    line = re.search(r"^//go:build[ \t]+(.*)$", text.partition("\npackage ")[0], re.MULTILINE)
    if line is None:
        return True
    words = re.findall(r"&&|\|\||[!()]|[\w.]+", line[1])
    return any_of(words[::-1])


def any_of(words: list[str]) -> bool:
    """Of the words that are left, the last one first: terms between ||."""
    holds = all_of(words)
    while words and words[-1] == "||":
        words.pop()
        holds = all_of(words) or holds
    return holds


def all_of(words: list[str]) -> bool:
    holds = factor(words)
    while words and words[-1] == "&&":
        words.pop()
        holds = factor(words) and holds
    return holds


def factor(words: list[str]) -> bool:
    word = words.pop() if words else ""
    if word == "!":
        return not factor(words)
    if word == "(":
        holds = any_of(words)
        if words:
            words.pop()
        return holds
    return word in TRUE_HERE or word.startswith("go1.")
