"""Packages: imports, the names they hold, library packages on demand (Go spec, Packages)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from chancheck.diagnostic import Diagnostic, Diagnostics, Severity
from chancheck.syntax import ast
from chancheck.types import show, std, unsafe
from chancheck.types import types as T
from chancheck.types.checker import NAMES, UNSUPPORTED, Checker
from chancheck.types.completion import check_bodies, finish, in_order
from chancheck.types.instances import add_method, check_type_params, receiver_base
from chancheck.types.lazy_names import LazyNames
from chancheck.types.library import full_name, instead, is_known, is_taken, model_files, receiver_name, says, source_of
from chancheck.types.objects import ConstObj, Package, PkgName
from chancheck.types.relations import Scope
from chancheck.types.resolving import needed
from chancheck.types.types import FuncObj, Obj, TypeName, VarObj
from chancheck.types.universe import UNIVERSE


def import_package(c: Checker, path: str) -> Package:
    """A package by its import path: its model, or its real source; an empty `unknown` one without either."""
    if path in c.packages:
        return c.packages[path]
    if files := c.find(path):
        return import_dependency(c, path, files) if files[0].dependency else import_own(c, path, files)
    name = path.rsplit("/", 1)[-1]
    if name[:1] == "v" and name[1:].isdigit() and "/" in path:
        name = path.split("/")[-2]
    package = c.packages[path] = Package(path, name, is_library=True, checker=c)
    if path == "unsafe":
        package.scope.update(unsafe.scope())
        return package
    model = model_files(path)
    source = source_of(model) or path
    rest = [] if model else c.standard(source)
    package.unknown = not model and not rest
    replaced = says(model, "fallback") and c.has_standard(source)
    package.files = [file for file in model if not (replaced and says([file], "fallback"))]
    package.is_runtime = says(package.files, "runtime")
    names = package.scope = LazyNames()
    collect(c, package)
    if not replaced and not says(model, "rest"):
        collect_rest(c, package, rest)
        return package
    imported = (scope.parent.names for file in package.files if (scope := c.file_scopes[id(file)]).parent is not None)
    names.elsewhere = frozenset({"iota", "_"}.union(UNIVERSE.names, *imported))
    names.read = lambda: collect_rest(c, package, c.standard(source))
    return package


def import_own(c: Checker, path: str, files: list[ast.File]) -> Package:
    """A package of the program's own module. One with errors is unknown: they matter where it is used."""
    package = c.packages[path] = Package(path, files[0].package, files=files, checker=c)
    told, c.diagnostics = c.diagnostics, Diagnostics()
    package.unknown = True  # while it is not finished: imports must not go round in circles
    collect(c, package)
    package.unknown = False
    finish(c, package)
    check_bodies(c, package)
    package.errors = [d for d in c.diagnostics.items if d.severity is Severity.ERROR] + package.unsupported
    package.unknown = bool(package.errors)
    c.diagnostics = told
    c.own.append(package)
    return package


def import_dependency(c: Checker, path: str, files: list[ast.File]) -> Package:
    """A package of another module: a library, of which only what is reached matters. One with wrong declarations is
    unknown."""
    package = Package(path, files[0].package, files=files, checker=c, is_library=True, is_dependency=True)
    c.packages[path] = package
    told, c.diagnostics = c.diagnostics, Diagnostics()
    collect(c, package)
    finish(c, package)
    refuse_assembly(package.funcs)
    package.errors = [d for d in c.diagnostics.items if d.severity is Severity.ERROR]
    package.unknown = bool(package.errors)
    c.diagnostics = told
    return package


def first_trouble(c: Checker) -> str:
    """What is wrong with a package of the program, if there is one that has errors."""
    return next((f"{d.pos}: {d.message}" for package in c.packages.values() for d in package.errors), "")


def is_model(c: Checker, path: str) -> bool:
    package = c.packages.get(path)
    return package is not None and package.is_library and real_name(c, path, "Name")


def package_of(c: Checker, name: PkgName) -> Package:
    if name.package.unknown or name.package.files or name.package.scope:
        return name.package
    name.package = import_package(c, name.package.path)
    return name.package


def collect(c: Checker, package: Package) -> None:
    scope = c.scopes[package.path] = Scope(UNIVERSE, package.scope)
    methods: list[tuple[ast.FuncDecl, Scope]] = []
    for file in in_order(package.files):
        names: dict[str, Obj] = {}
        file_scope = Scope(Scope(UNIVERSE, names), package.scope)
        c.file_scopes[id(file)] = file_scope
        for decl in file.decls:
            if isinstance(decl, ast.GenDecl):
                for spec in decl.specs:
                    collect_spec(c, package, decl.keyword, spec, file_scope, names)
            elif isinstance(decl, ast.FuncDecl):
                if decl.recv is not None:
                    methods.append((decl, file_scope))
                else:
                    collect_func(c, package, decl, file_scope)
    scope.parent = UNIVERSE
    replaced = instead(package.files) if package.is_library else frozenset[str]()
    for decl, file_scope in methods:
        if full_name(decl) in replaced and receiver_name(decl) not in package.scope:
            c.postponed.setdefault(package.path, []).append((decl, file_scope))
        else:
            collect_method(c, package, decl, file_scope)


