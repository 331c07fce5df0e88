"""The seed corpus of fuzz targets: files in testdata/fuzz/FuzzX (go help testflag; Go Fuzzing, Corpus file format)."""

from __future__ import annotations

from pathlib import Path

from chancheck import facts
from chancheck.diagnostic import Diagnostics
from chancheck.files import problem
from chancheck.graph.starts import CORPUS
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse
from chancheck.verdict.codes import UNREADABLE

HEAD = "go test fuzz v1"


def with_corpus(source: Source, tree: ast.File) -> None:
    """Adds to a test's tree a function for each fuzz target that has files: it gives their values to `f.Add`. Raises
    SourceError for a file that cannot be read."""
    path = Path(source.name)
    if not path.name.endswith("_test.go") or "func Fuzz" not in source.text:
        return
    targets = [d.name.name for d in tree.decls if isinstance(d, ast.FuncDecl) and d.name.name.startswith("Fuzz")]
    for target in targets:
        folder = path.parent / "testdata" / "fuzz" / target
        names = facts.names(folder, "")
        if names:
            tree.decls.append(function(target, [(folder / name, values(folder / name)) for name in names]))


def values(file: Path) -> list[str]:
    """The values of a corpus file, as Go expressions."""
    try:
        head, *lines = facts.content(file).decode().strip().split("\n")
    except (OSError, UnicodeDecodeError):
        raise problem(UNREADABLE, "cannot be read as a corpus file", file) from None
    if head.strip() != HEAD:
        raise problem(UNREADABLE, f"is no corpus file: it does not begin with {HEAD}", file)
    return [line.strip() for line in lines]


def function(target: str, seeds: list[tuple[Path, list[str]]]) -> ast.Decl:
    lines = "".join(f"\tf.Add({', '.join(arguments)})\n" for _, arguments in seeds)
    text = f"package p\n\nfunc {CORPUS}{target}(f *testing.F) {{\n{lines}}}\n"
    diagnostics = Diagnostics()
    name = str(seeds[0][0].parent)
    tree = parse(Source(f"{name}.go", text), diagnostics)
    if diagnostics.errors:
        raise problem(UNREADABLE, "has values that are no Go constants", seeds[0][0].parent)
    return tree.decls[0]
