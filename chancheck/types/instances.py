"""Instances of generic types: every instance is a separate type, expanded at the first use of its underlying type."""

from __future__ import annotations

from functools import partial

from chancheck.source import NO_POS
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.checker import NAMES, Checker, Context
from chancheck.types.extents import complete_type
from chancheck.types.objects import Info, Package
from chancheck.types.relations import Scope, key, missing_method
from chancheck.types.types import FuncObj, Obj, TypeName
from chancheck.types.universe import ANY

DEEPEST_ARGUMENT = 12
"""Levels of types in a type argument, beyond which an instance counts as one of a cycle."""


def instance(c: Checker, obj: TypeName, args: list[T.Type], e: ast.Expr) -> T.Type:
    spec, package, scope = c.generic_types[obj]
    params = param_names(spec.type_params)
    if len(params) != len(args):
        few = "not enough" if len(args) < len(params) else "too many"
        c.error(e.pos, f"{few} type arguments for type {obj.name}: have {len(args)}, want {len(params)}")
        return T.INVALID
    where = (id(obj), *map(key, args))
    if spec.alias:
        return aliased(c, obj, args, e)
    named = c.type_instances.get(where)
    if named is not None:
        return named
    if max(map(nesting, args)) > DEEPEST_ARGUMENT:
        c.error(e.pos, f"instantiation cycle: the type arguments of {obj.name} never stop growing")
        return T.INVALID
    named = c.type_instances[where] = T.Named(obj, None, {}, tuple(args), partial(expand, c))
    for decl, file_scope in c.method_decls.get(obj, []):
        add_method(c, named, decl, package, file_scope)
    inner = bound_scope(scope, params, args)
    c.later(partial(check_instance, c, named, spec.type_params, inner, e))
    return named


def bound_scope(scope: Scope, names: list[str], args: list[T.Type]) -> Scope:
    bound: dict[str, Obj] = {}
    for name, arg in zip(names, args, strict=False):
        obj = TypeName(name, NO_POS, "", arg)
        bound[name] = obj
    return Scope(scope, bound, None)


def param_names(fields: list[ast.Field]) -> list[str]:
    return [n.name for f in fields for n in f.names]


def check_type_params(c: Checker, fields: list[ast.Field], declared: ast.Expr | None = None) -> None:
    """Names are declared once, and a type declared with them is none of them."""
    seen: set[str] = set()
    for name in (n for f in fields for n in f.names):
        if name.name in seen and name.name != "_":
            c.error(name.pos, f"{name.name} redeclared in this block", NAMES)
        seen.add(name.name)
    if isinstance(declared, ast.Ident) and declared.name in seen:
        c.error(declared.pos, "cannot use a type parameter as RHS in type declaration")


def receiver_base(e: ast.Expr) -> tuple[ast.Expr, bool]:
    """The type expression of a receiver without `*` and parentheses, and whether it is a pointer."""
    pointer = False
    while isinstance(e, ast.StarExpr | ast.ParenExpr):
        pointer = pointer or isinstance(e, ast.StarExpr)
        e = e.x
    return e, pointer


def add_method(c: Checker, named: T.Named, decl: ast.FuncDecl, package: Package, scope: Scope) -> None:
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
            c.error(decl.name.pos, f"method {named.obj.name}.{decl.name.name} already declared", NAMES)
        named.methods[decl.name.name] = obj
    package.funcs.append(obj)


def aliased(c: Checker, obj: TypeName, args: list[T.Type], e: ast.Expr) -> T.Type:
    """The type that an instance of a generic alias denotes."""
    if obj in c.aliasing:
        c.error(obj.pos, f"invalid recursive type {obj.name}")
        return T.INVALID
    spec, package, scope = c.generic_types[obj]
    params = param_names(spec.type_params)
    c.aliasing.append(obj)
    with c.within(package, Info(), bound_scope(scope, params, args), Context(None)):
        c.later(partial(check_alias, c, spec.type_params, c.scope, args, e))
        t = c.typ(spec.type)
    c.aliasing.pop()
    return t


def check_alias(c: Checker, fields: list[ast.Field], scope: Scope, args: list[T.Type], e: ast.Expr) -> None:
    with c.within(c.package, Info(), scope, Context(None)):
        satisfied(c, fields, param_names(fields), args, e)


def check_instance(c: Checker, named: T.Named, fields: list[ast.Field], scope: Scope, e: ast.Expr) -> None:
    with c.within(c.generic_types[named.obj][1], Info(), scope, Context(None)):
        satisfied(c, fields, param_names(fields), list(named.args), e)
    named.underlying()


def expand(c: Checker, named: T.Named) -> None:
    """Find the underlying type of an instance, at its first use."""
    if named in c.expanding:
        c.error(named.obj.pos, f"invalid recursive type {named.obj.name}")
        named.under = T.INVALID
        return
    spec, package, scope = c.generic_types[named.obj]
    c.expanding.append(named)
    with c.within(package, Info(), bound_scope(scope, param_names(spec.type_params), list(named.args)),
                     Context(None)):  # fmt: skip
        complete_type(c, named, c.typ(spec.type))
    c.expanding.pop()
    c.run_delayed()


def satisfied(c: Checker, fields: list[ast.Field], params: list[str], args: list[T.Type], e: ast.Expr) -> None:
    """Each type argument must implement its parameter's constraint."""
    constraints = [c.typ(f.type) for f in fields for _ in f.names]
    for arg, constraint in zip(args, constraints, strict=True):
        under = None if isinstance(constraint, T.Invalid) else constraint.underlying()
        if not isinstance(under, T.Interface):
            under = T.Interface({}, terms=[(False, constraint)]) if under is not None else ANY
        if not isinstance(arg, T.TypeParam | T.Invalid):
            missing = missing_method(arg, under, c.sig)
            if missing:
                c.package.missing.add(missing[0])
                why = f"missing method {missing[0]}" if missing[0].isidentifier() else missing[1]
                c.error(e.pos, f"{arg} does not satisfy {constraint} ({why})")


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
