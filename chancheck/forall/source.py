"""A package constant as a variable that nothing sets: the type checker and the code generator do the rest, so nothing
that is computed from it is folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from chancheck.diagnostic import Diagnostics
from chancheck.graph import ops
from chancheck.lower.layout import width
from chancheck.syntax import ast
from chancheck.syntax.scale import countable, sized
from chancheck.syntax.walk import nodes
from chancheck.types.objects import Package


def constants(trees: Sequence[ast.File]) -> Iterator[ast.ValueSpec]:
    for tree in trees:
        for decl in tree.decls:
            if isinstance(decl, ast.GenDecl) and decl.keyword == "const":
                yield from (spec for spec in decl.specs if isinstance(spec, ast.ValueSpec))


def depending(trees: Sequence[ast.File], name: str) -> set[str]:
    """A constant, and those that depend on it."""
    found, size = {name}, 0
    while len(found) > size:
        size = len(found)
        for spec in constants(trees):
            if any(mentioned(value) & found for value in spec.values):
                found |= {n.name for n in spec.names}
    return found


def mentioned(value: ast.Expr) -> set[str]:
    return {node.name for node in nodes(value) if isinstance(node, ast.Ident)}


def check_count(trees: Sequence[ast.File], name: str) -> None:
    """Raises ValueError if a name is no package constant that counts something."""
    known = [n.name for spec in constants(trees) for n in spec.names]
    if name not in known:
        there = f"; there are: {', '.join(known)}" if known else ""
        raise ValueError(f"--for-all {name}: the package has no constant {name}{there}")
    names = depending(trees, name)
    places = (place for tree in trees for node in nodes(tree) for place in sized(node))
    used = {part.name for place in places for part in countable(place) if isinstance(part, ast.Ident)}
    if not used & names:
        raise ValueError(
            f"--for-all {name}: {name} counts nothing: it bounds no loop and is no capacity, size or argument of Add"
        )


def with_variable(package: Package, name: str, value: int) -> Package:
    """The package with a variable in place of a constant, and of those that depend on it."""
    assert package.again is not None
    names, told = depending(package.files, name), Diagnostics()
    other = package.again([changed(tree, names, name, value) for tree in package.files], told)
    told.raise_if_errors()
    return other


def changed(tree: ast.File, names: set[str], name: str, value: int) -> ast.File:
    other = copy(tree)
    other.decls = [part for decl in tree.decls for part in split(decl, names, name, value)]
    return other


def split(decl: ast.Decl, names: set[str], name: str, value: int) -> Iterator[ast.Decl]:
    if not isinstance(decl, ast.GenDecl) or decl.keyword != "const":
        yield decl
        return
    for spec in decl.specs:
        one = copy(decl)
        one.specs = [spec]
        if isinstance(spec, ast.ValueSpec) and {n.name for n in spec.names} & names:
            one.keyword = "var"
            new = copy(spec)
            if any(n.name == name for n in spec.names):
                number = ast.BasicLit(spec.pos, "int", str(value))
                new.values = [
                    number if n.name == name else v for n, v in zip(spec.names, spec.values, strict=True)
                ]  # fmt: skip
            one.specs = [new]
        yield one


def cells(unit: ops.Unit, package: Package, name: str) -> dict[int, str]:
    """The cell of the variable among the package variables."""
    files, offset = {tree.pos.file for tree in package.files}, 0
    for var in unit.globals:
        if var.name == name and var.pos.file in files:
            return {offset: name}
        offset += width(var.type)
    return {}