def collect_rest(c: Checker, package: Package, files: list[ast.File]) -> None:
    """Enter the declarations of the real source that the model lacks."""
    modelled, replaced = frozenset(package.scope), instead(package.files)
    inner = Package(package.path, package.name, is_library=True, info=package.info, funcs=package.funcs)
    inner.inits = package.inits
    methods: list[tuple[ast.FuncDecl, Scope]] = []
    for file in files:
        names: dict[str, Obj] = {}
        scope = c.file_scopes[id(file)] = Scope(Scope(Scope(UNIVERSE, names), package.scope), inner.scope)
        for decl in file.decls:
            if isinstance(decl, ast.FuncDecl) and decl.recv is not None:
                methods.append((decl, scope))
            elif isinstance(decl, ast.FuncDecl) and not is_taken(decl, modelled, replaced):
                collect_func(c, inner, decl, scope)
            elif isinstance(decl, ast.GenDecl):
                for spec in decl.specs:
                    collect_spec(c, inner, decl.keyword, spec, scope, names) if not is_taken(
                        spec, modelled, replaced
                    ) else None
    for decl, scope in methods:
        if receiver_name(decl) in inner.scope and full_name(decl) not in replaced:
            collect_method(c, inner, decl, scope)
    package.scope.update({name: obj for name, obj in inner.scope.items() if name not in modelled})
    for decl, scope in c.postponed.pop(package.path, []):
        collect_method(c, package, decl, scope)
    c.lazy.update({o: (node, package, scope) for o, (node, owner, scope) in c.lazy.items() if owner is inner})
    package.files, package.rest = package.files + files, frozenset(file.pos.file for file in files)
    refuse_assembly(f for f in package.funcs if f.pos.file in package.rest)


def refuse_assembly(functions: Iterable[FuncObj]) -> None:
    for f in functions:
        if f.decl.body is None:
            told = f"{f.full_name} has no source in Go: it is written in assembly, or a part of the runtime"
            f.unsupported.append(Diagnostic(UNSUPPORTED, told, f.pos))


def enter(c: Checker, package: Package, name: ast.Ident, obj: Obj, node: ast.Node, scope: Scope) -> None:
    c.lazy[obj] = (node, package, scope)
    package.info.defs[name] = obj
    if name.name == "_":
        return
    if name.name in ("init", "main") and package.name == "main" and not isinstance(obj, FuncObj):
        c.error(name.pos, f"cannot declare {name.name} - must be func", NAMES)
    before = package.scope.get(name.name)
    if before is not None:
        c.error(name.pos, f"{name.name} redeclared in this block", NAMES, f"it was declared at {before.pos}")
    package.scope[name.name] = obj


def collect_spec(
    c: Checker, package: Package, keyword: str, spec: ast.Node, scope: Scope, names: dict[str, Obj]
) -> None:
    if isinstance(spec, ast.ImportSpec):
        collect_import(c, package, spec, names)
    elif isinstance(spec, ast.TypeSpec):
        obj = TypeName(spec.name.name, spec.name.pos, package.path, T.INVALID)
        enter(c, package, spec.name, obj, spec, scope)
    elif isinstance(spec, ast.ValueSpec) and keyword == "const":
        for name in spec.names:
            const = ConstObj(name.name, name.pos, package.path, T.INVALID, 0)
            enter(c, package, name, const, spec, scope)
    elif isinstance(spec, ast.ValueSpec):
        made = [VarObj(n.name, n.pos, package.path, T.INVALID, is_global=True, used=True) for n in spec.names]
        for i, (name, var) in enumerate(zip(spec.names, made, strict=True)):
            c.var_specs[var] = (spec, i, made)
            enter(c, package, name, var, spec, scope)


def collect_import(c: Checker, package: Package, spec: ast.ImportSpec, names: dict[str, Obj]) -> None:
    if spec.path.startswith("internal/") and not package.is_library:
        c.error(spec.pos, f"use of internal package {spec.path} not allowed", NAMES)
    known = is_known(spec.path)
    last = spec.path.rsplit("/", 1)[-1]
    loaded = Package(spec.path, last, is_library=True, unknown=not known and "." in spec.path, checker=c)
    if last[:1] == "v" and last[1:].isdigit() and "/" in spec.path:
        last = spec.path.split("/")[-2]
    if not known and c.find(spec.path):
        loaded = import_package(c, spec.path)
        if loaded.unknown and loaded.files and not loaded.errors:  # it is being read
            c.error(spec.pos, f"import cycle not allowed: {package.path} imports {spec.path}", NAMES)
        known, last = not loaded.unknown, loaded.name
    elif not known and not package.is_library and (meant := std.meant_package(spec.path)):
        c.error(spec.pos, f"package {spec.path} is not in std", NAMES, f"did you mean {meant}?")
    name = spec.name.name if spec.name is not None else last.removeprefix("go-").split(".")[0]
    if name == "_":
        return
    if name == ".":
        whole = import_package(c, spec.path)
        if whole.unknown:
            package.opaque = spec.path
        names.update({n: o for n, o in whole.scope.items() if n[:1].isupper()})
        return
    pkg = PkgName(name, spec.pos, package.path, loaded, used=package.is_library)
    if name in names:
        c.error(spec.pos, f"{name} redeclared in this block", NAMES)
    names[name] = pkg


