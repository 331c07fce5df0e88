"""Declarations, resolved when something asks for them (Go spec, Declarations and scope)."""

from __future__ import annotations

from collections.abc import Mapping

from chancheck.deadline import poll
from chancheck.diagnostic import Diagnostics
from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context
from chancheck.types.objects import Constant, ConstObj, FuncObj, Info, Obj, Package, TypeName, VarObj
from chancheck.types.packages import Packages
from chancheck.types.relations import Scope, default_type, is_boolean, is_integer, is_string, is_untyped
from chancheck.types.typexprs import DEEPEST_TYPE, LONGEST_ARRAY, extent

LONGEST_CHAIN = 300
"""Of declarations without types, each in the value of the one before: each is a level of recursion."""


class Declarations(Packages):
    def __init__(self, diagnostics: Diagnostics, go: str, define: Mapping[str, str]) -> None:
        super().__init__(diagnostics, go)
        self.define_values = dict(define)
        self.cyclic: list[Obj] = []  # variables whose values refer to themselves directly
        self.uses_of: dict[Obj, set[Obj]] = {}
        self.current_decl: Obj | None = None
        self.root: Package | None = None  # the one that is checked

    # provided by the checker
    def initialisation_order(self, package: Package) -> list[tuple[list[VarObj], ast.Expr | None]]:
        raise NotImplementedError

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
            for obj, (_, _, owner, _) in list(self.lazy.items()):
                if owner is package:  # named _
                    self.resolve(obj)
        package.vars_order = self.initialisation_order(package)

    def field_and_method(self, t: T.Named) -> None:
        self.check_extent(t)
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
        if len(self.resolving) > LONGEST_CHAIN:
            self.error(obj.pos, f"declarations refer to one another over more than {LONGEST_CHAIN} steps", NAMES,
                       "declare some of them with their types")  # fmt: skip
            self.diagnostics.raise_if_errors()
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
        self.run_delayed()

    def needed(self, named: T.Named) -> None:
        """The underlying type of a declared type is asked for."""
        if named.obj in self.lazy and named.obj not in self.resolving:
            self.resolve(named.obj)
        if named.under is None:  # its own declaration asks
            self.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
            named.under = T.INVALID

    def is_defined_later(self, obj: TypeName) -> bool:
        """Whether it is a declared type, without parameters, whose declaration has not been read to its end."""
        if obj not in self.lazy:
            return False
        spec = self.lazy[obj][1]
        return isinstance(spec, ast.TypeSpec) and not spec.alias and not spec.type_params

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
            self.cyclic.append(obj)
            self.error(obj.pos, f"initialization cycle or invalid constant {obj.name}", NAMES)

    def resolve_type(self, obj: TypeName, spec: ast.TypeSpec) -> None:
        if spec.type_params:
            self.generic_types[obj] = (spec, self.package, self.scope)
            return
        if spec.alias:
            obj.type = self.typ(spec.type)
            return
        if not isinstance(obj.type, T.Named):
            obj.type = T.Named(obj, resolve=self.needed)
        named = obj.type
        self.unsupported_sink = []  # told where something that is reached needs it
        self.complete_type(named, self.typ(spec.type))

    def complete_type(self, named: T.Named, given: T.Type) -> None:
        under = given if isinstance(given, T.Invalid) else given.underlying()
        if named.under is None:  # else it has asked for itself
            named.under = under
        if contains(named.under, named, set()):
            self.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
            named.under = T.INVALID

    def check_extent(self, named: T.Named) -> None:
        cells, depth = extent(named, self.extents)
        if cells > LONGEST_ARRAY or depth > DEEPEST_TYPE:
            what = f"more than {LONGEST_ARRAY:,} cells" if cells > LONGEST_ARRAY else f"more than {DEEPEST_TYPE} levels"
            self.error(named.obj.pos, f"type {named.obj.name} has {what}, which is not supported", NAMES)
            named.under, self.extents[named] = T.INVALID, (1, 0)

    def resolve_const(self, obj: ConstObj, spec: ast.ValueSpec) -> None:
        self.unsupported_sink = []
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
        name = obj.name if self.package is self.root else f"{self.package.path}.{obj.name}"
        if overridable and name in self.define_values:
            self.override(obj, self.define_values[name])

    def override(self, obj: ConstObj, text: str) -> None:
        """-D NAME=VALUE: another value of the same type."""
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
            sink, self.unsupported_sink = self.unsupported_sink, []
            t = self.var_type(spec.type)
            self.unsupported_sink = sink
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
        if f in self.signing:
            self.error(f.pos, f"invalid recursive type: the type of {f.name} refers to {f.name}")
            return T.Signature([], [T.INVALID])
        assert isinstance(f.scope, Scope)
        package = self.packages[f.pkg]
        self.signing.append(f)
        with self.within(package, Info(), f.scope, Context(f)):
            self.unsupported_sink = f.unsupported
            made = self.func_type(f.decl.type)
        self.signing.pop()
        f.type = made
        self.run_delayed()
        return made

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
            self.declare(spec.name, obj)
            self.generic_types[obj] = (spec, self.package, self.scope)
            return
        if spec.alias:
            obj.type = self.typ(spec.type)
            self.declare(spec.name, obj)
            return
        named = obj.type = T.Named(obj, resolve=self.needed)
        self.declare(spec.name, obj)
        self.complete_type(named, self.typ(spec.type))
        self.check_extent(named)

    def local_var(self, spec: ast.ValueSpec) -> None:
        t = self.var_type(spec.type) if spec.type is not None else T.INVALID
        made = [VarObj(n.name, n.pos, self.package.path, t, owner=self.context.owner) for n in spec.names]
        self.initial_values(spec, made)
        for name, var in zip(spec.names, made, strict=True):
            self.declared.append(var)
            self.declare(name, var)
            self.info.types[name] = var.type

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


def contains(t: T.Type, named: T.Named, seen: set[int]) -> bool:
    """Whether a value of type t would contain a value of the named type. seen: types that have been looked into."""
    if t is named:
        return True
    poll()
    if id(t) in seen:
        return False
    seen.add(id(t))
    match t:
        case T.Named(under=T.Type() as under):
            return contains(under, named, seen)
        case T.Array():
            return contains(t.elem, named, seen)
        case T.Struct():
            return any(contains(f.type, named, seen) for f in t.fields)
    return False
