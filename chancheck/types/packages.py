"""Packages: imports, the names they hold, library packages on demand (Go spec, Packages)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from chancheck.diagnostic import Diagnostics, Severity
from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.syntax.walk import nodes
from chancheck.types import show, unsafe
from chancheck.types import types as T
from chancheck.types.base import NAMES, UNUSED
from chancheck.types.objects import ConstObj, FuncObj, Obj, Package, PkgName, TypeName, VarObj
from chancheck.types.relations import Scope
from chancheck.types.stmts import Stmts
from chancheck.types.typexprs import receiver_base
from chancheck.types.universe import UNIVERSE

Finder = Callable[[str], list[ast.File]]
"""The files of a package of the program's own module by its import path, none if there is no such package."""

IMPLIED = {
    "sync": "sync", "atomic": "sync/atomic", "context": "context", "time": "time", "errors": "errors", "fmt": "fmt",
    "log": "log", "rand": "math/rand", "runtime": "runtime", "os": "os", "testing": "testing", "strconv": "strconv",
    "strings": "strings", "sort": "sort", "slices": "slices", "maps": "maps", "math": "math", "bytes": "bytes",
    "io": "io", "errgroup": "golang.org/x/sync/errgroup", "semaphore": "golang.org/x/sync/semaphore",
    "singleflight": "golang.org/x/sync/singleflight", "check": "chancheck/check", "signal": "os/signal",
    "heap": "container/heap", "list": "container/list", "cmp": "cmp", "iter": "iter", "bits": "math/bits",
    "unicode": "unicode", "utf8": "unicode/utf8", "syscall": "syscall", "exec": "os/exec", "net": "net",
    "unsafe": "unsafe", "synctest": "testing/synctest",
}  # fmt: skip
"""Packages that a `.gol` file may use without importing them."""


