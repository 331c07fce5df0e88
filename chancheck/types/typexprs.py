"""Type expressions, and instances of generic types."""

from __future__ import annotations

from collections.abc import Hashable

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Base, Context
from chancheck.types.constants import fits
from chancheck.types.objects import FuncObj, Info, Obj, Package, PkgName, TypeName, VarObj
from chancheck.types.relations import Scope, comparable, identical, key, missing_method
from chancheck.types.universe import ANY

LONGEST_ARRAY = 1 << 20
"""Elements; each is at least one cell of the state."""


class TypeExprs(Base):
    def setup_generics(self) -> None:
        self.generic_types: dict[TypeName, tuple[ast.TypeSpec, Package, Scope]] = {}
        self.type_instances: dict[Hashable, T.Named] = {}
        self.method_decls: dict[TypeName, list[tuple[ast.FuncDecl, Scope]]] = {}  # with their files'

    # provided by the parts for expressions and names
    def lookup_name(self, e: ast.Ident, base: bool = False) -> Obj | None:
        raise NotImplementedError

    def package_of(self, name: PkgName) -> Package:
        raise NotImplementedError

    def member(self, e: ast.SelectorExpr, name: PkgName) -> Obj | None:
        raise NotImplementedError

    def constant_int(self, e: ast.Expr) -> int | None:
        raise NotImplementedError

    def typ(self, e: ast.Expr) -> T.Type:
        """The type that an expression denotes; an error and INVALID when it denotes none."""
        t = self.type_or_none(e)
        if t is None:
            if not isinstance(e, ast.BadExpr):
                self.error(e.pos, f"{show.expr(e)} is not a type", NAMES)
            t = T.INVALID
        self.info.types[e] = t
        self.info.is_type.add(e)
        return t

    def type_or_none(self, e: ast.Expr) -> T.Type | None:
        """The type that e denotes, None when it is no type (nothing is reported then about its kind)."""
        match e:
            case ast.Ident():
                obj = self.lookup_name(e)
                if obj is None:
                    return T.INVALID
                if isinstance(obj, TypeName):
                    self.info.uses[e] = obj
                    return self.named(obj, e)
                return None
            case ast.ParenExpr():
                return self.type_or_none(e.x)
            case ast.SelectorExpr(x=ast.Ident() as x):
                pkg = self.lookup_name(x, base=True)
                if not isinstance(pkg, PkgName):
                    return None
                obj = self.member(e, pkg)
                if obj is None:
                    return T.INVALID
                return self.named(obj, e) if isinstance(obj, TypeName) else None
            case ast.IndexExpr():
                return self.instance_expr(e)
            case ast.StarExpr():
                inner = self.type_or_none(e.x)
                if inner is None:
                    return None
                self.info.types[e.x] = inner
                self.info.is_type.add(e.x)
                return T.Pointer(inner)
            case ast.ArrayType():
                return self.array(e)
            case ast.MapType():
                k = self.typ(e.key)
                if self.complete(k) and not comparable(k):
                    self.error(e.key.pos, f"invalid map key type {k}")
                return T.Map(k, self.typ(e.value))
            case ast.ChanType():
                return T.Chan(e.dir, self.typ(e.elem))
            case ast.FuncType():
                return self.func_type(e)
            case ast.StructType():
                return self.struct(e)
            case ast.InterfaceType():
                return self.interface(e)
            case ast.Ellipsis() if e.elem is not None:
                return T.Slice(self.typ(e.elem))
            case ast.BinaryExpr(op="|") | ast.UnaryExpr(op="~"):
                return T.Interface({}, terms=self.terms(e))
            case ast.BadExpr():
                return T.INVALID
        return None

    def complete(self, t: T.Type) -> bool:
        return not isinstance(t, T.Invalid) and not (isinstance(t, T.Named) and t.under is None)

    def named(self, obj: TypeName, e: ast.Expr) -> T.Type:
        self.resolve(obj)
        if obj in self.generic_types:
            self.error(e.pos, f"cannot use generic type {show.expr(e)} without instantiation")
            return T.INVALID
        return obj.type

    def array(self, e: ast.ArrayType) -> T.Type:
        if e.length is None:
            return T.Slice(self.typ(e.elem))
        if isinstance(e.length, ast.Ellipsis):
            self.error(e.pos, "invalid use of [...] array (outside a composite literal)")
            return T.INVALID
        length = self.constant_int(e.length)
        elem = self.typ(e.elem)
        if length is None:
            return T.INVALID
        if length < 0:
            self.error(e.length.pos, f"invalid array length {show.expr(e.length)}")
            return T.INVALID
        if length > LONGEST_ARRAY:
            self.error(e.length.pos, f"arrays of more than {LONGEST_ARRAY:,} elements are not supported", NAMES)
            return T.INVALID
        return T.Array(length, elem)

    def func_type(self, e: ast.FuncType) -> T.Signature:
        params, variadic = [], False
        for f in e.params:
            variadic = variadic or isinstance(f.type, ast.Ellipsis)
            params += [self.typ(f.type)] * max(1, len(f.names))
        results = [t for f in e.results for t in [self.typ(f.type)] * max(1, len(f.names))]
        return T.Signature(params, results, variadic)

    def struct(self, e: ast.StructType) -> T.Struct:
        fields: list[T.StructField] = []
        seen: set[str] = set()
        for f in e.fields:
            t = self.typ(f.type)
            names = [(n.name, n.pos) for n in f.names] or [(embedded_name(f.type), f.pos)]
            for name, pos in names:
                if name in seen and name != "_":
                    self.error(pos, f"{name} redeclared", NAMES)
                seen.add(name)
                fields.append(T.StructField(name, t, not f.names, self.package.path))
        return T.Struct(fields)

    def interface(self, e: ast.InterfaceType) -> T.Interface:
        result = T.Interface({})
        for f in e.methods:
            if f.names:
                assert isinstance(f.type, ast.FuncType)
                for name in f.names:
                    if name.name in result.methods:
                        self.error(name.pos, f"duplicate method {name.name}", NAMES)
                    result.methods[name.name] = self.func_type(f.type)
                    result.pkgs[name.name] = self.package.path
            else:
                self.embed(result, f.type)
        return result

    def embed(self, into: T.Interface, e: ast.Expr) -> None:
        t = self.typ(e)
        if isinstance(t, T.Named) and t.under is None:
            self.resolve(t.obj)
            if t.under is None:
                self.error(e.pos, f"invalid recursive type {t.obj.name}", NAMES)
                return
        under = t if isinstance(t, T.Invalid) else t.underlying()
        if isinstance(under, T.Interface):
            into.methods.update(under.methods)
            into.pkgs.update(under.pkgs)
            into.comparable = into.comparable or under.comparable
            into.terms = under.terms if into.terms is None else into.terms
            into.unknown = into.unknown or under.unknown
        elif isinstance(t, T.Invalid):
            into.unknown = True
        else:
            into.terms = [(False, t)]

    def terms(self, e: ast.Expr) -> list[tuple[bool, T.Type]] | None:
        if isinstance(e, ast.BinaryExpr) and e.op == "|":
            a, b = self.terms(e.x), self.terms(e.y)
            return None if a is None or b is None else a + b
        if isinstance(e, ast.UnaryExpr) and e.op == "~":
            return [(True, self.typ(e.x))]
        t = self.typ(e)
        under = None if isinstance(t, T.Invalid) else t.underlying()
        return under.terms if isinstance(under, T.Interface) else [(False, t)]

    # --- generics: every instance is a type of its own ------------------------------------------

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
        named = self.type_instances.get(where)
        if named is not None:
            return named
        named = self.type_instances[where] = T.Named(obj, None, {}, tuple(args))
        inner = bound_scope(scope, params, args)
        with self.within(package, Info(), inner, Context(None)):
            self.satisfied(spec.type_params, params, args, e)
            under = self.typ(spec.type)
            named.under = T.INVALID if isinstance(under, T.Invalid) else under.underlying()
        for decl, file_scope in self.method_decls.get(obj, []):
            self.add_method(named, decl, package, file_scope)
        return named

    def satisfied(self, fields: list[ast.Field], params: list[str], args: list[T.Type], e: ast.Expr) -> None:
        """Each type argument must implement its parameter's constraint."""
        constraints = [self.typ(f.type) for f in fields for _ in f.names]
        for arg, constraint in zip(args, constraints, strict=True):
            under = None if isinstance(constraint, T.Invalid) else constraint.underlying()
            if not isinstance(under, T.Interface):
                under = T.Interface({}, terms=[(False, constraint)]) if under is not None else ANY
            if not isinstance(arg, T.TypeParam | T.Invalid) and self.complete(arg):
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


