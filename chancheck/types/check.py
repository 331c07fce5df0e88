"""The type checker: a package from a syntax tree, with Go's own rules and messages.

Library packages (models/) are resolved name by name and their bodies checked only when the program reaches them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chancheck.diagnostic import Diagnostics
from chancheck.syntax import ast
from chancheck.types import (
    assignments,
    calls,
    control,
    declarations,
    elements,
    exprs,
    literals,
    names,
    operators,
    stmts,
    typexprs,
)
from chancheck.types.checker import NAMES, Checker, Finder, Tables
from chancheck.types.completion import check_bodies, finish
from chancheck.types.objects import ConstObj, Package
from chancheck.types.packages import collect
from chancheck.types.types import FuncObj

TABLES = Tables(
    expressions={
        **names.EXPRESSIONS,
        **literals.EXPRESSIONS,
        **elements.EXPRESSIONS,
        **exprs.EXPRESSIONS,
        **calls.EXPRESSIONS,
    },
    hinted={**literals.HINTED, **operators.HINTED, **exprs.HINTED},
    types=typexprs.TYPE_KINDS,
    statements={**stmts.STATEMENTS, **assignments.STATEMENTS, **control.STATEMENTS, **declarations.STATEMENTS},
    declarations=declarations.DECLARATIONS,
)


def check_types(
    trees: Sequence[ast.File],
    diagnostics: Diagnostics,
    define: Mapping[str, str],
    go: str,
    find: Finder,
    standard: Finder,
    has_standard: Callable[[str], bool],
) -> Package:
    """The checked package of these files; its errors go to `diagnostics`. find, standard: packages of the program's
    module, and of Go's standard library. has_standard: whether the latter has one."""
    c = Checker(TABLES, diagnostics, go, define, find, standard, has_standard)
    tree = trees[0]
    package = Package(tree.package, tree.package, files=list(trees), checker=c)
    c.packages[package.path] = c.root = package
    collect(c, package)
    finish(c, package)
    check_bodies(c, package)
    check_defined(c, package)
    report_entry(c, package)
    return package


def check_defined(c: Checker, package: Package) -> None:
    """Each -D names a constant; those with a package in the name are of the library."""
    mine = {name for name in c.define_values if "." not in name}
    there = sorted(o.name for o in package.scope.values() if isinstance(o, ConstObj))
    for name in mine - set(there):
        c.error(package.files[0].pos, f"-D {name}: there is no package-level const {name}", NAMES,
                f"there are: {', '.join(there)}" if there else "the file declares none")  # fmt: skip


def report_entry(c: Checker, package: Package) -> None:
    main = package.scope.get("main")
    if isinstance(main, FuncObj) and package.name == "main" and main.decl.type.type_params:
        c.error(main.pos, "func main must have no type parameters")
    elif isinstance(main, FuncObj) and package.name == "main" and (main.decl.type.params or main.decl.type.results):
        c.error(main.pos, "func main must have no arguments and no return values")
