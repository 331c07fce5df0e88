"""Which functions of a package are entries, and what the process of `go test` does for each (models/testing)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancheck.graph import ops
from chancheck.types import types as T
from chancheck.types.objects import Package
from chancheck.types.types import FuncObj

MAIN, TEST, EXAMPLE, FUZZ = "main", "Test", "Example", "Fuzz"

PARAMETERS = {TEST: ["*testing.T"], FUZZ: ["*testing.F"], EXAMPLE: []}

CORPUS = "corpusOf"
"""The names of functions that modules/corpus.py adds to a package begin so; that of the fuzz target follows."""

SAID = r"(?i)\s*(unordered )?output:"


def entries(package: Package) -> list[str]:
    """main, and tests, examples and fuzz targets in source order, of the file that is checked."""
    here = package.files[0].pos.file
    return [f.name for f in package.funcs if f.pos.file == here and kind_of(package, f)]


def kind_of(package: Package, f: FuncObj) -> str:
    """MAIN, TEST, EXAMPLE, FUZZ, or empty for what is no entry: an example that does not say what it prints is none."""
    if f.recv is not None or not isinstance(f.type, T.Signature):
        return ""
    if f.name == MAIN:
        return MAIN
    kind = next((k for k in PARAMETERS if f.name.startswith(k) and not f.name[len(k) : len(k) + 1].islower()), "")
    if not kind or f.decl.type.type_params or f.type.results or list(map(str, f.type.params)) != PARAMETERS[kind]:
        return ""
    return kind if kind != EXAMPLE or expected_output(package, f) is not None else ""


def expected_output(package: Package, f: FuncObj) -> tuple[str, bool] | None:
    """The output that the last comment of an example expects, and whether in any order (package testing, Examples)."""
    body = f.decl.body
    text = next((file.text for file in package.files if file.pos.file == f.pos.file), "")
    if body is None or not text:
        return None
    comment = last_comment(text[body.pos.offset : body.end.offset])
    said = re.match(SAID, comment)
    if said is None:
        return None
    return comment[said.end() :].strip(), said[1] is not None


def last_comment(code: str) -> str:
    """The text of the comment at the end of some code, without its marks; empty if there is none."""
    code = code.rstrip()
    if code.endswith("*/"):
        return code[code.rfind("/*") + 2 : -2]
    lines = code.split("\n")
    first = len(lines)
    while first and lines[first - 1].lstrip().startswith("//"):
        first -= 1
    comments = [line.lstrip()[2:] for line in lines[first:]]
    if not comments and "//" in lines[-1]:
        comments = [lines[-1].rpartition("//")[2]]  # behind a statement
    return "\n".join(line.removeprefix(" ").rstrip() for line in comments)


def names_of(entry: str) -> tuple[str, str]:
    """The name of a test, and the path of the one subtest that is the entry, or empty."""
    test, subtest, _ = entry.partition("/")
    return test, entry if subtest else ""


def constants_of(package: Package, start: FuncObj, entry: str) -> Sequence[ops.Operand]:
    """The arguments of an entry's runner after the function."""
    kind = kind_of(package, start)
    if kind == EXAMPLE:
        want, unordered = expected_output(package, start) or ("", False)
        return [ops.Const(T.STRING, want.encode()), ops.Const(T.BOOL, unordered)]
    return [ops.Const(T.STRING, names_of(entry)[1].encode())]


def runner(package: Package, start: FuncObj) -> str:
    """The function of models/testing that runs an entry; empty for main."""
    kind = kind_of(package, start)
    seeded = "Seeded" if corpus(package, start) else ""
    return "" if kind == MAIN else f"Run{kind or TEST}{seeded}" + ("Main" if test_main(package) else "")


def test_main(package: Package) -> FuncObj | None:
    found = package.scope.get("TestMain")
    if not isinstance(found, FuncObj) or not isinstance(found.type, T.Signature):
        return None
    return found if list(map(str, found.type.params)) == ["*testing.M"] else None


def corpus(package: Package, start: FuncObj) -> FuncObj | None:
    """The function that adds what testdata/fuzz holds for a fuzz target."""
    found = package.scope.get(CORPUS + start.name)
    return found if isinstance(found, FuncObj) else None
