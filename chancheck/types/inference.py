"""Generic functions: instances and the inference of type arguments (Go spec, Type inference)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.bodies import body
from chancheck.types.checker import Checker, Context
from chancheck.types.instances import bound_scope, instance, param_names, satisfied
from chancheck.types.objects import Info
from chancheck.types.operand import Operand, start
from chancheck.types.relations import Found, Scope, default_type, is_untyped, key, lookup, selection
from chancheck.types.types import FuncObj
from chancheck.types.unification import unify

MOST_INSTANCES = 30
"""Of one function, before it counts as a cycle."""


def instance_of(c: Checker, f: FuncObj, args: list[T.Type], e: ast.Expr) -> FuncObj:
    where = (id(f), *map(key, args))
    made = c.func_instances.get(where)
    if made is None:
        names = param_names(f.decl.type.type_params)
        assert isinstance(f.scope, Scope)
        scope = bound_scope(f.scope, names, args)
        made = FuncObj(f.name, f.pos, f.pkg, T.INVALID, f.decl, f"{f.full_name}[...]", f.recv, f.pointer_recv)
        made.scope, made.type_args = scope, f.type_args | dict(zip(names, args, strict=True))
        c.func_instances[where] = made
        with c.within(c.packages[f.pkg], Info(), scope, Context(None)):
            satisfied(c, f.decl.type.type_params, names, args, e)
        if not c.packages[f.pkg].is_library and len(c.func_instances) < 2000:
            c.packages[f.pkg].funcs.append(made)
            c.instance_count[f] += 1
            if c.instance_count[f] > MOST_INSTANCES:
                c.error(e.pos, f"instantiation cycle: more than {MOST_INSTANCES} instances of {f.name}")
                c.diagnostics.raise_if_errors()
            body(c, made)
    return made


def instantiated(c: Checker, f: FuncObj, e: ast.Expr, args: list[ast.Expr], ellipsis: bool = False) -> Operand:
    """The instance of a generic function that explicit type arguments and the call's arguments ask for."""
    given = explicit(c, e)
    names = param_names(f.decl.type.type_params)
    if len(given) > len(names):
        c.error(e.pos, f"got {len(given)} type arguments but want {len(names)}")
        return c.invalid(e)
    if len(given) < len(names):
        complete = inferred(c, f, given, names, e, args, ellipsis)
        if complete is None:
            return c.invalid(e)
        given = complete
    return instance_operand(c, f, given, e)


def explicit(c: Checker, e: ast.Expr) -> list[T.Type]:
    return [c.typ(i) for i in e.indices] if isinstance(e, ast.IndexExpr) else []


def instantiated_for(c: Checker, x: Operand, f: FuncObj, goal: T.Signature | None) -> Operand:
    """The instance of a generic function that is a value of a function type."""
    given = explicit(c, x.expr)
    params = [T.TypeParam(n) for n in param_names(f.decl.type.type_params)]
    sig, constraints = patterns(c, f, params)
    pattern = with_receiver(c, x.expr, sig)
    found: dict[T.TypeParam, T.Type] = dict(zip(params, given, strict=False))
    if goal is not None:
        unify(pattern, goal, found)
    unify_constraints(c, params, constraints, found)
    if any(p not in found or has_params(found[p]) for p in params):
        c.error(start(x.expr), f"cannot use generic function {show.expr(x.expr)} without instantiation")
        return c.invalid(x.expr)
    return instance_operand(c, f, [found[p] for p in params], x.expr)


def instance_operand(c: Checker, f: FuncObj, given: list[T.Type], e: ast.Expr) -> Operand:
    if any(isinstance(t, T.Invalid) for t in given):
        return c.invalid(e)
    instance, name = instance_of(c, f, given, e), name_in(e)
    ident = name.sel if isinstance(name, ast.SelectorExpr) else name
    assert isinstance(ident, ast.Ident)
    c.info.uses[ident] = instance
    sig = with_receiver(c, e, c.sig(instance))
    if isinstance(name, ast.SelectorExpr) and name in c.info.selections:
        c.info.selections[name].obj, c.info.selections[name].type = instance, sig
    for part in (e, name):
        c.info.types[part] = sig
    return Operand("value", sig, e, obj=instance)


def name_in(e: ast.Expr) -> ast.Expr:
    """Of an instance, the name of what is generic."""
    while isinstance(e, ast.IndexExpr | ast.ParenExpr):
        e = e.x
    return e


