"""Imports that no name uses (Go spec, Import declarations)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.syntax.walk import nodes
from chancheck.types.checker import UNUSED, Checker
from chancheck.types.instances import receiver_base
from chancheck.types.objects import Package, PkgName


def unused_imports(c: Checker, package: Package) -> None:
    for file in package.files:
        scope = c.file_scopes[id(file)].parent
        assert scope is not None
        unused = [obj for obj in scope.names.values() if isinstance(obj, PkgName) and not obj.used]
        if unused:
            generic = generic_uses(file)
            for obj in unused:
                obj.used = obj.name in generic
        for obj in unused:
            if not obj.used:
                path = obj.package.path
                shown = (
                    f'"{path}" imported as {obj.name}' if obj.name != path.rsplit("/", 1)[-1] else f'"{path}" imported'
                )
                c.error(obj.pos, f"{shown} and not used", UNUSED, "remove the import")


def generic_uses(file: ast.File) -> set[str]:
    """The names before a dot in generic declarations: these are checked for type arguments only, perhaps for none."""
    return {
        node.x.name
        for decl in file.decls
        if is_generic(decl)
        for node in nodes(decl)
        if isinstance(node, ast.SelectorExpr) and isinstance(node.x, ast.Ident)
    }


def is_generic(decl: ast.Decl) -> bool:
    if isinstance(decl, ast.GenDecl):
        return any(isinstance(spec, ast.TypeSpec) and spec.type_params for spec in decl.specs)
    if not isinstance(decl, ast.FuncDecl):
        return False
    receiver = None if decl.recv is None else receiver_base(decl.recv.type)[0]
    return bool(decl.type.type_params) or isinstance(receiver, ast.IndexExpr)