class Packages(Stmts):
    def __init__(self, diagnostics: Diagnostics, go: str) -> None:
        super().__init__(diagnostics, go)
        self.packages: dict[str, Package] = {}
        self.scopes: dict[str, Scope] = {}
        self.file_scopes: dict[int, Scope] = {}
        self.lazy: dict[Obj, tuple[str, ast.Node, Package, Scope]] = {}
        self.var_specs: dict[VarObj, tuple[ast.ValueSpec, int, list[VarObj]]] = {}
        self.implied_names: dict[str, PkgName] = {}
        self.find: Finder = lambda path: []
        self.own: list[Package] = []  # packages of the program's module, each after those that it imports

    # provided by the parts for declarations and bodies
    def finish(self, package: Package) -> None:
        raise NotImplementedError

    def check_bodies(self, package: Package) -> None:
        raise NotImplementedError

    def package_by_path(self, path: str) -> Package:
        return self.packages[path]

    def package_at(self, path: str) -> Package:
        return self.import_package(path)

    def import_package(self, path: str) -> Package:
        """A model package by its import path; an empty `unknown` one if there is no model."""
        if path in self.packages:
            return self.packages[path]
        if files := self.find(path):
            return self.import_own(path, files)
        name = path.rsplit("/", 1)[-1]
        if name[:1] == "v" and name[1:].isdigit() and "/" in path:
            name = path.split("/")[-2]
        package = self.packages[path] = Package(path, name, is_library=True, checker=self)
        if path == "unsafe":
            package.scope.update(unsafe.scope())
            return package
        if path not in known_packages():
            package.unknown = True
            return package
        from chancheck.syntax.parse import parse_cached

        for file in sorted((models_folder() / path).glob("*.go")):
            text = file.read_text(encoding="utf-8")
            tree = parse_cached(Source(f"$GOROOT/src/{path}/{file.name}", text))
            package.files.append(tree)
            package.is_runtime = package.is_runtime or any(d.name == "runtime" for d in tree.directives)
        self.collect(package)
        self.finish(package)
        return package

    def import_own(self, path: str, files: list[ast.File]) -> Package:
        """A package of the program's own module. One with errors is unknown: they matter where it is used."""
        package = self.packages[path] = Package(path, files[0].package, files=files, checker=self)
        told, self.diagnostics = self.diagnostics, Diagnostics()
        package.unknown = True  # while it is not finished: imports must not go round in circles
        self.collect(package)
        package.unknown = False
        self.finish(package)
        self.check_bodies(package)
        package.errors = [d for d in self.diagnostics.items if d.severity is Severity.ERROR] + package.unsupported
        package.unknown = bool(package.errors)
        self.diagnostics = told
        self.own.append(package)
        return package

    def first_trouble(self) -> str:
        """What is wrong with a package of the module, if there is one that has errors."""
        return next((f"{d.pos}: {d.message}" for package in self.own for d in package.errors), "")

    def is_model(self, path: str) -> bool:
        package = self.packages.get(path)
        return package is not None and package.is_library and self.real_name(path, "Name")

    def package_of(self, name: PkgName) -> Package:
        if name.package.unknown or name.package.files or name.package.scope:
            return name.package
        name.package = self.import_package(name.package.path)
        return name.package

    def collect(self, package: Package) -> None:
        scope = self.scopes[package.path] = Scope(UNIVERSE, package.scope)
        methods: list[tuple[ast.FuncDecl, Scope]] = []
        for file in in_order(package.files):
            names: dict[str, Obj] = {}
            file_scope = Scope(Scope(UNIVERSE, names), package.scope)
            self.file_scopes[id(file)] = file_scope
            for decl in file.decls:
                if isinstance(decl, ast.GenDecl):
                    for spec in decl.specs:
                        self.collect_spec(package, decl.keyword, spec, file_scope, names)
                elif isinstance(decl, ast.FuncDecl):
                    if decl.recv is not None:
                        methods.append((decl, file_scope))
                    else:
                        self.collect_func(package, decl, file_scope)
        scope.parent = UNIVERSE
        for decl, file_scope in methods:
            self.collect_method(package, decl, file_scope)

    def enter(self, package: Package, name: ast.Ident, obj: Obj, what: str, node: ast.Node, scope: Scope) -> None:
        self.lazy[obj] = (what, node, package, scope)
        package.info.defs[name] = obj
        if name.name == "_":
            return
        if name.name in ("init", "main") and package.name == "main" and not isinstance(obj, FuncObj):
            self.error(name.pos, f"cannot declare {name.name} - must be func", NAMES)
        before = package.scope.get(name.name)
        if before is not None:
            self.error(name.pos, f"{name.name} redeclared in this block", NAMES, f"it was declared at {before.pos}")
        package.scope[name.name] = obj

    def collect_spec(self, package: Package, keyword: str, spec: ast.Node, scope: Scope, names: dict[str, Obj]) -> None:
        if isinstance(spec, ast.ImportSpec):
            self.collect_import(package, spec, names)
        elif isinstance(spec, ast.TypeSpec):
            obj = TypeName(spec.name.name, spec.name.pos, package.path, T.INVALID)
            self.enter(package, spec.name, obj, "type", spec, scope)
        elif isinstance(spec, ast.ValueSpec) and keyword == "const":
            for name in spec.names:
                const = ConstObj(name.name, name.pos, package.path, T.INVALID, 0)
                self.enter(package, name, const, "const", spec, scope)
        elif isinstance(spec, ast.ValueSpec):
            made = [VarObj(n.name, n.pos, package.path, T.INVALID, is_global=True, used=True) for n in spec.names]
            for i, (name, var) in enumerate(zip(spec.names, made, strict=True)):
                self.var_specs[var] = (spec, i, made)
                self.enter(package, name, var, "var", spec, scope)

    def collect_import(self, package: Package, spec: ast.ImportSpec, names: dict[str, Obj]) -> None:
        if spec.path.startswith("internal/") and not package.is_library:
            self.error(spec.pos, f"use of internal package {spec.path} not allowed", NAMES)
        known = spec.path in known_packages()
        last = spec.path.rsplit("/", 1)[-1]
        loaded = Package(spec.path, last, is_library=True, unknown=not known, checker=self)
        if last[:1] == "v" and last[1:].isdigit() and "/" in spec.path:
            last = spec.path.split("/")[-2]
        if not known and self.find(spec.path):
            loaded = self.import_package(spec.path)
            known, last = not loaded.unknown, loaded.name
        name = spec.name.name if spec.name is not None else last.removeprefix("go-").split(".")[0]
        if name == "_":
            return
        if name == ".":
            if not known:
                package.opaque = spec.path
            else:
                names.update({n: o for n, o in self.import_package(spec.path).scope.items() if n[:1].isupper()})
            return
        pkg = PkgName(name, spec.pos, package.path, loaded, used=package.is_library)
        if name in names:
            self.error(spec.pos, f"{name} redeclared in this block", NAMES)
        names[name] = pkg

    def collect_func(self, package: Package, decl: ast.FuncDecl, scope: Scope) -> None:
        path = package.path
        obj = FuncObj(decl.name.name, decl.name.pos, path, T.INVALID, decl, f"{path}.{decl.name.name}")
        obj.scope = scope
        package.funcs.append(obj)
        if decl.body is None and not package.is_library:
            self.error(decl.name.pos, f"missing function body for {decl.name.name}")
        if decl.name.name == "init":
            package.inits.append(obj)
            package.info.defs[decl.name] = obj
            if decl.type.type_params:
                self.error(decl.name.pos, "func init must have no type parameters")
            if decl.type.params or decl.type.results:
                self.error(decl.name.pos, "func init must have no arguments and no return values")
            return
        self.enter(package, decl.name, obj, "func", decl, scope)

    def collect_method(self, package: Package, decl: ast.FuncDecl, scope: Scope) -> None:
        assert decl.recv is not None
        base, _ = receiver_base(decl.recv.type)
        name = base.x if isinstance(base, ast.IndexExpr) else base
        obj = package.scope.get(name.name) if isinstance(name, ast.Ident) else None
        if not isinstance(obj, TypeName):
            if obj is None and isinstance(name, ast.Ident):
                package.missing.add(name.name)
            self.error(base.pos, f"undefined: {show.expr(base)}" if obj is None else
                       f"cannot define new methods on non-local type {show.expr(base)}", NAMES)  # fmt: skip
            return
        self.method_decls.setdefault(obj, []).append((decl, scope))
        spec = self.lazy[obj][1]
        if isinstance(spec, ast.TypeSpec) and spec.type_params and not isinstance(base, ast.IndexExpr):
            self.error(base.pos, f"cannot use generic type {show.expr(base)} without instantiation")
        if isinstance(spec, ast.TypeSpec) and not spec.type_params:
            if obj.type is T.INVALID and not spec.alias:
                obj.type = T.Named(obj, resolve=self.needed)
            if isinstance(obj.type, T.Named):
                self.add_method(obj.type, decl, package, scope)

    def implied_import(self, e: ast.Ident) -> Obj | None:
        if not e.pos.file.endswith(".gol") or e.name not in IMPLIED:
            return None
        if e.name not in self.implied_names:
            path = IMPLIED[e.name]
            loaded = Package(path, e.name, is_library=True, checker=self)
            self.implied_names[e.name] = PkgName(e.name, e.pos, self.package.path, loaded, used=True)
            self.package.implied[e.name] = path
        self.info.uses[e] = self.implied_names[e.name]
        return self.implied_names[e.name]

    def member(self, e: ast.SelectorExpr, name: PkgName) -> Obj | None:
        name.used = True
        if isinstance(e.x, ast.Ident):
            self.info.uses[e.x] = name
        package = self.package_of(name)
        if package.unknown:
            way_out = "write what it does with channels and package sync, or leave it out"
            self.unsupported(e.pos, f"package {package.path} is not supported ({show.expr(e)})",
                             self.first_trouble() if package.errors else way_out, package.path)  # fmt: skip
            return None
        obj = package.scope.get(e.sel.name)
        if obj is None and self.real_name(package.path, e.sel.name):
            self.unsupported(e.pos, f"{show.expr(e)} is not supported", "write what it does in Go")
            return None
        if obj is None or not e.sel.name[:1].isupper():
            self.error(e.sel.pos, f"undefined: {show.expr(e)}" if obj is None else
                       f"name {e.sel.name} not exported by package {package.name}", NAMES)  # fmt: skip
            return None
        self.info.uses[e.sel] = obj
        return obj

    def real_name(self, path: str, name: str) -> bool:
        """Whether Go's own package may have the name: only exported ones that look like Go's are given the benefit."""
        return name[:1].isupper() and path not in ("chancheck/check",)

    def unused_imports(self, package: Package) -> None:
        for file in package.files:
            scope = self.file_scopes[id(file)].parent
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
                        f'"{path}" imported as {obj.name}'
                        if obj.name != path.rsplit("/", 1)[-1]
                        else f'"{path}" imported'
                    )
                    self.error(obj.pos, f"{shown} and not used", UNUSED, "remove the import")


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


def in_order(files: Iterable[ast.File]) -> list[ast.File]:
    """As the go command gives them to the compiler: by name, tests last (Go spec, Package initialization)."""
    return sorted(files, key=place_in_order)


def place_in_order(what: ast.File | FuncObj) -> tuple[bool, str]:
    """Of a file, or the file of a function, among those of its package."""
    return what.pos.file.endswith("_test.go"), what.pos.file


def models_folder() -> Path:
    """Installed, the models lie in the package; in a checkout, beside it."""
    package = Path(__file__).parent.parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


@cache
def known_packages() -> frozenset[str]:
    root = models_folder()
    return frozenset(str(p.parent.relative_to(root)).replace("\\", "/") for p in root.rglob("*.go")) | {"unsafe"}