def with_receiver(c: Checker, e: ast.Expr, sig: T.Signature) -> T.Signature:
    """The receiver is the first parameter where e is a method of a type, and not of a value."""
    name = name_in(e)
    chosen = c.info.selections.get(name) if isinstance(name, ast.SelectorExpr) else None
    if chosen is None or chosen.kind != "method_expr":
        return sig
    assert isinstance(chosen.type, T.Signature)
    return T.Signature([chosen.type.params[0], *sig.params], sig.results, sig.variadic)


def inferred(
    c: Checker, f: FuncObj, given: list[T.Type], names: list[str], e: ast.Expr, args: list[ast.Expr], ellipsis: bool
) -> list[T.Type] | None:
    params = [T.TypeParam(n) for n in names]
    sig, constraints = patterns(c, f, params)
    pattern = with_receiver(c, e, sig)
    found: dict[T.TypeParam, T.Type] = dict(zip(params, given, strict=False))
    untyped: list[tuple[T.TypeParam, T.Type]] = []
    types = argument_types(c, args, pattern, found)
    for i, t in enumerate(types):
        goal = parameter(pattern, i, ellipsis)
        if goal is None or t is None or t is T.INVALID:
            continue
        if is_untyped(t):
            if isinstance(goal, T.TypeParam) and t is not T.NIL:
                untyped.append((goal, t))
        elif not unify(goal, t, found):
            c.error(start(args[min(i, len(args) - 1)]),
                       f"type {t} of {show.expr(args[min(i, len(args) - 1)])} does not match inferred type "
                       f"{found.get(goal) if isinstance(goal, T.TypeParam) else goal} for {goal}")  # fmt: skip
            return None
        else:
            unify_methods(c, goal, t, found)
    unify_constraints(c, params, constraints, found)
    unify_generic_arguments(c, args, pattern, found)
    for goal, t in untyped:
        if goal not in found:
            kinds = [u for g, u in untyped if g is goal]
            found[goal] = default_type(next((u for u in WIDEST if u in kinds), t))
    unify_constraints(c, params, constraints, found)
    missing = [p for p in params if p not in found]
    if missing:
        if T.INVALID not in types:  # what is wrong with an argument has been said
            c.error(e.pos, f"in call to {show.expr(e)}, cannot infer {missing[0].name}")
        return None
    return [substituted(c, found[p], found) for p in params]


WIDEST = (T.UNTYPED_COMPLEX, T.UNTYPED_FLOAT, T.UNTYPED_RUNE)
"""Of several untyped constants for one type parameter, the default type of the first of these is taken."""


def unify_constraints(
    c: Checker, params: list[T.TypeParam], constraints: list[T.Type], found: dict[T.TypeParam, T.Type]
) -> None:
    for _ in params:
        for p, constraint in zip(params, constraints, strict=True):
            unify_core(c, p, constraint, found)
            if p in found and isinstance(constraint, T.Interface):
                unify_methods(c, constraint, found[p], found)


def unify_generic_arguments(
    c: Checker, args: list[ast.Expr], pattern: T.Signature, found: dict[T.TypeParam, T.Type]
) -> None:
    """Infer from arguments that are generic functions, once the parameter determines their type arguments."""
    for i, a in enumerate(args):
        goal = parameter(pattern, i, False)
        x = c.raw(a) if goal is not None and isinstance(a, ast.Ident | ast.SelectorExpr | ast.IndexExpr) else None
        if x is None or x.mode != "generic" or not isinstance(x.obj, FuncObj) or goal is None:
            continue
        own = [T.TypeParam(n) for n in param_names(x.obj.decl.type.type_params)]
        sig, constraints = patterns(c, x.obj, own)
        sig = with_receiver(c, a, sig)
        bound: dict[T.TypeParam, T.Type] = dict(zip(own, explicit(c, a), strict=False))
        wanted = substituted(c, goal, found)
        if not isinstance(wanted, T.TypeParam):
            unify(sig, wanted, bound)
        unify_constraints(c, own, constraints, bound)
        if all(p in bound and not has_params(bound[p]) for p in own):
            unify(goal, substituted(c, sig, bound), found)


