"""Declarations, resolved at their first use (Go spec, Declarations and scope)."""

from __future__ import annotations

from functools import partial

from chancheck.syntax import ast
from chancheck.types import constants, show
from chancheck.types import types as T
from chancheck.types.assignments import assigned_type, several
from chancheck.types.checker import Checker, Declarations, Statements
from chancheck.types.extents import check_extent, complete_type
from chancheck.types.instances import check_type_params
from chancheck.types.objects import Constant, ConstObj
from chancheck.types.operands import assigned, expr, settle
from chancheck.types.relations import default_type, is_boolean, is_string
from chancheck.types.resolving import needed
from chancheck.types.types import FuncObj, TypeName, VarObj


def resolve_type(c: Checker, obj: TypeName, spec: ast.TypeSpec) -> None:
    if spec.type_params:
        c.generic_types[obj] = (spec, c.package, c.scope)
        check_type_params(c, spec.type_params, spec.type)
        return
    if spec.alias:
        obj.type = c.typ(spec.type)
        return
    if not isinstance(obj.type, T.Named):
        obj.type = T.Named(obj, resolve=partial(needed, c))
    named = obj.type
    c.unsupported_sink = []  # reported where reached code needs it
    complete_type(c, named, c.typ(spec.type))


def resolve_const(c: Checker, obj: ConstObj, spec: ast.ValueSpec) -> None:
    c.unsupported_sink = []
    const_value(c, obj, spec, [n.name for n in spec.names].index(obj.name), overridable=True)


def const_value(c: Checker, obj: ConstObj, spec: ast.ValueSpec, i: int, overridable: bool = False) -> None:
    t = c.typ(spec.type) if spec.type is not None else None
    if i >= len(spec.values):
        c.error(spec.names[i].pos, "missing init expr for const declaration")
        return
    if len(spec.values) > len(spec.names) == i + 1:
        c.error(spec.values[i + 1].pos, f"extra init expr {show.expr(spec.values[i + 1])}")
    saved, c.iota = c.iota, spec.iota
    x = expr(c, spec.values[i])
    c.iota = saved
    if x.bad:
        return
    if x.mode != "constant":
        c.error(spec.values[i].pos, f"{show.expr(spec.values[i])} ({str(x).partition(' (')[2]} is not constant")
        return
    if t is not None:
        assigned(c, x, t, "constant declaration")
    if x.bad or x.value is None:
        return
    obj.type, obj.value = x.type if t is None else t, x.value
    name = obj.name if c.package is c.root else f"{c.package.path}.{obj.name}"
    if overridable and name in c.define_values:
        override(c, obj, c.define_values[name])


def override(c: Checker, obj: ConstObj, text: str) -> None:
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
        c.error(obj.pos, f"-D {obj.name}={text}: not a value of type {obj.type}")
        return
    obj.value = value


def resolve_var(c: Checker, obj: VarObj, spec: ast.ValueSpec) -> None:
    spec, _, made = c.var_specs[obj]
    sink, c.unsupported_sink, before = c.unsupported_sink, [], len(c.diagnostics.items)
    if spec.type is not None:
        t = c.var_type(spec.type)
        for v in made:
            v.type = t
    c.unsupported_sink = []
    initial_values(c, spec, made)
    c.keep_errors(before, c.package, c.unsupported_sink)
    c.troubles.update(dict.fromkeys(made, c.unsupported_sink))
    c.unsupported_sink = sink
    for v in made:
        c.lazy.pop(v, None)
        if v is not obj and obj in c.uses_of:
            c.uses_of[v] = c.uses_of[obj]


def initial_values(c: Checker, spec: ast.ValueSpec, made: list[VarObj]) -> None:
    """Check `var a, b T = x, y`; without T the variables take the values' types."""
    typed = spec.type is not None
    if not spec.values:
        return
    if len(spec.values) == len(made):
        for v, e in zip(made, spec.values, strict=True):
            x = expr(c, e, v.type if typed else None)
            if typed:
                assigned(c, x, v.type, "variable declaration")
            else:
                if x.mode == "nil":
                    c.error(e.pos, "use of untyped nil in variable declaration")
                    continue
                settle(c, x)
                v.type = x.type
        return
    lhs: list[ast.Expr] = list(spec.names)
    given = several(c, lhs, spec.values, spec.names[0].pos, "variable declaration") or []
    for v, t in zip(made, given, strict=False):
        if typed and t is not None:
            assigned_type(c, t, v.type, spec.values[0], "variable declaration")
        elif t is not None:
            v.type = default_type(t)


def resolve_func(c: Checker, obj: FuncObj, decl: ast.FuncDecl) -> None:
    if not decl.type.type_params:
        c.lazy.pop(obj, None)
        c.sig(obj)


def local_decl(c: Checker, d: ast.GenDecl) -> None:
    for spec in d.specs:
        if isinstance(spec, ast.TypeSpec):
            local_type(c, spec)
        elif isinstance(spec, ast.ValueSpec) and d.keyword == "const":
            made = [ConstObj(n.name, n.pos, c.package.path, T.INVALID, 0) for n in spec.names]
            for i, const in enumerate(made):
                const_value(c, const, spec, i)
            for name, const in zip(spec.names, made, strict=True):
                c.declare(name, const)
        elif isinstance(spec, ast.ValueSpec):
            local_var(c, spec)


def local_type(c: Checker, spec: ast.TypeSpec) -> None:
    obj = TypeName(spec.name.name, spec.name.pos, c.package.path, T.INVALID)
    if spec.type_params:
        c.declare(spec.name, obj)
        c.generic_types[obj] = (spec, c.package, c.scope)
        check_type_params(c, spec.type_params, spec.type)
        return
    if spec.alias:
        obj.type = c.typ(spec.type)
        c.declare(spec.name, obj)
        return
    named = obj.type = T.Named(obj, resolve=partial(needed, c))
    c.declare(spec.name, obj)
    c.resolving.append(obj)
    try:
        complete_type(c, named, c.typ(spec.type))
    finally:
        c.resolving.pop()
    c.run_delayed()
    check_extent(c, named)


def local_var(c: Checker, spec: ast.ValueSpec) -> None:
    t = c.var_type(spec.type) if spec.type is not None else T.INVALID
    made = [VarObj(n.name, n.pos, c.package.path, t, owner=c.context.owner) for n in spec.names]
    initial_values(c, spec, made)
    for name, var in zip(spec.names, made, strict=True):
        c.declared.append(var)
        c.declare(name, var)
        c.info.types[name] = var.type


def decl_stmt(c: Checker, s: ast.DeclStmt) -> None:
    if isinstance(s.decl, ast.GenDecl):
        local_decl(c, s.decl)


STATEMENTS: Statements = {ast.DeclStmt: decl_stmt}
DECLARATIONS: Declarations = {
    TypeName: resolve_type,
    ConstObj: resolve_const,
    VarObj: resolve_var,
    FuncObj: resolve_func,
}
