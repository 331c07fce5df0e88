"""The type checker: a package from a syntax tree, with Go's own rules and messages.

Library packages (models/) are resolved name by name and their bodies checked only when the program reaches them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from functools import cache, partial
from pathlib import Path

from chancheck.diagnostic import Diagnostic, Diagnostics
from chancheck.source import NO_POS, Pos, Source
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import NAMES, UNSUPPORTED, UNUSED, Context, Operand
from chancheck.types.objects import (
    Constant,
    ConstObj,
    FuncObj,
    Info,
    Obj,
    Package,
    PkgName,
    TypeName,
    VarObj,
)  # fmt: skip
from chancheck.types.relations import Scope, default_type, is_boolean, is_integer, is_string, is_untyped, key
from chancheck.types.stmts import Stmts
from chancheck.types.typexprs import bound_scope, param_names, receiver_base
from chancheck.types.universe import UNIVERSE

IMPLIED = {
    "sync": "sync", "atomic": "sync/atomic", "context": "context", "time": "time", "errors": "errors", "fmt": "fmt",
    "log": "log", "rand": "math/rand", "runtime": "runtime", "os": "os", "testing": "testing", "strconv": "strconv",
    "strings": "strings", "sort": "sort", "slices": "slices", "maps": "maps", "math": "math", "bytes": "bytes",
    "io": "io", "errgroup": "golang.org/x/sync/errgroup", "semaphore": "golang.org/x/sync/semaphore",
    "singleflight": "golang.org/x/sync/singleflight", "check": "chancheck/check", "signal": "os/signal",
    "heap": "container/heap", "list": "container/list", "cmp": "cmp", "iter": "iter", "bits": "math/bits",
    "unicode": "unicode", "utf8": "unicode/utf8", "syscall": "syscall", "exec": "os/exec", "net": "net",
    "unsafe": "unsafe",
}  # fmt: skip
"""Packages that a `.gol` file may use without importing them."""


def check_types(tree: ast.File, diagnostics: Diagnostics, define: Mapping[str, str], go: str) -> Package:
    """The checked package of one file; what is wrong with it goes to `diagnostics`."""
    checker = Checker(diagnostics, go, define)
    return checker.program(tree)


def models_folder() -> Path:
    """Installed, the models lie in the package; in a checkout, beside it."""
    package = Path(__file__).parent.parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


@cache
def known_packages() -> frozenset[str]:
    root = models_folder()
    return frozenset(str(p.parent.relative_to(root)).replace("\\", "/") for p in root.rglob("*.go")) | {"unsafe"}


MOST_INSTANCES = 30
"""Of one function, before it counts as a cycle."""


class Checker(Stmts):
    def __init__(self, diagnostics: Diagnostics, go: str, define: Mapping[str, str]) -> None:
        super().__init__(diagnostics, go)
        self.setup_generics()
        self.define_values = dict(define)
        self.packages: dict[str, Package] = {}
        self.scopes: dict[str, Scope] = {}
        self.file_scopes: dict[int, Scope] = {}
        self.lazy: dict[Obj, tuple[str, ast.Node, Package, Scope]] = {}
        self.var_specs: dict[VarObj, tuple[ast.ValueSpec, int, list[VarObj]]] = {}
        self.resolving: list[Obj] = []
        self.func_instances: dict[Hashable, FuncObj] = {}
        self.instance_count: Counter[FuncObj] = Counter()
        self.implied_names: dict[str, PkgName] = {}
        self.uses_of: dict[Obj, set[Obj]] = {}
        self.current_decl: Obj | None = None

    # --- packages ----------------------------------------------------------------------------------

    def program(self, tree: ast.File) -> Package:
        package = Package("main" if tree.package == "main" else tree.package, tree.package, files=[tree], checker=self)
        version = self.go.split(".")
        package.per_iteration = len(version) < 2 or not version[1].isdigit() or int(version[1]) >= 22
        self.packages[package.path] = package
        self.collect(package)
        self.finish(package)
        for f in list(package.funcs):
            if f.decl.type.type_params and not f.type_args:
                continue
            if f.recv is not None and f.recv.args:
                continue
            self.body(f)
        self.unused_imports(package)
        for name in self.define_values.keys() - {o.name for o in package.scope.values() if isinstance(o, ConstObj)}:
            there = sorted(o.name for o in package.scope.values() if isinstance(o, ConstObj))
            self.error(tree.pos, f"-D {name}: there is no package-level const {name}", NAMES,
                       f"there are: {', '.join(there)}" if there else "the file declares none")  # fmt: skip
        self.report_entry(package)
        return package

    def report_entry(self, package: Package) -> None:
        main = package.scope.get("main")
        if isinstance(main, FuncObj) and package.name == "main" and (main.decl.type.params or main.decl.type.results):
            self.error(main.pos, "func main must have no arguments and no return values")

    def package_by_path(self, path: str) -> Package:
        return self.packages[path]

    def package_at(self, path: str) -> Package:
        return self.import_package(path)

    def import_package(self, path: str) -> Package:
        """A model package by its import path; an empty `unknown` one if there is no model."""
        if path in self.packages:
            return self.packages[path]
        name = path.rsplit("/", 1)[-1]
        if name[:1] == "v" and name[1:].isdigit() and "/" in path:
            name = path.split("/")[-2]
        package = self.packages[path] = Package(path, name, is_library=True, checker=self)
        if path == "unsafe":
            package.scope["Pointer"] = TypeName("Pointer", NO_POS, path, T.UNSAFE_POINTER)
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

    def package_of(self, name: PkgName) -> Package:
        if name.package.unknown or name.package.files or name.package.scope:
            return name.package
        name.package = self.import_package(name.package.path)
        return name.package

    # --- names of a package ------------------------------------------------------------------------

    def collect(self, package: Package) -> None:
        scope = self.scopes[package.path] = Scope(UNIVERSE, package.scope)
        methods: list[tuple[ast.FuncDecl, Scope]] = []
        for file in package.files:
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
        loaded = Package(spec.path, spec.path.rsplit("/", 1)[-1], is_library=True, unknown=not known, checker=self)
        last = spec.path.rsplit("/", 1)[-1]
        if last[:1] == "v" and last[1:].isdigit() and "/" in spec.path:
            last = spec.path.split("/")[-2]
        name = spec.name.name if spec.name is not None else last.removeprefix("go-").split(".")[0]
        if name == "_":
            return
        if name == ".":
            if known:
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
            self.error(base.pos, f"undefined: {show.expr(base)}" if obj is None else
                       f"cannot define new methods on non-local type {show.expr(base)}", NAMES)  # fmt: skip
            return
        self.method_decls.setdefault(obj, []).append(decl)
        spec = self.lazy[obj][1]
        if isinstance(spec, ast.TypeSpec) and not spec.type_params:
            if obj.type is T.INVALID and not spec.alias:
                obj.type = T.Named(obj, resolve=partial(self.resolve, obj))
            if isinstance(obj.type, T.Named):
                self.add_method(obj.type, decl, package, scope)

    # --- resolution on demand ------------------------------------------------------------------------

    def finish(self, package: Package) -> None:
        """Resolve everything that a package declares (of a library: the variables only)."""
        for obj in list(package.scope.values()):
            if not package.is_library:
                self.resolve(obj)
        if not package.is_library:
            for f in package.funcs:
                if not f.decl.type.type_params and not (f.recv is not None and f.recv.args):
                    self.sig(f)
            for t in list(package.scope.values()):
                if isinstance(t, TypeName) and isinstance(t.type, T.Named):
                    self.field_and_method(t.type)
            for obj, (what, _, owner, _) in list(self.lazy.items()):
                if what == "var" and owner is package:
                    self.resolve(obj)
        package.vars_order = self.initialisation_order(package)

    def field_and_method(self, t: T.Named) -> None:
        under = t.under
        if isinstance(under, T.Struct):
            for f in under.fields:
                if f.name in t.methods:
                    self.error(t.methods[f.name].pos, f"field and method with the same name {f.name}", NAMES)

    def resolve(self, obj: Obj) -> None:
        if obj not in self.lazy:
            self.note_use(obj)
            return
        self.note_use(obj)
        if obj in self.resolving:
            self.cycle(obj)
            return
        what, node, package, scope = self.lazy[obj]
        self.resolving.append(obj)
        outer = self.current_decl
        self.current_decl = obj if isinstance(obj, VarObj | FuncObj) else outer
        try:
            with self.within(package, package.info, scope, Context(None)):
                getattr(self, f"resolve_{what}")(obj, node)
        finally:
            self.current_decl = outer
            self.resolving.pop()
            self.lazy.pop(obj, None)

    def note_use(self, obj: Obj) -> None:
        """Who refers to whom at package level, for the order of initialisation."""
        counts = isinstance(obj, FuncObj) or (isinstance(obj, VarObj) and obj.is_global)
        if self.current_decl is not None and counts:
            self.uses_of.setdefault(self.current_decl, set()).add(obj)

    def cycle(self, obj: Obj) -> None:
        if isinstance(obj, TypeName) and isinstance(obj.type, T.Named):
            return  # a type may refer to itself; where its size would be infinite is checked below
        if isinstance(obj, FuncObj):
            return
        at = self.resolving.index(obj)
        if all(isinstance(o, TypeName) for o in self.resolving[at:]):
            self.error(obj.pos, f"invalid recursive type {obj.name}")
        elif isinstance(obj, VarObj | ConstObj):
            self.error(obj.pos, f"initialization cycle or invalid constant {obj.name}", NAMES)

    def resolve_type(self, obj: TypeName, spec: ast.TypeSpec) -> None:
        if spec.type_params:
            self.generic_types[obj] = (spec, self.package, self.scope)
            return
        if spec.alias:
            obj.type = self.typ(spec.type)
            return
        if not isinstance(obj.type, T.Named):
            obj.type = T.Named(obj, resolve=partial(self.resolve, obj))
        named = obj.type
        under = self.typ(spec.type)
        if isinstance(under, T.Named) and under.under is None:
            if under is named or under.obj in self.resolving:
                self.error(obj.pos, f"invalid recursive type {obj.name}")
                under = T.INVALID
            else:
                self.resolve(under.obj)
        named.under = under if isinstance(under, T.Invalid) else under.underlying()
        if contains(named.under, named):
            self.error(obj.pos, f"invalid recursive type {obj.name}")
            named.under = T.INVALID

    def resolve_const(self, obj: ConstObj, spec: ast.ValueSpec) -> None:
        self.const_value(obj, spec, [n.name for n in spec.names].index(obj.name), overridable=True)

    def const_value(self, obj: ConstObj, spec: ast.ValueSpec, i: int, overridable: bool = False) -> None:
        t = self.typ(spec.type) if spec.type is not None else None
        if i >= len(spec.values):
            self.error(spec.names[i].pos, "missing init expr for const declaration")
            return
        saved, self.iota = self.iota, spec.iota
        x = self.expr(spec.values[i])
        self.iota = saved
        if x.bad:
            return
        if x.mode != "constant":
            self.error(spec.values[i].pos, f"{show.expr(spec.values[i])} ({str(x).partition(' (')[2]} is not constant")
            return
        if t is not None:
            self.assigned(x, t, "constant declaration")
        if x.bad or x.value is None:
            return
        obj.type, obj.value = x.type if t is None else t, x.value
        if overridable and not self.package.is_library and obj.name in self.define_values:
            self.override(obj)

    def override(self, obj: ConstObj) -> None:
        """-D NAME=VALUE: another value of the same type."""
        text = self.define_values[obj.name]
        value: Constant | None = None
        if is_boolean(obj.type):
            value = {"true": True, "false": False}.get(text)
        elif is_string(obj.type):
            value = text.strip('"').encode()
        else:
            try:
                value = int(text.replace("_", ""), 0)
            except ValueError:
                value = None
        if value is None or not constants.fits(value, obj.type):
            self.error(obj.pos, f"-D {obj.name}={text}: not a value of type {obj.type}")
            return
        obj.value = value

    def resolve_var(self, obj: VarObj, spec: ast.ValueSpec) -> None:
        spec, _, made = self.var_specs[obj]
        if spec.type is not None:
            t = self.typ(spec.type)
            for v in made:
                v.type = t
        self.initial_values(spec, made)
        for v in made:
            self.lazy.pop(v, None)
            if v is not obj and obj in self.uses_of:
                self.uses_of[v] = self.uses_of[obj]

    def initial_values(self, spec: ast.ValueSpec, made: list[VarObj]) -> None:
        """Check `var a, b T = x, y`; without T the variables take the values' types."""
        typed = spec.type is not None
        if not spec.values:
            return
        if len(spec.values) == len(made):
            for v, e in zip(made, spec.values, strict=True):
                x = self.expr(e, v.type if typed else None)
                if typed:
                    self.assigned(x, v.type, "variable declaration")
                else:
                    if x.mode == "nil":
                        self.error(e.pos, "use of untyped nil in variable declaration")
                        continue
                    self.settle(x)
                    v.type = x.type
            return
        lhs: list[ast.Expr] = list(spec.names)
        given = self.several(lhs, spec.values, spec.names[0].pos, "variable declaration") or []
        for v, t in zip(made, given, strict=False):
            if typed and t is not None:
                self.assigned_type(t, v.type, spec.values[0], "variable declaration")
            elif t is not None:
                v.type = default_type(t)

    def resolve_func(self, obj: FuncObj, decl: ast.FuncDecl) -> None:
        if not decl.type.type_params:
            self.lazy.pop(obj, None)
            self.sig(obj)

    def sig(self, f: FuncObj) -> T.Signature:
        if isinstance(f.type, T.Signature):
            return f.type
        assert isinstance(f.scope, Scope)
        package = self.packages[f.pkg]
        with self.within(package, Info(), f.scope, Context(f)):
            f.type = self.func_type(f.decl.type)
        return f.type

    # --- bodies --------------------------------------------------------------------------------------

    def body(self, f: FuncObj) -> Info:
        """The tables of a function's body, which is checked now if it has not been."""
        if f.checked:
            assert f.info is not None
            return f.info
        f.checked = True
        f.info = Info()
        package = self.packages[f.pkg]
        sig = self.sig(f)
        assert isinstance(f.scope, Scope)
        outer, self.current_decl = self.current_decl, f
        context = Context(f)
        with self.within(package, f.info, Scope(f.scope, {}, f), context):
            self.unsupported_sink = f.unsupported
            if f.decl.recv is not None:
                t = T.Pointer(f.recv) if f.pointer_recv and f.recv is not None else f.recv
                assert t is not None
                names = f.decl.recv.names
                if names:
                    f.recv_var = self.new_var(names[0], t, param=True)
                else:
                    f.recv_var = VarObj("", f.pos, f.pkg, t, is_param=True, owner=f)
            f.params, f.results = self.declare_signature(f.decl.type, sig)
            context.results = f.results
            context.named_results = any(field.names for field in f.decl.type.results)
            if f.decl.body is not None:
                self.function_body(f.decl.type, f.decl.body, context)
            self.report_unused()
        self.current_decl = outer
        return f.info

    def instance_of(self, f: FuncObj, args: list[T.Type], e: ast.Expr) -> FuncObj:
        where = (id(f), *map(key, args))
        made = self.func_instances.get(where)
        if made is None:
            names = param_names(f.decl.type.type_params)
            assert isinstance(f.scope, Scope)
            scope = bound_scope(f.scope, names, args)
            made = FuncObj(f.name, f.pos, f.pkg, T.INVALID, f.decl, f"{f.full_name}[...]")
            made.scope, made.type_args = scope, dict(zip(names, args, strict=True))
            self.func_instances[where] = made
            with self.within(self.packages[f.pkg], Info(), scope, Context(None)):
                self.satisfied(f.decl.type.type_params, names, args, e)
            if not self.packages[f.pkg].is_library and len(self.func_instances) < 2000:
                self.packages[f.pkg].funcs.append(made)
                self.instance_count[f] += 1
                if self.instance_count[f] > MOST_INSTANCES:
                    self.error(e.pos, f"instantiation cycle: more than {MOST_INSTANCES} instances of {f.name}")
                    self.diagnostics.raise_if_errors()
                self.body(made)
        return made

    # --- local declarations ----------------------------------------------------------------------------

    def local_decl(self, d: ast.GenDecl) -> None:
        for spec in d.specs:
            if isinstance(spec, ast.TypeSpec):
                self.local_type(spec)
            elif isinstance(spec, ast.ValueSpec) and d.keyword == "const":
                made = [ConstObj(n.name, n.pos, self.package.path, T.INVALID, 0) for n in spec.names]
                for i, const in enumerate(made):
                    self.const_value(const, spec, i)
                for name, const in zip(spec.names, made, strict=True):
                    self.declare(name, const)
            elif isinstance(spec, ast.ValueSpec):
                self.local_var(spec)

    def local_type(self, spec: ast.TypeSpec) -> None:
        obj = TypeName(spec.name.name, spec.name.pos, self.package.path, T.INVALID)
        if spec.type_params:
            self.error(spec.pos, "generic type cannot be declared inside a function")
            return
        if spec.alias:
            obj.type = self.typ(spec.type)
            self.declare(spec.name, obj)
            return
        named = T.Named(obj)
        obj.type = named
        self.declare(spec.name, obj)
        under = self.typ(spec.type)
        named.under = T.INVALID if isinstance(under, T.Invalid) or under is named else under.underlying()

    def local_var(self, spec: ast.ValueSpec) -> None:
        t = self.typ(spec.type) if spec.type is not None else T.INVALID
        made = [VarObj(n.name, n.pos, self.package.path, t, owner=self.context.owner) for n in spec.names]
        self.initial_values(spec, made)
        for name, var in zip(spec.names, made, strict=True):
            self.declared.append(var)
            self.declare(name, var)
            self.info.types[name] = var.type

    # --- names that other parts ask for ----------------------------------------------------------------

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
            self.unsupported(e.pos, f"package {package.path} is not supported ({show.expr(e)})",
                             "write what it does with channels and package sync, or leave it out")  # fmt: skip
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

    def constant_int(self, e: ast.Expr) -> int | None:
        x = self.expr(e)
        if x.bad:
            return None
        if x.mode != "constant" or x.value is None:
            self.error(e.pos, f"invalid array length {show.expr(e)}")
            return None
        if is_untyped(x.type):
            self.convert_untyped(x, T.INT)
        if not is_integer(x.type) or not isinstance(x.value, int):
            if not x.bad:
                self.error(e.pos, f"array length {x} must be integer")
            return None
        return x.value

    def unused_imports(self, package: Package) -> None:
        for file in package.files:
            scope = self.file_scopes[id(file)].parent
            assert scope is not None
            for obj in scope.names.values():
                if isinstance(obj, PkgName) and not obj.used:
                    path = obj.package.path
                    shown = (
                        f'"{path}" imported as {obj.name}'
                        if obj.name != path.rsplit("/", 1)[-1]
                        else f'"{path}" imported'
                    )
                    self.error(obj.pos, f"{shown} and not used", UNUSED, "remove the import")

    # --- initialisation --------------------------------------------------------------------------------

    def initialisation_order(self, package: Package) -> list[tuple[list[VarObj], ast.Expr | None]]:
        """Package variables in the order of Go's spec: the first one in source that waits for no other, again and
        again."""
        groups: list[tuple[list[VarObj], ast.Expr | None]] = []
        for file in package.files:
            for decl in file.decls:
                if isinstance(decl, ast.GenDecl) and decl.keyword == "var":
                    for spec in decl.specs:
                        if isinstance(spec, ast.ValueSpec):
                            groups += self.groups_of(package, spec)
        if package.is_library:
            return groups  # models declare them in order
        for f in package.funcs:
            if not f.decl.type.type_params or f.type_args:
                self.body(f) if not (f.recv is not None and f.recv.args) else None
        owner = {v: i for i, (made, _) in enumerate(groups) for v in made}
        needs = [{owner[o] for v in made for o in self.reached(v) if o in owner} - {i}
                 for i, (made, _) in enumerate(groups)]  # fmt: skip
        done: list[int] = []
        while len(done) < len(groups):
            ready = [i for i in range(len(groups)) if i not in done and needs[i] <= set(done)]
            rest = ready or [i for i in range(len(groups)) if i not in done]
            if not ready:
                self.error(groups[rest[0]][0][0].pos, "initialization cycle", NAMES)
            done.append(rest[0])
        return [groups[i] for i in done]

    def groups_of(self, package: Package, spec: ast.ValueSpec) -> list[tuple[list[VarObj], ast.Expr | None]]:
        made = [package.info.defs[n] for n in spec.names]
        variables = [v for v in made if isinstance(v, VarObj)]
        if len(spec.values) == len(variables):
            return [([v], e) for v, e in zip(variables, spec.values, strict=True)]
        return [(variables, spec.values[0] if spec.values else None)]

    def reached(self, var: VarObj) -> set[Obj]:
        seen: set[Obj] = set()
        todo = list(self.uses_of.get(var, ()))
        while todo:
            obj = todo.pop()
            if obj not in seen:
                seen.add(obj)
                todo += self.uses_of.get(obj, ())
        return seen


def contains(t: T.Type, named: T.Named) -> bool:
    """Whether a value of type t would contain a value of the named type."""
    if isinstance(t, T.Array):
        return t.elem is named or contains(
            t.elem.under if isinstance(t.elem, T.Named) and t.elem.under else t.elem, named
        )
    if isinstance(t, T.Struct):
        for f in t.fields:
            if f.type is named:
                return True
            inner = f.type.under if isinstance(f.type, T.Named) else f.type
            if isinstance(inner, T.Struct | T.Array) and contains(inner, named):
                return True
    return False


__all__ = ["NO_POS", "UNSUPPORTED", "Checker", "Diagnostic", "Operand", "Pos", "check_types"]