def unify_methods(c: Checker, goal: T.Type, t: T.Type, found: dict[T.TypeParam, T.Type]) -> None:
    """Infer type parameters in an interface's methods from the methods of a value."""
    iface = goal.underlying() if isinstance(goal, T.Named) and goal.args else goal
    if not isinstance(iface, T.Interface) or isinstance(t, T.TypeParam | T.Invalid | T.Tuple) or is_untyped(t):
        return
    for name, wanted in iface.methods.items():
        here = lookup(t, name, c.package.path)
        if isinstance(here, Found) and here.is_method and has_params(wanted):
            unify(wanted, selection(here, name, c.sig).type, found)


def unify_core(c: Checker, p: T.TypeParam, constraint: T.Type, found: dict[T.TypeParam, T.Type]) -> None:
    terms = constraint.terms if isinstance(constraint, T.Interface) else None
    if terms is not None and len(terms) == 1:
        if p in found:
            unify(terms[0][1], found[p].underlying() if terms[0][0] else found[p], found)
        else:
            core = substituted(c, terms[0][1], found)
            if not has_params(core):
                found[p] = core


def argument_types(
    c: Checker, args: list[ast.Expr], pattern: T.Signature, found: dict[T.TypeParam, T.Type]
) -> list[T.Type | None]:
    """Types of the arguments as far as they can be known before the parameters' types are."""
    types: list[T.Type | None] = []
    for a in args:
        x = c.raw(a) if not isinstance(a, ast.FuncLit) else Operand("value", c.typ(a.type), a)
        if x.bad:
            types.append(T.INVALID)
        elif x.mode in ("generic", "type", "builtin", "novalue"):
            types.append(None)
        elif isinstance(x.type, T.Tuple):
            types.extend(x.type.items)
        else:
            types.append(x.type)
    return types


def patterns(c: Checker, f: FuncObj, params: list[T.TypeParam]) -> tuple[T.Signature, list[T.Type]]:
    """The signature with type parameters in it, and the parameters' constraints."""
    assert isinstance(f.scope, Scope)
    scope = bound_scope(f.scope, [p.name for p in params], list(params))
    package = c.packages[f.pkg]
    with c.within(package, Info(), scope, Context(None)):
        sig = c.typ(f.decl.type)
        raw = [c.typ(field.type) for field in f.decl.type.type_params for _ in field.names]
    assert isinstance(sig, T.Signature)
    return sig, [constraint_of(t) for t in raw]


def constraint_of(t: T.Type) -> T.Type:
    """`[S []E]` stands for `[S interface{ []E }]`."""
    if isinstance(t, T.Invalid | T.TypeParam) or isinstance(t.underlying(), T.Interface):
        return t if isinstance(t, T.Invalid | T.TypeParam) else t.underlying()
    return T.Interface({}, terms=[(False, t)])


def has_params(t: T.Type) -> bool:
    match t:
        case T.TypeParam():
            return True
        case T.Pointer() | T.Slice() | T.Array() | T.Chan():
            return has_params(t.elem)
        case T.Map():
            return has_params(t.key) or has_params(t.elem)
        case T.Named():
            return any(map(has_params, t.args))
        case T.Signature():
            return any(map(has_params, [*t.params, *t.results]))
    return False


def substituted(c: Checker, t: T.Type, found: dict[T.TypeParam, T.Type]) -> T.Type:
    """t with the parameters that are known replaced."""
    if not has_params(t):
        return t
    match t:
        case T.TypeParam():
            return found.get(t, t)
        case T.Pointer():
            return T.Pointer(substituted(c, t.elem, found))
        case T.Slice():
            return T.Slice(substituted(c, t.elem, found))
        case T.Array():
            return T.Array(t.length, substituted(c, t.elem, found))
        case T.Map():
            return T.Map(substituted(c, t.key, found), substituted(c, t.elem, found))
        case T.Chan():
            return T.Chan(t.dir, substituted(c, t.elem, found))
        case T.Signature():
            params = [substituted(c, p, found) for p in t.params]
            return T.Signature(params, [substituted(c, r, found) for r in t.results], t.variadic)
        case T.Named():
            args = [substituted(c, a, found) for a in t.args]
            return instance(c, t.obj, args, ast.Ident(t.obj.pos, t.obj.name))
    return t


def parameter(sig: T.Signature, i: int, ellipsis: bool) -> T.Type | None:
    """The type that argument i must have."""
    if sig.variadic and i >= len(sig.params) - 1:
        last = sig.params[-1]
        return last if ellipsis or not isinstance(last, T.Slice) else last.elem
    return sig.params[i] if i < len(sig.params) else None
