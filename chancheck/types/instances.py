"""Instances of generic types: every instance is a type of its own, which is expanded when something asks for it."""

from __future__ import annotations

from functools import partial

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context
from chancheck.types.objects import FuncObj, Info, Obj, Package, PkgName, TypeName
from chancheck.types.relations import Scope, key, missing_method
from chancheck.types.typexprs import TypeExprs, bound_scope, param_names, receiver_base
from chancheck.types.universe import ANY


class Instances(TypeExprs):
    def instance_expr(self, e: ast.IndexExpr) -> T.Type | None:
        obj: Obj | None = None
        if isinstance(e.x, ast.Ident):
            obj = self.lookup_name(e.x)
        elif isinstance(e.x, ast.SelectorExpr) and isinstance(e.x.x, ast.Ident):
            pkg = self.lookup_name(e.x.x, base=True)
            obj = self.member(e.x, pkg) if isinstance(pkg, PkgName) else None
            if obj is None and isinstance(pkg, PkgName):
                return T.INVALID
        if not isinstance(obj, TypeName):
            return None
        if isinstance(e.x, ast.Ident):
            self.info.uses[e.x] = obj
        self.resolve(obj)
        if obj not in self.generic_types:
            self.error(e.pos, f"{show.expr(e.x)} is not a generic type")
            return T.INVALID
        return self.instance(obj, [self.typ(i) for i in e.indices], e)

    def instance(self, obj: TypeName, args: list[T.Type], e: ast.Expr) -> T.Type:
        spec, package, scope = self.generic_types[obj]
        params = param_names(spec.type_params)
        if len(params) != len(args):
            few = "not enough" if len(args) < len(params) else "too many"
            self.error(e.pos, f"{few} type arguments for type {obj.name}: have {len(args)}, want {len(params)}")
            return T.INVALID
        where = (id(obj), *map(key, args))
        if spec.alias:
            return self.aliased(obj, args, e)
        named = self.type_instances.get(where)
        if named is not None:
            return named
        if max(map(nesting, args)) > DEEPEST_ARGUMENT:
            self.error(e.pos, f"instantiation cycle: the type arguments of {obj.name} never stop growing")
            return T.INVALID
        named = self.type_instances[where] = T.Named(obj, None, {}, tuple(args), self.expand)
        for decl, file_scope in self.method_decls.get(obj, []):
            self.add_method(named, decl, package, file_scope)
        inner = bound_scope(scope, params, args)
        self.later(partial(self.check_instance, named, spec.type_params, inner, e))
        return named

    def aliased(self, obj: TypeName, args: list[T.Type], e: ast.Expr) -> T.Type:
        """What an instance of a generic alias stands for."""
        if obj in self.aliasing:
            self.error(obj.pos, f"invalid recursive type {obj.name}")
            return T.INVALID
        spec, package, scope = self.generic_types[obj]
        params = param_names(spec.type_params)
        self.aliasing.append(obj)
        with self.within(package, Info(), bound_scope(scope, params, args), Context(None)):
            self.later(partial(self.check_alias, spec.type_params, self.scope, args, e))
            t = self.typ(spec.type)
        self.aliasing.pop()
        return t

    def check_alias(self, fields: list[ast.Field], scope: Scope, args: list[T.Type], e: ast.Expr) -> None:
        with self.within(self.package, Info(), scope, Context(None)):
            self.satisfied(fields, param_names(fields), args, e)

    def check_instance(self, named: T.Named, fields: list[ast.Field], scope: Scope, e: ast.Expr) -> None:
        with self.within(self.generic_types[named.obj][1], Info(), scope, Context(None)):
            self.satisfied(fields, param_names(fields), list(named.args), e)
        named.underlying()

    def expand(self, named: T.Named) -> None:
        """The underlying type of an instance is asked for."""
        if named in self.expanding:
            self.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
            named.under = T.INVALID
            return
        spec, package, scope = self.generic_types[named.obj]
        self.expanding.append(named)
        with self.within(package, Info(), bound_scope(scope, param_names(spec.type_params), list(named.args)),
                         Context(None)):  # fmt: skip
            self.complete_type(named, self.typ(spec.type))
        self.expanding.pop()
        self.run_delayed()

    def satisfied(self, fields: list[ast.Field], params: list[str], args: list[T.Type], e: ast.Expr) -> None:
        """Each type argument must implement its parameter's constraint."""
        constraints = [self.typ(f.type) for f in fields for _ in f.names]
        for arg, constraint in zip(args, constraints, strict=True):
            under = None if isinstance(constraint, T.Invalid) else constraint.underlying()
            if not isinstance(under, T.Interface):
                under = T.Interface({}, terms=[(False, constraint)]) if under is not None else ANY
            if not isinstance(arg, T.TypeParam | T.Invalid):
                missing = missing_method(arg, under, self.sig)
                if missing:
                    self.package.missing.add(missing[0])
                    why = f"missing method {missing[0]}" if missing[0].isidentifier() else missing[1]
                    self.error(e.pos, f"{arg} does not satisfy {constraint} ({why})")

    def add_method(self, named: T.Named, decl: ast.FuncDecl, package: Package, scope: Scope) -> None:
        assert decl.recv is not None
        base, pointer = receiver_base(decl.recv.type)
        names = [i.name for i in base.indices if isinstance(i, ast.Ident)] if isinstance(base, ast.IndexExpr) else []
        shown = f"(*{named.obj.name})" if pointer else named.obj.name
        obj = FuncObj(decl.name.name, decl.name.pos, package.path, T.INVALID, decl,
                      f"{package.path}.{shown}.{decl.name.name}", named, pointer)  # fmt: skip
        obj.scope = bound_scope(scope, names, list(named.args)) if named.args else scope
        obj.type_args = dict(zip(names, named.args, strict=False))
        if decl.name.name != "_":
            if decl.name.name in named.methods:
                self.error(decl.name.pos, f"method {named.obj.name}.{decl.name.name} already declared", NAMES)
            named.methods[decl.name.name] = obj
        package.funcs.append(obj)


DEEPEST_ARGUMENT = 12
"""Levels of types in a type argument, beyond which an instance counts as one of a cycle."""


def nesting(t: T.Type) -> int:
    match t:
        case T.Named():
            return 1 + max(map(nesting, t.args), default=0)
        case T.Pointer() | T.Slice() | T.Array() | T.Chan():
            return 1 + nesting(t.elem)
        case T.Map():
            return 1 + max(nesting(t.key), nesting(t.elem))
        case T.Signature():
            return 1 + max(map(nesting, [*t.params, *t.results]), default=0)
        case T.Struct():
            return 1 + max((nesting(f.type) for f in t.fields), default=0)
        case T.Interface():
            return 1 + max(map(nesting, t.methods.values()), default=0)
    return 0