def bound_scope(scope: Scope, names: list[str], args: list[T.Type]) -> Scope:
    bound: dict[str, Obj] = {}
    for name, arg in zip(names, args, strict=False):
        obj = TypeName(name, scope_pos(arg), "", arg)
        bound[name] = obj
    return Scope(scope, bound, None)


def scope_pos(arg: T.Type) -> Pos:
    from chancheck.source import NO_POS

    return NO_POS


def param_names(fields: list[ast.Field]) -> list[str]:
    return [n.name for f in fields for n in f.names]


def embedded_name(e: ast.Expr) -> str:
    match e:
        case ast.StarExpr() | ast.ParenExpr() | ast.IndexExpr():
            return embedded_name(e.x)
        case ast.SelectorExpr():
            return e.sel.name
        case ast.Ident():
            return e.name
    return "?"


def receiver_base(e: ast.Expr) -> tuple[ast.Expr, bool]:
    """The type expression of a receiver without `*` and parentheses, and whether it is a pointer."""
    pointer = False
    while isinstance(e, ast.StarExpr | ast.ParenExpr):
        pointer = pointer or isinstance(e, ast.StarExpr)
        e = e.x
    return e, pointer


def unify(pattern: T.Type, t: T.Type, found: dict[T.TypeParam, T.Type]) -> bool:
    """Bind the type parameters in `pattern` so that it becomes t (inexact: underlying types may meet)."""
    if isinstance(pattern, T.TypeParam):
        if pattern in found:
            return identical(found[pattern], t) or identical(found[pattern].underlying(), t.underlying())
        found[pattern] = t
        return True
    if isinstance(pattern, T.Named):
        if isinstance(t, T.Named) and t.obj is pattern.obj:
            return all(unify(a, b, found) for a, b in zip(pattern.args, t.args, strict=True))
        if pattern.args and pattern.under is not None:
            return unify(pattern.under, t, found)
        return True
    if isinstance(t, T.Named) and not isinstance(t.underlying(), T.Interface):
        t = t.underlying()
    if type(pattern) is not type(t):
        return True  # assignability is checked later, with its own message
    match pattern, t:
        case (T.Pointer(), T.Pointer()) | (T.Slice(), T.Slice()) | (T.Array(), T.Array()) | (T.Chan(), T.Chan()):
            return unify(pattern.elem, t.elem, found)  # type: ignore[attr-defined]
        case T.Map(), T.Map():
            return unify(pattern.key, t.key, found) and unify(pattern.elem, t.elem, found)
        case T.Signature(), T.Signature():
            pairs = [*zip(pattern.params, t.params, strict=False), *zip(pattern.results, t.results, strict=False)]
            return all(unify(a, b, found) for a, b in pairs)
    return True


__all__ = ["TypeExprs", "VarObj", "bound_scope", "fits", "param_names", "receiver_base", "unify"]