GENERIC_METHODS = 27
"""Since Go 1.N a method can have type parameters of its own."""


def collect_func(c: Checker, package: Package, decl: ast.FuncDecl, scope: Scope) -> None:
    path = package.path
    obj = FuncObj(decl.name.name, decl.name.pos, path, T.INVALID, decl, f"{path}.{decl.name.name}")
    obj.scope = scope
    package.funcs.append(obj)
    if decl.body is None and not package.is_library:
        c.error(decl.name.pos, f"missing function body for {decl.name.name}")
    if decl.name.name == "init":
        package.inits.append(obj)
        package.info.defs[decl.name] = obj
        if decl.type.type_params:
            c.error(decl.name.pos, "func init must have no type parameters")
        if decl.type.params or decl.type.results:
            c.error(decl.name.pos, "func init must have no arguments and no return values")
        return
    check_type_params(c, decl.type.type_params)
    enter(c, package, decl.name, obj, decl, scope)


def collect_method(c: Checker, package: Package, decl: ast.FuncDecl, scope: Scope) -> None:
    assert decl.recv is not None
    if decl.type.type_params:
        check_type_params(c, decl.type.type_params)
        if not package.is_library and c.go_minor < GENERIC_METHODS:
            c.error(decl.type.type_params[0].names[0].pos, f"generic method requires go1.{GENERIC_METHODS} or later")
    base, _ = receiver_base(decl.recv.type)
    name = base.x if isinstance(base, ast.IndexExpr) else base
    obj = package.scope.get(name.name) if isinstance(name, ast.Ident) else None
    if not isinstance(obj, TypeName):
        if obj is None and isinstance(name, ast.Ident):
            package.missing.add(name.name)
        c.error(base.pos, f"undefined: {show.expr(base)}" if obj is None else
                   f"cannot define new methods on non-local type {show.expr(base)}", NAMES)  # fmt: skip
        return
    obj = aliased_name(c, package, obj)
    c.method_decls.setdefault(obj, []).append((decl, scope))
    spec = c.lazy[obj][0] if obj in c.lazy else None
    if isinstance(spec, ast.TypeSpec) and spec.type_params and not isinstance(base, ast.IndexExpr):
        c.error(base.pos, f"cannot use generic type {show.expr(base)} without instantiation")
    if isinstance(spec, ast.TypeSpec) and not spec.type_params:
        if obj.type is T.INVALID and not spec.alias:
            obj.type = T.Named(obj, resolve=partial(needed, c))
        if isinstance(obj.type, T.Named):
            add_method(c, obj.type, decl, package, scope)


def aliased_name(c: Checker, package: Package, obj: TypeName) -> TypeName:
    """The type that an alias is another name of."""
    for _ in package.scope:
        spec = c.lazy[obj][0] if obj in c.lazy else None
        if not isinstance(spec, ast.TypeSpec) or not spec.alias or not isinstance(spec.type, ast.Ident):
            break
        meant = package.scope.get(spec.type.name)
        if not isinstance(meant, TypeName):
            break
        obj = meant
    return obj


def member(c: Checker, e: ast.SelectorExpr, name: PkgName) -> Obj | None:
    name.used = True
    if isinstance(e.x, ast.Ident):
        c.info.uses[e.x] = name
    package = package_of(c, name)
    if package.unknown:
        help = first_trouble(c) if package.errors else way_out(c, package.path)
        c.unsupported(e.pos, f"package {package.path} is not supported ({show.expr(e)})", help, package.path)
        return None
    obj = package.scope.get(e.sel.name)
    if obj is None and std.is_mistyped(package.path, e.sel.name):
        meant = std.meant_name(package.path, e.sel.name, set(package.scope))
        c.error(e.sel.pos, f"undefined: {show.expr(e)}", NAMES, f"did you mean {meant}?" if meant else "")
        return None
    if obj is None and real_name(c, package.path, e.sel.name):
        c.unsupported(e.pos, f"{show.expr(e)} is not supported", way_out(c, package.path))
        return None
    if obj is None or not e.sel.name[:1].isupper():
        c.error(e.sel.pos, f"undefined: {show.expr(e)}" if obj is None else
                   f"name {e.sel.name} not exported by package {package.name}", NAMES)  # fmt: skip
        return None
    c.info.uses[e.sel] = obj
    return obj


def way_out(c: Checker, path: str) -> str:
    if "." in path.partition("/")[0]:
        return "run go mod vendor or go mod download: its source is read then"
    if not c.has_standard("errors"):
        return "install Go, or pip install 'chancheck[go]': its source is read then"
    return "write what it does with channels and package sync, or leave it out"


def real_name(c: Checker, path: str, name: str) -> bool:
    """Whether Go's own package may have the name: only exported ones that look like Go's are given the benefit."""
    return name[:1].isupper() and path not in ("chancheck/check",)
