"""The other files of a package.

A file is checked alone where it can be: a folder may hold many programs that have nothing to do with each other. What
a .go file needs and does not declare is looked for in the files beside it, as the go tool takes the files of a folder
for one package (go help packages). Initialisation by the other files of such a package belongs to the
program too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from chancheck.diagnostic import Diagnostic, Diagnostics
from chancheck.modules.corpus import with_corpus
from chancheck.modules.module import Module, go_files, is_test, parsed, shown, with_embedded
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.parse import parse
from chancheck.types.checker import NAMES
from chancheck.types.objects import Package

Check = Callable[[Sequence[ast.File], Diagnostics, Callable[[str], list[ast.File]]], Package]
"""The package of these files, the first of which is the one to be checked; how to find packages of its module."""


def checked_with_others(source: Source, diagnostics: Diagnostics, check: Check) -> Package:
    """The package of a file, with as many of the files beside it as it needs. What is wrong goes to `diagnostics`;
    raises SourceError where the file cannot be parsed."""
    tree = parse(source, diagnostics)
    diagnostics.raise_if_errors()
    with_corpus(source, tree)
    with_embedded(tree)
    module = Module(Path(source.name))
    diagnostics.items += [*module.problems, *absent(tree, module)]
    diagnostics.raise_if_errors()
    if is_test(Path(source.name)):
        others, found = likely(source, tree), Diagnostics()
        package = check([tree, *(other for _, other in others)], found, module.files)
        if not found.errors and not package.missing:
            return in_module(package, others, module, found, diagnostics)
    return checked_step_by_step(source, tree, diagnostics, check, module)


def checked_step_by_step(
    source: Source, tree: ast.File, diagnostics: Diagnostics, check: Check, module: Module
) -> Package:
    """With what earlier checks miss, then with what initialises the package, if it can be checked."""
    files, found = [(source, tree)], Diagnostics()
    package = check([tree], found, module.files)
    others: list[tuple[Source, ast.File]] | None = None
    while package.missing:
        if others is None:
            others = beside(source, tree)
        more = [other for other in others if other not in files and declared(other[1]) & package.missing]
        if not more:
            break
        files += more
        found = Diagnostics()
        package = check([tree for _, tree in files], found, module.files)
    if others is not None or is_test(Path(source.name)):
        others = beside(source, tree) if others is None else others
        silent = [other for other in others if other not in files and initialises(other[1])]
        whole = Diagnostics()
        with_all = check([tree for _, tree in (*files, *silent)], whole, module.files) if silent else package
        if silent and not whole.errors and not with_all.missing:
            files, package, found = [*files, *silent], with_all, whole
    return in_module(package, files[1:], module, found, diagnostics)


def absent(tree: ast.File, module: Module) -> Iterator[Diagnostic]:
    """Errors at the imports of packages that the module should have and has not."""
    for decl in tree.decls:
        for spec in decl.specs if isinstance(decl, ast.GenDecl) and decl.keyword == "import" else ():
            if isinstance(spec, ast.ImportSpec) and module.is_own(spec.path):
                folder = module.folder_of(spec.path)
                if folder is not None and not go_files(folder):
                    message = f"package {spec.path}: there are no Go files in {shown(folder)}"
                    yield Diagnostic(NAMES, message, spec.pos, help="correct the path, or write the package")


def in_module(
    package: Package, others: list[tuple[Source, ast.File]], module: Module, found: Diagnostics, told: Diagnostics
) -> Package:
    """A checked package, with where it is and what was read for it."""
    told.items += found.items
    package.import_path = module.path_of(package.name)
    package.others = [*(other for other, _ in others), *module.read]
    return package


WORD = re.compile(r"[^\W\d]\w*")


def likely(source: Source, tree: ast.File) -> list[tuple[Source, ast.File]]:
    """The files beside a test that it most likely needs: those that declare what is named in it, or in such a file,
    and those that initialise the package."""
    left, needed = beside(source, tree), list[tuple[Source, ast.File]]()
    new = [source]
    while new:
        named = set().union(*(WORD.findall(text.text) for text in new))
        more = [other for other in left if declared(other[1]) & named or (not needed and initialises(other[1]))]
        left = [other for other in left if other not in more]
        needed, new = [*needed, *more], [text for text, _ in more]
    return needed


def beside(source: Source, tree: ast.File) -> list[tuple[Source, ast.File]]:
    """The files of the folder that can be of the same package; not those that declare the same: they are programs of
    their own. Tests are of no package but for other tests."""
    path = Path(source.name)
    if path.suffix != ".go" or not path.is_file():
        return []
    own = declared(tree, methods=False)
    return [
        (text, theirs)
        for other in go_files(path.parent)
        if other != path and (path.name.endswith("_test.go") or not other.name.endswith("_test.go"))
        for text, theirs in parsed(other)
        if theirs.package == tree.package and not own & declared(theirs, methods=False)
    ]


def initialises(tree: ast.File) -> bool:
    """Whether a file does something before the package's tests run, though nothing of it may be used."""
    return any(
        (isinstance(decl, ast.FuncDecl) and decl.recv is None and decl.name.name in ("init", "TestMain"))
        or (
            isinstance(decl, ast.GenDecl)
            and decl.keyword == "var"
            and any(isinstance(spec, ast.ValueSpec) and spec.values for spec in decl.specs)
        )
        for decl in tree.decls
    )


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
